import type { Clock } from '@service-hall/drivers'

export { systemClock } from '@service-hall/drivers'
export type { Cancel, Clock } from '@service-hall/drivers'

/** Resolves after `ms` milliseconds, or at once when the signal is aborted. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const cancel = clock.after(ms, done)
    signal?.addEventListener('abort', done, { once: true })
    function done(): void {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}
