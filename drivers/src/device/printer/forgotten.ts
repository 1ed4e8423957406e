import { within } from '../../clock.ts'
import { isPaperAnswer } from '../../frame/escpos-status.ts'
import type { JobParts } from './print-job.ts'
import type { Proofs } from './proofs.ts'

/** Answers to requests that stand side by side in the stream come side by side; a pause this long means no more come. */
const QUIET_MS = 500

/**
 * Whether a printer that says it is well has forgotten what it was given, as after a power cut: it is given requests
 * behind those it owes an answer to. It carries out everything in order, so one that still has the earlier requests
 * answers them first, and the ones behind them without a pause. False when it answers nothing: it may be at work.
 */
export async function hasForgotten(job: JobParts, proofs: Proofs): Promise<boolean> {
  const { conversation, clock, timing } = job
  const { bytes, last } = proofs.probe()
  let answers = 0
  const answer = conversation.expect((reply) => {
    if (reply.kind === 'processId') return reply.id === last || undefined
    // A fence has no name: two answers are more than the one that a slice at work may still owe.
    if (reply.kind === 'single' && isPaperAnswer(reply.value)) answers += 1
    return (job.traits.proof === 'fence' && answers === 2) || undefined
  }, timing.answerMs)
  const sent = await conversation.line.write(bytes)
  if (!sent.ok) answer.cancel()
  if (!(await answer.promise)) return false
  if (job.traits.proof === 'fence') await within(clock, QUIET_MS, proofs.until(0), false)
  return proofs.outstanding > 0
}
