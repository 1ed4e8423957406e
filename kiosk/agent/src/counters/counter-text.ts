import type { Counter, HallView } from '@service-hall/contract'
import type { CounterDisplay } from '@service-hall/drivers'

export type Shown = Parameters<CounterDisplay['show']>[0]

/** What hangs above a counter in each state without a ticket; short enough for four Hanzi. */
const TEXTS = {
  zh: { closed: '暂停办理', paused: '暂停服务', open: '欢迎光临' },
  en: { closed: 'Closed', paused: 'Paused', open: 'Welcome' },
} as const

/** What the LED display of a counter shows: the number it serves, else its state. */
export function shownAt(view: HallView, counter: Counter | undefined): Shown {
  const texts = TEXTS[view.config?.hall.languages.includes('zh') === false ? 'en' : 'zh']
  if (counter === undefined || counter.duty.status === 'closed')
    return { state: 'closed', text: texts.closed }
  const ticket = counter.holding === null ? undefined : view.tickets[counter.holding]
  if (ticket !== undefined) return { state: 'calling', ticketNumber: ticket.number }
  if (counter.duty.status === 'paused') return { state: 'paused', text: texts.paused }
  return { state: 'open', text: texts.open }
}
