import { actorRef, byId, lookUp } from '@service-hall/contract'
import type { DeviceId, Fact, SuspenseId } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Context, Decider } from '../core/decision.ts'
import { BILLING, IN_TRANSIT, OVER_SHORT, boxAccount } from './ledger/accounts.ts'
import type { WithPayment } from './state.ts'

/** Boxes are cash acceptors of kiosks and drawers of counters (`drawer-C1`). */
function isBox(state: WithPayment, { config }: Context, boxId: DeviceId): boolean {
  return byId(config.devices, boxId) !== undefined || lookUp(state.view.cashBoxes, boxId) !== undefined
}

/** 清机, first person: what is in the box; what the journal says at that moment is noted with it. */
export const countBox: Decider<'payment.countBox', WithPayment> = (state, command, context) => {
  const { boxId, countedFen, notes } = command
  if (!isBox(state, context, boxId)) return refuse('payment.boxUnknown')
  return facts({ type: 'CashBoxCounted', boxId, countedFen, notes, by: actorRef(context.actor) })
}

/** 清机, second person: counts for themselves, without being told what the first one found. */
export const confirmBox: Decider<'payment.confirmBox', WithPayment> = (state, command, context) => {
  const { boxId, countedFen } = command
  const counted = lookUp(state.view.cashBoxes, boxId)?.counted
  if (!counted) return refuse('payment.boxUnknown')
  const second = actorRef(context.actor)
  if (counted.by === second) return refuse('payment.samePerson')
  if (counted.fen !== countedFen) return refuse('payment.countDiffers')
  const expectedFen = Math.max(0, counted.expectedFen)
  const over = countedFen - expectedFen
  const difference: Fact[] =
    over === 0
      ? []
      : [
          {
            ...{ type: 'SuspenseOpened', suspenseId: context.newId() as SuspenseId, kind: 'boxDiffers' },
            ...{ account: boxAccount(boxId), fen: over, reference: boxId, day: context.day },
          },
        ]
  return facts(
    { type: 'CashBoxCleared', boxId, countedFen, expectedFen, notes: counted.notes, by: counted.by, second },
    ...difference,
  )
}

/** What customers are owed is what their orders hold, so nothing goes there without an order; nor back into suspense. */
function isClosing(to: string): boolean {
  return to === BILLING || to === IN_TRANSIT || to === OVER_SHORT || /^(channel|box):./.test(to)
}

export const closeSuspense: Decider<'payment.closeSuspense', WithPayment> = (state, command, { actor }) => {
  const row = lookUp(state.view.suspense, command.suspenseId)
  if (!row) return refuse('payment.suspenseUnknown')
  const { how, to } = command
  if (!isClosing(to)) return refuse('input.invalid', 'to')
  return facts({
    ...{ type: 'SuspenseClosed', suspenseId: row.suspenseId, to, fen: row.fen, how, by: actorRef(actor) },
  })
}

/** A notice that was not taken: noted, so that somebody sees that it came. */
export const noteNotice: Decider<'payment.noteNotice', WithPayment> = (_state, { channel, code }) =>
  facts({ type: 'NoticeRefused', channel, code })
