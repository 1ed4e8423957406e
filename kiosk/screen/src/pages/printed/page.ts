import type { ScreenTicket } from '@service-hall/contract'
import { toNextCustomer } from '../../flow/moves.ts'
import { isKnown } from '../../flow/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 8_000
/** Longer where an ID card is to be taken back as well. */
const LEAVES_WITH_CARD_MS = 12_000

export type Props = { ticket: ScreenTicket }

export const printed = definePage({
  name: 'printed',
  texts,
  shows: ({ session }: Flow): Props | null =>
    session.step === 'printed' ? { ticket: session.ticket } : null,
  home: toNextCustomer,
  leavesAfter: (flow) => (isKnown(flow) ? LEAVES_WITH_CARD_MS : LEAVES_MS),
  announces: ({ ticket }, t) => `${t('printed.title')}. ${t('ticket.number')} ${ticket.number}`,
})
