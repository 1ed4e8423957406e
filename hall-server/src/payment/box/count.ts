import { actorRef, lookUp } from '@service-hall/contract'
import type { Fact, SuspenseId } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import { boxAccount } from '../ledger/accounts.ts'
import type { WithPayment } from '../state.ts'
import { isBox, isDrawer } from './boxes.ts'

/** 清机, first person: what is in the box; what the journal says at that moment is noted with it. An empty one is counted, too. */
export const countBox: Decider<'payment.countBox', WithPayment> = (state, command, context) => {
  const { boxId, countedFen, notes } = command
  if (!isBox(state, context, boxId)) return refuse('payment.boxUnknown')
  return facts({ type: 'CashBoxCounted', boxId, countedFen, notes, by: actorRef(context.actor) })
}

/**
 * 清机, second person: counts for themselves, without being told what the first one found. They have one try: whoever could
 * name amounts until one is right would not have to count.
 */
export const confirmBox: Decider<'payment.confirmBox', WithPayment> = (state, command, context) => {
  const { boxId, countedFen } = command
  if (!isBox(state, context, boxId)) return refuse('payment.boxUnknown')
  const counted = lookUp(state.view.cashBoxes, boxId)?.counted
  const found = lookUp(state.payment.counts, boxId)
  if (!counted || !found) return refuse('payment.notCounted')
  const second = actorRef(context.actor)
  if (counted.by === second) return refuse('payment.samePerson')
  if (found.fen !== countedFen) {
    const counts = { firstFen: found.fen, secondFen: countedFen, by: counted.by, second }
    return { ...facts({ type: 'CashBoxCountDiffered', boxId, ...counts }), result: { isSameCount: false } }
  }
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
  const cleared = { countedFen, expectedFen, notes: found.notes, by: counted.by, second }
  return {
    ...facts({ type: 'CashBoxCleared', boxId, ...cleared }, ...difference),
    result: { isSameCount: true },
  }
}

/** 领用备用金: cash of the bank goes into a drawer. */
export const fillBox: Decider<'payment.fillBox', WithPayment> = (_state, { boxId, fen }, context) => {
  if (!isDrawer(context, boxId)) return refuse('payment.boxNotDrawer')
  return facts({ type: 'CashBoxFilled', boxId, fen, by: actorRef(context.actor) })
}
