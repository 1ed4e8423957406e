import type { Clock } from '@service-hall/server-kit'
import type { LiveRegion } from '../live/live-region.ts'

/** Hours are in whole minutes; a hall that was configured anew shows it within this, ms. */
const LOOK_MS = 15_000

/** Keeps true of every hall what its hours alone bring: whether it is closed, and which stations are off by plan. */
export function followHours(live: LiveRegion, clock: Clock): () => void {
  let cancel = (): void => undefined
  const again = (): void => {
    live.lookAtHours()
    cancel = clock.after(LOOK_MS, again)
  }
  again()
  return () => cancel()
}
