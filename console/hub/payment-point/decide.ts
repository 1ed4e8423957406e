import { MOST_PAYMENT_POINTS, ROOT, refuse } from '@service-hall/contract'
import type {
  HubCommandType,
  HubFact,
  PaymentPoint,
  PointDescription,
  PointId,
  Refusal,
} from '@service-hall/contract'
import { isDeepStrictEqual } from 'node:util'
import { mayActOn } from '../access/may.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDecision, HubDeciders, Sender } from '../records/decision.ts'
import type { PaymentPointState } from './state.ts'

type State = OrganisationState & PaymentPointState

/** One record for all points: no number is given twice. */
export const POINTS = 'payment-points'

/** The point for who keeps it; one that they do not see is answered as one that is not. */
function kept(
  state: State,
  sender: Sender,
  { pointId, revision }: { pointId: PointId; revision: number },
): PaymentPoint | Refusal {
  const point = state.points.get(pointId)
  if (!point) return refuse('paymentPoint.unknown')
  const bar = barred(state, sender, { regionId: point.regionId })
  if (bar) return bar.code === 'access.denied' ? bar : refuse('paymentPoint.unknown')
  if (point.ended) return refuse('paymentPoint.ended')
  return point.revision === revision ? point : refuse('paymentPoint.changed')
}

function of(
  state: State,
  sender: Sender,
  wanted: { pointId: PointId; revision: number },
  decided: (point: PaymentPoint) => HubFact[] | Refusal,
): HubDecision {
  const point = kept(state, sender, wanted)
  if ('ok' in point) return point
  const facts = decided(point)
  return Array.isArray(facts) ? records(POINTS, facts, [TREE]) : facts
}

/** What is said of a point, without its life. */
export function descriptionOf(point: PaymentPoint): PointDescription {
  const { pointId: _id, revision: _revision, closure: _closure, ended: _ended, ...rest } = point
  const { changedAt: _at, changedBy: _by, ...description } = rest
  return description
}

const open = ({ points }: State): number => [...points.values()].filter(({ ended }) => !ended).length

/** What an import makes of one row: added, described anew, nothing, or why it cannot be. */
function imported(
  state: State,
  sender: Sender,
  { pointId, description }: { pointId: PointId; description: PointDescription },
): HubFact[] | Refusal {
  const bar = barred(state, sender, { regionId: description.regionId })
  if (bar) return bar
  const known = state.points.get(pointId)
  if (!known) return [{ type: 'PointAdded', pointId, description }]
  const point = kept(state, sender, known)
  if ('ok' in point) return point.code === 'paymentPoint.unknown' ? refuse('paymentPoint.exists') : point
  if (isDeepStrictEqual(descriptionOf(point), description)) return []
  return [{ type: 'PointDescribed', pointId, description }]
}

export const decidePaymentPoints: HubDeciders<State, Extract<HubCommandType, `paymentPoint.${string}`>> = {
  'paymentPoint.add'(state, { pointId, description }, sender) {
    const bar = barred(state, sender, { regionId: description.regionId })
    if (bar) return bar
    if (state.points.has(pointId)) return refuse('paymentPoint.exists')
    if (open(state) >= MOST_PAYMENT_POINTS) return refuse('paymentPoint.tooMany')
    return records(POINTS, [{ type: 'PointAdded', pointId, description }], [TREE])
  },
  'paymentPoint.describe': (state, { pointId, revision, description }, sender) =>
    of(
      state,
      sender,
      { pointId, revision },
      (point) =>
        // Whoever moves it to another region keeps points there, too.
        barred(state, sender, { regionId: description.regionId }) ??
        (isDeepStrictEqual(descriptionOf(point), description)
          ? []
          : [{ type: 'PointDescribed', pointId, description }]),
    ),
  'paymentPoint.close': (state, { pointId, revision, closure }, sender) =>
    of(state, sender, { pointId, revision }, (point) =>
      isDeepStrictEqual(point.closure, closure) ? [] : [{ type: 'PointClosed', pointId, closure }],
    ),
  'paymentPoint.end': (state, { pointId, revision, why }, sender) =>
    of(state, sender, { pointId, revision }, () => [{ type: 'PointEnded', pointId, why }]),
  'paymentPoint.import'(state, { points }, sender) {
    const facts: HubFact[] = []
    for (const row of points) {
      const made = imported(state, sender, row)
      if (!Array.isArray(made)) return { ...made, detail: row.pointId }
      facts.push(...made)
    }
    if (new Set(points.map(({ pointId }) => pointId)).size !== points.length)
      return refuse('input.invalid', 'pointId')
    const more = facts.filter(({ type }) => type === 'PointAdded').length
    if (open(state) + more > MOST_PAYMENT_POINTS) return refuse('paymentPoint.tooMany')
    return records(POINTS, facts, [TREE])
  },
  'paymentPoint.setPublic'(state, { isPublic }, { account }) {
    if (account !== null && !mayActOn(state, account, 'administer', { regionId: ROOT }))
      return refuse('access.denied')
    return records(POINTS, state.publicPage === isPublic ? [] : [{ type: 'PublicPageSet', isPublic }], [TREE])
  },
}
