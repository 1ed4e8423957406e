import type { HubFact, PaymentPoint, PointId } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** Ended points stay: their numbers are not given again. `publicPage`: whether strangers may look at it. */
export type PaymentPointState = { points: Map<PointId, PaymentPoint>; publicPage: boolean }

export const emptyPaymentPoints = (): PaymentPointState => ({ points: new Map(), publicPage: false })

type Told = 'PointAdded' | 'PointDescribed' | 'PointClosed' | 'PointEnded' | 'PublicPageSet'
type Described = Extract<HubFact, { type: 'PointAdded' }>['description']
type Place = { at: number; by: string }

/** Facts keep kinds and services as texts; those that this release does not know are shown by their key. */
const read = (description: Described): Omit<PaymentPoint, keyof ReturnType<typeof fresh> | 'pointId'> =>
  description as never

const fresh = ({ at, by }: Place) => ({
  ...{ revision: 1, closure: null, ended: null, changedAt: at, changedBy: by },
})

function change(
  { points }: PaymentPointState,
  pointId: PointId,
  { at, by }: Place,
  changed: Partial<PaymentPoint>,
): void {
  const point = points.get(pointId)
  if (!point) return
  const revision = point.revision + 1
  points.set(pointId, { ...point, ...changed, revision, changedAt: at, changedBy: by })
}

export const evolvePaymentPoints: HubEvolve<PaymentPointState, Told> = {
  PointAdded({ points }, { pointId, description }, place) {
    points.set(pointId, { ...read(description), ...fresh(place), pointId })
  },
  PointDescribed: (state, { pointId, description }, place) =>
    change(state, pointId, place, read(description)),
  PointClosed: (state, { pointId, closure }, place) => change(state, pointId, place, { closure }),
  PointEnded: (state, { pointId, why }, place) =>
    change(state, pointId, place, { ended: { at: place.at, why } }),
  PublicPageSet(state, { isPublic }) {
    state.publicPage = isPublic
  },
}
