import type { Clock } from '../../clock.ts'
import { ESCPOS } from '../../paper/escpos.ts'
import type { PaperSlice } from '../../paper/slices.ts'
import { errorOfFault } from '../common/link-status.ts'
import type { DeviceError } from '../common/status.ts'
import { awaitProofs } from './await-proofs.ts'
import { FaultWatch } from './fault-watch.ts'
import type { PrintOutcome } from './print-outcome.ts'
import type { PrinterConversation } from './printer-conversation.ts'
import type { PrinterTiming, PrinterTraits } from './printer-profile.ts'
import { stoppingError } from './printer-status.ts'
import type { ProcessIds } from './process-ids.ts'
import { Proofs } from './proofs.ts'

/** What one handing-over of a job came to. */
export type JobResult = Omit<PrintOutcome, 'jobId' | 'warnings' | 'startedAt'> & {
  /** Paper fed, at most, in mm. */
  fedMm: number
  /** Length of the longest piece handed over, in bytes: so much of a command may have been cut off. */
  longestSlice: number
}

/** What every talk about a job needs. */
export type JobParts = {
  conversation: PrinterConversation
  traits: PrinterTraits
  timing: PrinterTiming
  clock: Clock
  ids: ProcessIds
}

export type PrintJob = JobParts & { slices: Iterable<PaperSlice> }

type Running = PrintJob & { proofs: Proofs; watch: FaultWatch; result: JobResult; noiseBefore: number }

/** Slices the printer may have beside the one it prints: enough to keep it busy, too few to overrun its buffer. */
const SLICES_AHEAD = 1
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
export const documentInvalid: DeviceError = { code: 'documentInvalid', action: 'configuration' }

/**
 * Hands a job to a printer once and finds out what became of it. Everything but the document's last part goes first,
 * in slices that the printer acknowledges when it has printed them; only when it has acknowledged all of them, and
 * says that it is well, does it get the last part, in most cases the cut. So a job that fails before is certainly not
 * whole on paper, and doubt is left only between that part and the printer's last word.
 *
 * Trust goes, in this order, to a process id that came back, to two in-sequence fences followed by a clean status
 * report, to nothing else; the operating system's word that it took the bytes proves nothing. When the printer reports
 * a fault on the way, its buffers are emptied at once, so that the rest does not come out when the paper is back.
 */
export async function runPrintJob(job: PrintJob): Promise<JobResult> {
  const { conversation, traits, ids } = job
  const running: Running = {
    ...job,
    proofs: new Proofs(conversation, traits, ids),
    watch: new FaultWatch(conversation),
    noiseBefore: conversation.noiseBytes,
    result: {
      outcome: 'notPrinted',
      evidence: 'none',
      onPaper: 'nothing',
      wireMs: 0,
      mechanismMs: 0,
      fedMm: 0,
      longestSlice: 0,
    },
  }
  try {
    return await handOver(running)
  } finally {
    running.watch.cancel()
    running.proofs.cancel()
  }
}

async function handOver(job: Running): Promise<JobResult> {
  let start = Buffer.concat([ESCPOS.initialize(), ESCPOS.automaticStatusOn(job.traits.status.kind)])
  for (const slice of job.slices) {
    if (slice.isFinal) return finish(job, { ...slice, bytes: Buffer.concat([start, slice.bytes]) })
    const error = await handOverSlice(job, { ...slice, bytes: Buffer.concat([start, slice.bytes]) })
    if (error) return cutShort(job, error)
    start = Buffer.alloc(0)
  }
  return cutShort(job, documentInvalid)
}

/** One slice that is not the last. Gives the error that keeps the job from going on. */
async function handOverSlice(job: Running, { bytes, mm }: PaperSlice): Promise<DeviceError | undefined> {
  const { conversation, proofs, watch, result } = job
  const early = proofs.outstanding > 0 ? await awaitContent(job, SLICES_AHEAD) : undefined
  if (early) return early
  const sent = await conversation.line.write(Buffer.concat([bytes, proofs.request()]), watch.signal)
  if (sent.ok || sent.handedOver > 0) {
    result.onPaper = 'atMostPart'
    result.fedMm += mm
    result.longestSlice = Math.max(result.longestSlice, bytes.length)
  }
  if (!sent.ok) return sent.fault === 'stopped' ? (watch.error ?? noAnswer) : errorOfFault(sent.fault)
  result.wireMs += sent.wireMs
  return undefined
}

/**
 * Waits for the acknowledgement of slices, then asks the printer how it is: one whose power was cut forgets what it
 * had, and shows it by not answering while it starts.
 */
