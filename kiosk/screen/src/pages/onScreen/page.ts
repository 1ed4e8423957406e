import type { ScreenTicket } from '@service-hall/contract'
import { toNextCustomer } from '../../flow/moves.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 30_000

export type Props = { ticket: ScreenTicket; paper: 'notPrinted' | 'unknown' }

export const onScreen = definePage({
  name: 'onScreen',
  texts,
  shows: ({ session }: Flow): Props | null =>
    session.step === 'onScreen' ? { ticket: session.ticket, paper: session.paper } : null,
  home: toNextCustomer,
  leavesAfter: () => LEAVES_MS,
  announces: ({ ticket, paper }, t) => `${t('ticket.number')} ${ticket.number}. ${t(`onScreen.${paper}`)}`,
})
