import type { ShowState } from '@service-hall/ui/gallery'
import type { TestHall } from '@service-hall/ui/testing'
import { anEmptyHall } from './a-busy-hall.ts'
import { aCalmPayingHall, aPayingHall, payingConfig } from './a-paying-hall.ts'
import { press, type } from './show.ts'
import type { LiveState } from './show.ts'

type Tab = (hall: () => TestHall, more?: Partial<LiveState>) => ShowState

/** The tab about payments; `tab` shows it to an administrator unless told otherwise. */
export function paymentStates(tab: Tab, lost: NonNullable<LiveState['before']>) {
  const shown = (hall: () => TestHall, more: Partial<LiveState> = {}): ShowState => tab(hall, more)
  const after = (selector: string): Partial<LiveState> => ({
    after: () => press(`[data-testid=${selector}]`),
  })
  return {
    notOffered: shown(() => anEmptyHall()),
    empty: shown(() => anEmptyHall(payingConfig())),
    calm: shown(aCalmPayingHall),
    full: shown(aPayingHall),
    notFound: shown(aPayingHall, { after: () => type('[data-testid=find-order]', 'Z9') }),
    order: shown(aPayingHall, after('open-order')),
    orderSettled: shown(aCalmPayingHall, {
      after: async () => {
        await type('[data-testid=find-order]', '2026010509000000000003')
        await press('[data-testid=open-order]')
      },
    }),
    refundDialog: shown(aCalmPayingHall, {
      after: async () => {
        await type('[data-testid=find-order]', '2026010509000000000003')
        await press('[data-testid=open-order]')
        await press('[data-testid=refund]')
      },
    }),
    approveDialog: shown(aPayingHall, after('approve')),
    payOutDialog: shown(aPayingHall, after('pay-out')),
    countDialog: shown(aPayingHall, after('count')),
    secondCountDialog: shown(aPayingHall, after('second-count')),
    closeCaseDialog: shown(aPayingHall, after('close-case')),
    lobbyManager: shown(aPayingHall, { roles: ['lobbyManager', 'counterStaff'] }),
    lost: shown(aPayingHall, { before: lost }),
  } satisfies Record<string, ShowState>
}