async function awaitContent(job: Running, most: number): Promise<DeviceError | undefined> {
  const began = job.clock.monotonic()
  const came = await awaitProofs(job, job.proofs, job.watch, most)
  job.result.mechanismMs += job.clock.monotonic() - began
  if (came !== 'proved') return came
  const flags = await job.conversation.ask()
  return flags ? (job.watch.error ?? stoppingError(flags)) : noAnswer
}

async function finish(job: Running, { bytes, mm }: PaperSlice): Promise<JobResult> {
  const { conversation, proofs, watch, result } = job
  const early = (await awaitContent(job, 0)) ?? doubtOf(job)
  if (early) return cutShort(job, early)
  const sent = await conversation.line.write(Buffer.concat([bytes, proofs.request()]), watch.signal)
  if (!sent.ok && sent.handedOver < bytes.length) {
    if (sent.handedOver > 0) result.onPaper = 'atMostPart'
    return cutShort(job, sent.fault === 'stopped' ? (watch.error ?? noAnswer) : errorOfFault(sent.fault))
  }
  result.fedMm += mm
  result.longestSlice = Math.max(result.longestSlice, bytes.length)
  // The line may break in the moment that takes the last byte: then it counts as taken, at the latest now.
  result.lastByteAt = sent.ok ? sent.lastByteAt : job.clock.now()
  if (!sent.ok) return unsure(job, 'none', errorOfFault(sent.fault))
  result.wireMs += sent.wireMs
  const came = await awaitProofs(job, proofs, watch, 0)
  if (came !== 'proved') return doubted(job, came)
  return job.traits.proof === 'processId' ? printed(job, 'processId') : confirmFence(job)
}

/** The last part was never handed over, and now never will be: what the printer still holds is taken from it. */
async function cutShort(job: Running, error: DeviceError): Promise<JobResult> {
  const { conversation, result } = job
  if (conversation.line.alive && result.onPaper !== 'nothing') await emptyBuffers(job)
  return { ...result, evidence: evidenceOf(error), error }
}

/** A fault, or silence, after the last byte: the proof may still have been on its way, so it is heard before judging. */
async function doubted(job: Running, error: DeviceError): Promise<JobResult> {
  if (job.conversation.line.alive) {
    await emptyBuffers(job)
    await job.conversation.ask()
  }
  if (job.proofs.outstanding === 0 && job.traits.proof === 'processId') return printed(job, 'processId')
  return unsure(job, evidenceOf(error), error)
}

/**
 * A fence is one byte without a check: on a line that made noise since the job began, or sent one that nobody waited
 * for, none is believed. A process id cannot come about by chance.
 */
function doubtOf({ conversation, proofs, traits, noiseBefore }: Running): DeviceError | undefined {
  if (traits.proof === 'processId') return undefined
  return conversation.noiseBytes === noiseBefore && proofs.strays === 0 ? undefined : noAnswer
}

/**
 * A fence is one byte without a check, so one is not believed: a second is asked for when the first came, and a status
 * report after it. A stray byte can stand for one of them but not for both.
 */
async function confirmFence(job: Running): Promise<JobResult> {
  const { conversation, proofs, watch } = job
  await conversation.line.write(proofs.request())
  const fenced = await awaitProofs(job, proofs, watch, 0)
  const flags = await conversation.ask()
  if (!flags) return unsure(job, 'none', noAnswer)
  const error = stoppingError(flags)
  if (error) {
    await emptyBuffers(job)
    return unsure(job, 'status', error)
  }
  return fenced === 'proved' && !doubtOf(job) ? printed(job, 'fence') : unsure(job, 'none', noAnswer)
}

/** Empties the printer's buffers by real-time command; resolves when it said so, or has had the time to. */
export async function emptyBuffers({ conversation, traits, timing }: JobParts): Promise<void> {
  if (!traits.answersClear) {
    await conversation.line.write(ESCPOS.recoverAndClear())
    return
  }
  const cleared = conversation.expect((reply) => reply.kind === 'cleared' || undefined, timing.answerMs)
  await conversation.line.write(ESCPOS.clearBuffers())
  await cleared.promise
}

function printed({ result }: Running, evidence: 'processId' | 'fence'): JobResult {
  return { ...result, outcome: 'printed', evidence, onPaper: 'whole' }
}

function unsure({ result }: Running, evidence: 'status' | 'none', error: DeviceError): JobResult {
  return { ...result, outcome: 'unknown', evidence, onPaper: 'partOrWhole', error }
}

/** Codes that say what became of the line, or of the document; all others come from a status report. */
const notReported: ReadonlySet<string> = new Set([
  'noAnswer',
  'lineLost',
  'notOpen',
  'portBusy',
  'portForbidden',
  'documentInvalid',
])

function evidenceOf({ code }: DeviceError): 'status' | 'none' {
  return notReported.has(code) ? 'none' : 'status'
}
