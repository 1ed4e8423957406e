import { within } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { Expected } from '../../expectations.ts'
import type { PrinterReply } from '../../frame/escpos-replies.ts'
import { flagsOfAsb, isPaperAnswer } from '../../frame/escpos-status.ts'
import { escpos } from '../../paper/escpos.ts'
import { errorOfFault } from '../common/link-status.ts'
import type { PrintOutcome } from './print-outcome.ts'
import type { PrinterConversation } from './printer-conversation.ts'
import type { PrinterTiming, PrinterTraits } from './printer-profile.ts'
import { printerError } from './printer-status.ts'
import type { DeviceError } from '../common/words.ts'

/** What one handing-over of a job came to. */
export type JobResult = Omit<PrintOutcome, 'jobId' | 'warnings' | 'startedAt' | 'wireMs'> & {
  wireMs?: number
}

export type PrintJob = {
  conversation: PrinterConversation
  traits: PrinterTraits
  timing: PrinterTiming
  clock: Clock
  /** The whole job, without the request for proof. */
  bytes: Uint8Array
  /** Four characters of 20…7E that no other job of this run has. */
  id: string
}

const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

/**
 * Hands a job to a printer once and finds out what became of it. Trust goes, in this order, to a process id that came
 * back, to two in-sequence fences followed by a clean status report, to nothing else; the operating system's word that
 * it took the bytes proves nothing. When the printer reports a fault on the way, its buffers are emptied at once, so
 * that the rest of the job does not come out when the paper is back.
 */
export async function runPrintJob(job: PrintJob): Promise<JobResult> {
  const { conversation, traits, bytes, id } = job
  const stop = new AbortController()
  const fault = conversation.expect(faultIn)
  const proof = conversation.expect((reply) => proofIn(reply, job))
  void fault.promise.then((error) => error && stop.abort())
  const noiseBefore = conversation.noiseBytes
  try {
    const request = traits.proof === 'processId' ? escpos.processId(id) : escpos.fence()
    const start = Buffer.concat([escpos.initialize(), escpos.automaticStatusOn()])
    const sent = await conversation.line.write(Buffer.concat([start, bytes, request]), stop.signal)
    if (sent.ok) {
      const result = await awaitProof(job, proof, fault, noiseBefore)
      return { ...result, lastByteAt: sent.lastByteAt, wireMs: sent.wireMs }
    }
    const error = sent.fault === 'stopped' ? await fault.promise : errorOfFault(sent.fault)
    if (sent.handedOver === 0)
      return { outcome: 'notPrinted', evidence: 'none', onPaper: 'nothing', ...(error && { error }) }
    if (sent.fault === 'stopped') await emptyBuffers(job)
    return {
      outcome: 'unknown',
      evidence: error ? 'status' : 'none',
      onPaper: 'atMostPart',
      ...(error && { error }),
    }
  } finally {
    fault.cancel()
    proof.cancel()
  }
}

/** Empties the printer's buffers by real-time command; resolves when it said so, or has had the time to. */
export async function emptyBuffers({
  conversation,
  traits,
  timing,
}: Omit<PrintJob, 'bytes' | 'id'>): Promise<void> {
  if (!traits.answersClear) {
    await conversation.line.write(escpos.recoverAndClear())
    return
  }
  const cleared = conversation.expect((reply) => reply.kind === 'cleared' || undefined, timing.answerMs)
  await conversation.line.write(escpos.clearBuffers())
  await cleared.promise
}

async function awaitProof(
  job: PrintJob,
  proof: Expected<true>,
  fault: Expected<DeviceError>,
  noiseBefore: number,
): Promise<JobResult> {
  const { conversation, clock, timing } = job
  const deadline = clock.monotonic() + timing.longestProofMs
  while (conversation.line.alive && clock.monotonic() < deadline) {
    const event = await within(clock, timing.proofMs, firstOf(proof, fault), 'late' as const)
    if (event === 'proof')
      return job.traits.proof === 'processId' ? printed('processId') : confirmFence(job, noiseBefore)
    const error = event === 'late' ? await currentError(conversation) : event
    if (error === 'lineLost') break
    if (error) return faulted(job, proof, error)
  }
  return unsure('none', noAnswer)
}

async function firstOf(
  proof: Expected<true>,
  fault: Expected<DeviceError>,
): Promise<'proof' | 'lineLost' | DeviceError> {
  return Promise.race([
    proof.promise.then((proved) => (proved ? 'proof' : 'lineLost')),
    fault.promise.then((error) => error ?? 'lineLost'),
  ])
}

async function currentError(
  conversation: PrinterConversation,
): Promise<DeviceError | 'lineLost' | undefined> {
  const flags = await conversation.ask()
  if (!flags) return 'lineLost'
  return stopping(printerError(flags))
}

/** A fault after the last byte: the proof may still have been on its way, so it is heard before judging. */
async function faulted(job: PrintJob, proof: Expected<true>, error: DeviceError): Promise<JobResult> {
  await emptyBuffers(job)
  await job.conversation.ask()
  const proved = await Promise.race([proof.promise, Promise.resolve(undefined)])
  if (proved && job.traits.proof === 'processId') return printed('processId')
  return unsure('status', error)
}

/**
 * A fence is one byte without a check, so one is not believed: a second is asked for when the first came, and a status
 * report after it. A stray byte can stand for one of them but not for both, and any noise since the job began spoils it.
 */
async function confirmFence(job: PrintJob, noiseBefore: number): Promise<JobResult> {
  const { conversation, timing } = job
  const second = conversation.expect((reply) => proofIn(reply, job), timing.proofMs)
  await conversation.line.write(escpos.fence())
  const fenced = await second.promise
  const flags = await conversation.ask()
  if (!flags) return unsure('none', noAnswer)
  const error = stopping(printerError(flags))
  if (error) {
    await emptyBuffers(job)
    return unsure('status', error)
  }
  return fenced && conversation.noiseBytes === noiseBefore ? printed('fence') : unsure('none', noAnswer)
}

function printed(evidence: 'processId' | 'fence'): JobResult {
  return { outcome: 'printed', evidence, onPaper: 'whole' }
}

function unsure(evidence: 'status' | 'none', error: DeviceError): JobResult {
  return { outcome: 'unknown', evidence, onPaper: 'partOrWhole', error }
}

function proofIn(reply: PrinterReply, { traits, id }: PrintJob): true | undefined {
  if (traits.proof === 'processId') return (reply.kind === 'processId' && reply.id === id) || undefined
  return (reply.kind === 'single' && isPaperAnswer(reply.value)) || undefined
}

function faultIn(reply: PrinterReply): DeviceError | undefined {
  return reply.kind === 'asb' ? stopping(printerError(flagsOfAsb(reply.bytes))) : undefined
}

/** A printer that recovers by itself goes on with the job; every other error ends it. */
function stopping(error: DeviceError | undefined): DeviceError | undefined {
  return error?.action === 'suspend' ? undefined : error
}
