import { within } from '../../clock.ts'
import { isPaperAnswer } from '../../frame/escpos-status.ts'
import { ESCPOS } from '../../paper/escpos.ts'
import { emptyBuffers } from './print-job.ts'
import type { JobParts } from './print-job.ts'
import { voidMark } from './void-mark.ts'

/** What an earlier job may have left in the printer. */
export type Leftovers = {
  /** Length of the longest command that may have been cut off. */
  bytes: number
  /** Whether paper printed on may still hang in the printer. */
  onPaper: boolean
  /** Whether what hangs there is certainly not whole, so that it is to say so before it is cut off. */
  isVoid: boolean
}

const QUIET_MS = 100

/**
 * Brings a printer into a known state before it gets a job: buffers emptied, a command that was cut off filled up with
 * NULs (which mean nothing between commands), a half-printed piece of paper marked void and cut off, automatic status
 * on, and then proof by the printer that all this is executed. Answers to the requests of earlier jobs come before that
 * proof, or, where they look like it, right behind it; they are heard out here, for `settleMs` at most. Resolves to false
 * when the printer does not prove it, or does not fall silent: no answer on such a line could be told from its chatter.
 */
export async function settlePrinter(job: JobParts, leftovers: Leftovers): Promise<boolean> {
  const { conversation, traits, timing, clock, ids } = job
  const id = ids.next()
  await emptyBuffers(job)
  const proof = conversation.expect((reply) => {
    if (traits.proof === 'processId') return (reply.kind === 'processId' && reply.id === id) || undefined
    return (reply.kind === 'single' && isPaperAnswer(reply.value)) || undefined
  })
  const start: Uint8Array[] = [
    Buffer.alloc(leftovers.bytes),
    ESCPOS.initialize(),
    ESCPOS.automaticStatusOn(traits.status.kind),
  ]
  if (leftovers.onPaper) start.push(ESCPOS.lineFeed())
  if (leftovers.isVoid) start.push(voidMark)
  if (leftovers.onPaper) start.push(traits.discard('partial'))
  start.push(traits.proof === 'processId' ? ESCPOS.processId(id) : ESCPOS.fence())
  const sent = await conversation.line.write(Buffer.concat(start))
  const isProved = sent.ok && (await within(clock, timing.settleMs, proof.promise, undefined))
  proof.cancel()
  if (!isProved) return false
  if (traits.proof === 'fence' && !(await fallsSilent(job))) return false
  return conversation.line.alive
}

async function fallsSilent(job: JobParts): Promise<boolean> {
  const deadline = job.clock.monotonic() + job.timing.settleMs
  while (await anotherSingle(job)) if (job.clock.monotonic() >= deadline) return false
  return true
}

function anotherSingle({ conversation }: JobParts): Promise<true | undefined> {
  return conversation.expect((reply) => reply.kind === 'single' || undefined, QUIET_MS).promise
}
