import type { PrinterReply } from '../../frame/escpos-replies.ts'
import { ESCPOS } from '../../paper/escpos.ts'
import type { JobParts } from './print-job.ts'

/** What a printer says of itself. */
export type PrinterIdentity = { model: string; serial?: string }

/** Model and serial number in a line. */
export function identityText({ model, serial }: PrinterIdentity): string {
  return serial === undefined ? model : `${model}, serial ${serial}`
}

/** Header of the answers to GS I 65…69 and 112 (Epson ESC/POS reference, "GS I"). */
const IDENTITY_HEADER = 0x5f

/**
 * Asks a printer that knows process ids for its model and its serial number; `undefined` when it tells no model in
 * `answerMs`. Each question is followed by a process id, so that a late answer to an earlier asking is never taken for
 * an answer to this one, and a model without an answer leaves a gap and no doubt. For a printer that is well and has
 * nothing to print, since the questions stand in line with everything else.
 */
export async function askIdentity(job: JobParts): Promise<PrinterIdentity | undefined> {
  const { conversation, ids, timing } = job
  const ends = [ids.next(), ids.next()]
  const [modelEnd = '', serialEnd = ''] = ends
  const told: string[] = []
  let last = ''
  const hear = (reply: PrinterReply): true | undefined => {
    if (reply.kind === 'block' && reply.header === IDENTITY_HEADER) last = reply.text.trim()
    if (reply.kind !== 'processId') return undefined
    if (reply.id === ends[told.length]) told.push(last)
    last = ''
    return told.length === ends.length || undefined
  }
  const heard = conversation.expect(hear, timing.answerMs)
  const questions = [
    ESCPOS.askModel(),
    ESCPOS.processId(modelEnd),
    ESCPOS.askSerial(),
    ESCPOS.processId(serialEnd),
  ]
  const sent = await conversation.line.write(Buffer.concat(questions))
  if (!sent.ok) heard.cancel()
  await heard.promise
  const [model = '', serial = ''] = told
  if (model === '') return undefined
  return serial === '' ? { model } : { model, serial }
}
