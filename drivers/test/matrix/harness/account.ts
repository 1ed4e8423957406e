import type { Said } from './entry.ts'
import { wordsOf } from './rig.ts'
import type { Recovery, Rig } from './rig.ts'

/** What the driver made of one fault. */
export type Account = {
  /** What it said to each thing asked of it while the fault lasted. */
  said: readonly Said[]
  /** Words of the statuses it went through. */
  statuses: readonly string[]
  /** Counters that grew, by how much. */
  grown: Readonly<Record<string, number>>
  recovery: Recovery
}

/** Takes down what becomes of the driver in `during`, which ends with the cure and gives what was said meanwhile. */
export async function takeDown(rig: Rig, during: () => Promise<Tries>): Promise<Account> {
  rig.takeStatuses()
  const before = countersOf(rig)
  const tries = await during()
  const recovery = await rig.recovered(performance.now())
  for (const { n, said } of tries) if (n !== undefined) await rig.judge(n, said)
  const grown = growth(before, countersOf(rig))
  return { said: tries.map(({ said }) => said), statuses: rig.takeStatuses(), grown, recovery }
}

/** What was said to which probe; without its number where the truth about it is lost. */
export type Tries = readonly { n?: number; said: Said }[]

/** Counters of what went wrong; those of what went right say nothing about a fault. */
function countersOf({ driven }: Rig): Record<string, number> {
  const { faults, noiseBytes, retries, timeouts, strays, naks } = driven.device.counters
  return { ...faults, noiseBytes, retries, timeouts, strays, naks }
}

function growth(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const grown: Record<string, number> = {}
  for (const [name, count] of Object.entries(after)) {
    const by = count - (before[name] ?? 0)
    if (by > 0) grown[name] = by
  }
  return grown
}

/** Resolves when the driver has found that it cannot work: its words then. */
export function untilNotOnline(rig: Rig, ms: number): Promise<string> {
  const { device } = rig.driven
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve(wordsOf(device.status))
    }
    const timer = setTimeout(finish, ms)
    const unsubscribe = device.onStatus((status) => status.error && finish())
    if (device.status.error) finish()
  })
}
