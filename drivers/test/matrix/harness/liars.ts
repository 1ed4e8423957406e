import { entries as ratingPads } from '../rating-pad.ts'
import type { Driven, MatrixEntry, Said } from './entry.ts'

/** Spoils a good driver in one way, to show that the matrix would see it. */
function spoilt(title: string, spoil: (said: Said) => Promise<Said>): MatrixEntry[] {
  return ratingPads.slice(0, 1).map((good) => ({
    ...good,
    title,
    drive(url, surroundings): Driven {
      const driven = good.drive(url, surroundings)
      return { device: driven.device, probe: async (n, control) => spoil(await driven.probe(n, control)) }
    },
  }))
}

/** Drivers that should not pass. */
export const entries: readonly MatrixEntry[] = [
  ...spoilt('liar', async () => ({ ok: true })),
  ...spoilt('crasher', async (said) => {
    if (!said.ok)
      queueMicrotask(() => {
        throw new Error('a bug of the driver')
      })
    return said
  }),
  ...spoilt('forgetful', async (said) => {
    if (!said.ok) void Promise.reject(new Error('nobody caught this'))
    return said
  }),
]
