import type { Clock, Log } from '@service-hall/server-kit'

/**
 * Does one round after another, each `everyMs` of steady time after the one before has ended. A round that fails is told as
 * `failed` in the log and comes again in its turn. The answer ends it, when the round under way is over.
 */
export function inRounds(
  round: () => Promise<void>,
  { clock, log, everyMs, failed }: { clock: Clock; log: Log; everyMs: number; failed: string },
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let cancel = (): void => undefined
  let stopped = false
  const later = (): void => {
    if (stopped) return
    cancel = clock.after(everyMs, () => {
      running = round()
        .catch((error: unknown) => log.error(failed, error))
        .finally(later)
    })
  }
  later()
  return async () => {
    stopped = true
    cancel()
    await running
  }
}
