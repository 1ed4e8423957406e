import type { ScreenTicket } from '@service-hall/contract'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { ticket: ScreenTicket }

export const printing = definePage({
  name: 'printing',
  texts,
  shows: ({ session }: Flow): Props | null =>
    session.step === 'printing' ? { ticket: session.ticket } : null,
  busy: true,
  announces: ({ ticket }, t) => `${t('printing.title')}. ${t('ticket.number')} ${ticket.number}`,
})
