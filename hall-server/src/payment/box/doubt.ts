import { actorRef, byId, lookUp, noteKey } from '@service-hall/contract'
import type { DeviceId, DoubtfulNote, Fact, FactOf } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider } from '../../core/decision.ts'
import { foundNote } from '../order/cash.ts'
import { ordersOf } from '../order/open.ts'
import type { WithPayment } from '../state.ts'

/** 存疑: a kiosk cannot tell where a note is. Told twice it is one; told when it was settled already, it is nothing new. */
export const doubtNote: Decider<'payment.doubtNote', WithPayment> = (state, command, context) => {
  const { type: _type, id: _id, ...told } = command
  const { deviceId, noteId, orderId, attemptId } = told
  if (!isHere(context, deviceId)) return refuse('payment.notHere')
  const key = noteKey(deviceId, noteId)
  const isKnown =
    lookUp(state.payment.credits, key) ??
    lookUp(state.view.doubtfulNotes, key) ??
    lookUp(state.payment.settledNotes, key)
  if (isKnown) return facts()
  const order = orderId === undefined ? undefined : ordersOf(state, orderId, context.actor)
  // Of an order that the hall has forgotten, or that is another machine's: the note is nobody's.
  const isOfOrder =
    typeof order === 'object' && order.attempts.some(({ id, use }) => id === attemptId && use === 'cash')
  const { orderId: _order, attemptId: _attempt, ...note } = told
  return facts({ type: 'NoteDoubted', ...(isOfOrder ? told : note) })
}

/** Where a note in doubt is. Found it counts: for its attempt, else for its customer to be paid out, else in suspense. */
export const settleNote: Decider<'payment.settleNote', WithPayment> = (state, command, context) => {
  const { deviceId, noteId, isFound } = command
  const isDevice = context.actor.kind === 'station'
  if (isDevice && !isHere(context, deviceId)) return refuse('payment.notHere')
  const note = lookUp(state.view.doubtfulNotes, noteKey(deviceId, noteId))
  // Somebody has found out before: a machine that says so later is not asked again.
  if (!note) return isDevice ? facts() : refuse('payment.noteUnknown')
  if (!isFound)
    return facts(settled(note, { outcome: isDevice ? 'returned' : 'notFound', by: actorRef(context.actor) }))
  const fen = command.fen ?? note.fen
  // What is in the box is told by a credit of the machine, or found by a person.
  if (isDevice || fen === undefined) return refuse('payment.noMoney')
  return facts(...foundNote(state, note, fen, context))
}

function settled(
  { deviceId, noteId, orderId }: DoubtfulNote,
  how: Pick<FactOf<'NoteSettled'>, 'outcome' | 'by'>,
): Fact {
  return { type: 'NoteSettled', ...(orderId === undefined ? {} : { orderId }), deviceId, noteId, ...how }
}

/** Whether the machine that says so has this acceptor. */
function isHere({ actor, config }: Context, deviceId: DeviceId): boolean {
  return actor.kind !== 'station' || byId(config.devices, deviceId)?.station === actor.stationId
}
