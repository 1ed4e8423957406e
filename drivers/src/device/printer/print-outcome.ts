import type { TextWarning } from '../../paper/gb18030.ts'
import type { DeviceError } from '../common/status.ts'

/**
 * What is known about a print job.
 * - `printed`: the printer itself said so; `evidence` names the reply.
 * - `notPrinted`: the document is not whole on paper and never will be, since its last part, in most cases the cut,
 *   was never handed over. `onPaper` tells whether a piece of it came out: after `nothing` printing again leaves no
 *   trace; after `atMostPart` a piece may hang in the printer, which says that it is void before it is cut off, but
 *   may have been torn off before. So whoever prints again then should let the paper say that it is a reprint.
 * - `unknown`: the last part was handed over and the proof did not come; a person decides.
 */
export type PrintOutcome = {
  jobId: string
  outcome: 'printed' | 'notPrinted' | 'unknown'
  /** The reply the outcome rests on; `status` is a status report, `none` no answer at all. */
  evidence: 'processId' | 'fence' | 'status' | 'none'
  onPaper: 'whole' | 'nothing' | 'atMostPart' | 'partOrWhole'
  error?: DeviceError
  /** With `documentInvalid`: what is wrong with the document, in a sentence that names the item and the field. */
  problem?: string
  warnings: readonly TextWarning[]
  /** Wall time when the job was taken in. */
  startedAt: number
  /** Wall time when the system took the last byte of the document; missing when it was never handed over. */
  lastByteAt?: number
  /** Part of the time to `lastByteAt` that the line's own speed costs; 0 without one. */
  wireMs: number
  /** Part of the time to `lastByteAt` that the mechanism took for what comes before the last part. */
  mechanismMs: number
}

/** The outcome of a job of which not one byte was handed over. */
export function notPrinted(
  job: { jobId: string; startedAt: number },
  error: DeviceError = { code: 'notOpen', action: 'clear' },
  warnings: readonly TextWarning[] = [],
): PrintOutcome {
  const evidence = error.code === 'paperOut' || error.code === 'coverOpen' ? 'status' : 'none'
  return {
    ...job,
    outcome: 'notPrinted',
    evidence,
    onPaper: 'nothing',
    error,
    warnings,
    wireMs: 0,
    mechanismMs: 0,
  }
}
