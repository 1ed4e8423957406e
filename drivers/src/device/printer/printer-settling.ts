import { isPaperAnswer } from '../../frame/escpos-status.ts'
import { escpos } from '../../paper/escpos.ts'
import { emptyBuffers } from './print-job.ts'
import type { PrintJob } from './print-job.ts'

/** What an earlier job may have left in the printer. */
export type Leftovers = {
  /** Length of the longest command that may have been cut off, at most the job's length. */
  bytes: number
  /** Whether paper printed on may still hang in the printer. */
  onPaper: boolean
}

const quietMs = 100

/**
 * Brings a printer into a known state before it gets a job: buffers emptied, a command that was cut off filled up with
 * NULs (which mean nothing between commands), a half-printed piece of paper cut off, automatic status on, and then
 * proof by the printer that all this is executed. Answers to the requests of earlier jobs come before that proof, or,
 * where they look like it, right behind it; they are heard out here. Resolves to false when the printer does not prove it.
 */
export async function settlePrinter(job: Omit<PrintJob, 'bytes'>, leftovers: Leftovers): Promise<boolean> {
  const { conversation, traits, timing, id } = job
  await emptyBuffers(job)
  const proof = conversation.expect((reply) => {
    if (traits.proof === 'processId') return (reply.kind === 'processId' && reply.id === id) || undefined
    return (reply.kind === 'single' && isPaperAnswer(reply.value)) || undefined
  }, timing.settleMs)
  const start = [Buffer.alloc(leftovers.bytes), escpos.initialize(), escpos.automaticStatusOn()]
  if (leftovers.onPaper) start.push(escpos.lineFeed(), escpos.cut('partial'))
  start.push(traits.proof === 'processId' ? escpos.processId(id) : escpos.fence())
  await conversation.line.write(Buffer.concat(start))
  if (!(await proof.promise)) return false
  while (traits.proof === 'fence' && (await anotherSingle(job))) continue
  return conversation.line.alive
}

function anotherSingle({ conversation }: Omit<PrintJob, 'bytes'>): Promise<true | undefined> {
  return conversation.expect((reply) => reply.kind === 'single' || undefined, quietMs).promise
}
