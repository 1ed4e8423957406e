import type { ShowState } from '@service-hall/ui/gallery'
import type { TestHall } from '@service-hall/ui/testing'
import { anEmptyHall } from './a-busy-hall.ts'
import { aCalmPayingHall, aCardHall, aCashHall, aPayingHall, payingConfig } from './a-paying-hall.ts'
import { answering, press, type } from './show.ts'
import type { LiveState } from './show.ts'

type Tab = (hall: () => TestHall, more?: Partial<LiveState>) => ShowState

/** Balances as a hall has them after a day. */
const BOOKS = {
  accounts: [
    { account: 'billing', fen: -486_205 },
    { account: 'box:K1-cash', fen: 79_000 },
    { account: 'box:drawer-C1', fen: 20_000 },
    { account: 'channel:alipay', fen: 248_115 },
    { account: 'channel:wechat', fen: 160_940 },
    { account: 'customer', fen: -21_850 },
  ],
  totalFen: 0,
  upTo: 412,
}
/** The journal of K1, somebody paying with two notes after a code that was not paid. */
const JOURNAL = {
  lines: [
    { type: 'PaymentOrderOpened', fen: 12_000, channel: null, reference: null, code: null },
    {
      type: 'AttemptOpened',
      fen: 12_000,
      channel: 'alipay',
      reference: 'P2026010509000000000021',
      code: null,
    },
    { type: 'AttemptClosing', fen: null, channel: null, reference: null, code: 'otherWay' },
    { type: 'AttemptClosed', fen: null, channel: null, reference: null, code: null },
    { type: 'CashCredited', fen: 10_000, channel: null, reference: 'K1-cash/21-1', code: null },
    { type: 'CashCredited', fen: 2_000, channel: null, reference: 'K1-cash/21-2', code: null },
    { type: 'Delivered', fen: 12_000, channel: null, reference: 'XZ2026010521', code: null },
  ].map((line, index) => ({
    ...line,
    ...{ number: 301 + index, at: Date.parse('2026-01-05T09:41:00+08:00') + index * 7_000 },
    orderId: '01970000-0000-7000-8000-000000000021',
  })),
  next: 307,
}

/** The tab about payments; `tab` shows it to an administrator unless told otherwise. */
export function paymentStates(tab: Tab, lost: NonNullable<LiveState['before']>) {
  const shown = (hall: () => TestHall, { before, ...more }: Partial<LiveState> = {}): ShowState =>
    tab(hall, {
      ...more,
      before: (pinia, told) => {
        answering({
          'GET /api/payments/books': { body: BOOKS },
          'GET /api/payments/journal/K1?day=2026-01-05': { body: JOURNAL },
        })
        before?.(pinia, told)
      },
    })
  const atTheEnd = (): void => document.querySelector('main')?.scrollTo(0, 100_000)
  const after = (selector: string): Partial<LiveState> => ({
    after: () => press(`[data-testid=${selector}]`),
  })
  return {
    notOffered: shown(() => anEmptyHall()),
    empty: shown(() => anEmptyHall(payingConfig())),
    calm: shown(aCalmPayingHall),
    full: shown(aPayingHall),
    cashCounted: shown(aCashHall),
    settlements: shown(aCardHall, {
      after: () => document.querySelector('[data-testid=settlements]')?.scrollIntoView(),
    }),
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
    settleNoteDialog: shown(aPayingHall, after('settle-note')),
    settleAttemptDialog: shown(aPayingHall, after('settle-attempt')),
    settlePaidDialog: shown(aPayingHall, {
      after: async () => {
        await press('[data-testid=settle-attempt]')
        await press('dialog input[type=radio]')
      },
    }),
    confirmAttemptDialog: shown(aPayingHall, after('confirm-attempt')),
    fillDialog: shown(aPayingHall, after('fill')),
    closeCaseDialog: shown(aPayingHall, after('close-case')),
    end: shown(aPayingHall, { after: atTheEnd }),
    endUnreachable: shown(aPayingHall, { before: () => answering({}), after: atTheEnd }),
    lobbyManager: shown(aPayingHall, { roles: ['lobbyManager', 'counterStaff'] }),
    lost: shown(aPayingHall, { before: lost }),
  } satisfies Record<string, ShowState>
}
