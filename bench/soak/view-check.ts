import type { HallView, TicketStatus } from '@service-hall/contract'
import type { AnswerBook } from '../lib/answer-book.ts'
import type { HallModel } from './hall-model.ts'

const ENDED: readonly TicketStatus[] = ['completed', 'voided', 'closed']

/**
 * Tickets that were acknowledged and are nowhere in an administrator's live view: not in it at all, not as the
 * journal has them, or waiting in no lane.
 */
export function lostFromView(view: HallView, model: HallModel, book: AnswerBook): string[] {
  const lanes = new Map<string, number>()
  for (const id of Object.values(view.lanes).flat()) lanes.set(id, (lanes.get(id) ?? 0) + 1)
  const lost: string[] = []
  for (const [, { command, answer }] of book.entries()) {
    if (command.type !== 'ticket.issue' || !answer.ok) continue
    const id = answer.result.ticket?.id ?? ''
    const status = view.tickets[id]?.state.status
    const expected = model.standingOf(id)
    // A view that began with a snapshot does not hold what had ended by then.
    const isLeftOut = status === undefined && expected === 'ended'
    const standing = isLeftOut || (status && ENDED.includes(status)) ? 'ended' : status
    const inLanes = lanes.get(id) ?? 0
    if (standing === undefined || standing !== expected || inLanes !== (standing === 'waiting' ? 1 : 0)) {
      lost.push(`ticket ${id}: ${expected} by the journal, ${status} on the screens, in ${inLanes} lanes`)
    }
  }
  return lost
}
