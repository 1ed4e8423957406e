import type { Cancel, Clock } from '@service-hall/server-kit'

export type Looks = {
  /** Something has changed: looks in a moment, once for all that changes meanwhile. */
  soon(): void
  end(): void
}

/** Looks each `everyMs` of steady time, and `soonMs` after something has changed. */
export function lookAgain(
  look: () => void,
  { clock, everyMs, soonMs }: { clock: Clock; everyMs: number; soonMs: number },
): Looks {
  let soon: Cancel | null = null
  let cancel: Cancel = () => undefined
  const later = (): void => {
    cancel = clock.after(everyMs, () => {
      look()
      later()
    })
  }
  later()
  return {
    soon: () => {
      soon ??= clock.after(soonMs, () => {
        soon = null
        look()
      })
    },
    end: () => {
      cancel()
      soon?.()
      soon = () => undefined
    },
  }
}
