import { waitFor } from '@service-hall/harness/process'
import type { Unsubscribe } from '../src/listeners.ts'

/** Keeps what a device tells, in order, and lets a test wait for it. */
export function told<Event>(device: { onEvent(listener: (event: Event) => void): Unsubscribe }) {
  const events: Event[] = []
  const waiting = new Set<() => void>()
  device.onEvent((event) => {
    events.push(event)
    for (const look of [...waiting]) look()
  })
  return {
    events,
    /** Resolves with all events when there are so many. */
    untilEvents: (count: number) => {
      const there = new Promise<Event[]>((resolve) => {
        const look = () => {
          if (events.length < count) return
          waiting.delete(look)
          resolve(events)
        }
        waiting.add(look)
        look()
      })
      return waitFor(`${count} events of a device`, there)
    },
  }
}
