import type { Counter, HallView } from '@service-hall/contract'
import type { CounterDisplay } from '@service-hall/drivers'

export type Shown = Parameters<CounterDisplay['show']>[0]

/** What hangs above a counter in each state without a ticket; short enough for four Hanzi. */
const TEXTS = { closed: '暂停办理', paused: '暂停服务', open: '欢迎光临' } as const

/** What the LED display of a counter shows: the number it serves, else its state. */
export function shownAt(view: HallView, counter: Counter | undefined): Shown {
  if (counter === undefined || counter.duty.status === 'closed')
    return { state: 'closed', text: TEXTS.closed }
  const ticket = counter.holding === null ? undefined : view.tickets[counter.holding]
  if (ticket !== undefined) return { state: 'calling', ticketNumber: ticket.number }
  if (counter.duty.status === 'paused') return { state: 'paused', text: TEXTS.paused }
  return { state: 'open', text: TEXTS.open }
}
