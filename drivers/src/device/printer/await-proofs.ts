import { within } from '../../clock.ts'
import type { DeviceError } from '../common/status.ts'
import type { FaultWatch } from './fault-watch.ts'
import { hasForgotten } from './forgotten.ts'
import type { JobParts } from './print-job.ts'
import { printerError, stoppingError } from './printer-status.ts'
import type { Proofs } from './proofs.ts'

const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

/**
 * Waits until at most `most` requests are unanswered. When an answer takes long the printer is asked how it is: one
 * without paper does not answer requests in sequence, which must not be taken for a lost line, and one that is well may
 * have forgotten them, so that no answer will come. Gives the error that
 * ended the waiting otherwise: what the printer told, or that no answer came.
 */
export async function awaitProofs(
  job: JobParts,
  proofs: Proofs,
  watch: FaultWatch,
  most: number,
): Promise<'proved' | DeviceError> {
  const { conversation, clock, timing } = job
  const deadline = clock.monotonic() + timing.longestProofMs
  let last = noAnswer
  while (conversation.line.alive && clock.monotonic() < deadline) {
    const event = await within(clock, timing.proofMs, firstOf(proofs, watch, most), 'late' as const)
    if (event === 'proved') return 'proved'
    if (event === 'lineLost') break
    if (event !== 'late') return event
    const flags = await conversation.ask()
    if (!flags) break
    const error = stoppingError(flags)
    if (error) return error
    last = printerError(flags) ?? noAnswer
    if (last === noAnswer && (await hasForgotten(job, proofs))) break
  }
  return last
}

async function firstOf(
  proofs: Proofs,
  watch: FaultWatch,
  most: number,
): Promise<'proved' | 'lineLost' | DeviceError> {
  return Promise.race([
    proofs.until(most).then((came) => (came ? ('proved' as const) : ('lineLost' as const))),
    watch.fault.then((error) => error ?? ('lineLost' as const)),
  ])
}
