import type { CounterId, HallView } from '@service-hall/contract'

/** What a counter shows the hall. `free`: open and nobody there. */
export type CounterState = 'free' | 'called' | 'serving' | 'paused' | 'closed'

export type CounterLine = {
  id: CounterId
  number: string
  state: CounterState
  /** Ticket called to or served at the counter. */
  ticketNumber: string | null
}

/** Above this many counters those that are closed are left out: they tell a customer nothing. */
export const ALL_SHOWN = 16

/** The counters of a hall as its display shows them, in the order of the configuration. */
export function counterLines(view: HallView): CounterLine[] {
  const lines = (view.config?.counters ?? []).map(({ id, number }): CounterLine => {
    const counter = view.counters[id]
    const held = counter?.holding ? view.tickets[counter.holding] : undefined
    const duty = counter?.duty.status ?? 'closed'
    const busy = held?.state.status === 'called' ? 'called' : 'serving'
    return {
      id,
      number,
      state: duty === 'open' ? (held ? busy : 'free') : duty,
      ticketNumber: held?.number ?? null,
    }
  })
  return lines.length > ALL_SHOWN ? lines.filter(({ state }) => state !== 'closed') : lines
}
