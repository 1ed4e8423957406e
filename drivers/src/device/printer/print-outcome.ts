import type { TextWarning } from '../../paper/gb18030.ts'
import type { DeviceError } from '../common/words.ts'

/**
 * What is known about a print job.
 * - `printed`: the printer itself said so; `evidence` names the reply.
 * - `notPrinted`: not one byte of the job left this driver; printing again is safe.
 * - `unknown`: part or all of it may be on paper; a person decides. `onPaper` tells whether it can be whole.
 */
export type PrintOutcome = {
  jobId: string
  outcome: 'printed' | 'notPrinted' | 'unknown'
  /** The reply the outcome rests on; `status` is a status report, `none` no answer at all. */
  evidence: 'processId' | 'fence' | 'status' | 'none'
  onPaper: 'whole' | 'nothing' | 'atMostPart' | 'partOrWhole'
  error?: DeviceError
  warnings: readonly TextWarning[]
  /** Wall time when the job was taken in. */
  startedAt: number
  /** Wall time when the system took the last byte. */
  lastByteAt?: number
  /** Part of the time to `lastByteAt` that the line's own speed costs; 0 without one. */
  wireMs: number
}
