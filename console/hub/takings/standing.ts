import { lookUp, waysOf } from '@service-hall/contract'
import type {
  BoxStanding,
  HallId,
  HallTakings,
  HallView,
  HourSeen,
  SumTaken,
  SuspenseSum,
} from '@service-hall/contract'
import { hoursToday, waysToday } from './hours.ts'
import { sidesOf } from './sides.ts'

/** Whether a hall takes payments, or did: then there may be something left to see to. */
export function takesPayments({
  config,
  takingsDay,
  takingsByWay,
  unknownPayments,
  suspense,
  reconciled,
}: HallView): boolean {
  const isLeft = takingsDay !== null || takingsByWay !== null || unknownPayments !== null
  return (
    config?.payments !== undefined ||
    isLeft ||
    Object.keys(suspense).length > 0 ||
    Object.keys(reconciled).length > 0
  )
}

/** What a hall takes, and what of it needs a person. `now`: of the hall's clock, epoch ms. */
export function hallTakings(hallId: HallId, view: HallView, now: number): HallTakings {
  const { unknownPayments: unknown } = view
  const hours = hoursToday(view, now)
  const ways = waysOf(waysToday(view, now).flatMap((hour) => hour.ways))
  const sum = (of: (hour: HourSeen) => number): number => hours.reduce((all, hour) => all + of(hour), 0)
  const kiosks: SumTaken = { fen: sum(({ fen }) => fen), payments: sum(({ payments }) => payments) }
  const counters: SumTaken = {
    fen: sum((hour) => hour.counters.fen),
    payments: sum((hour) => hour.counters.payments),
  }
  return {
    ...{ hallId, fen: kiosks.fen + counters.fen, payments: kiosks.payments + counters.payments },
    ...{ kiosks, counters, ways },
    compared: {
      // An hour in which fewer told says no less of those that did.
      kiosks: hours.reduce((most, { compared }) => Math.max(most, compared.kiosks), 0),
      fen: sum(({ compared }) => compared.fen),
      low: sum(({ compared }) => compared.low),
      median: sum(({ compared }) => compared.median),
      high: sum(({ compared }) => compared.high),
    },
    unknown: unknown && { payments: unknown.payments, oldestMs: Math.max(0, now - unknown.since) },
    suspense: suspenseSum(view, now),
    sides: sidesOf(view, now),
    boxes: boxesOf(view),
  }
}

function suspenseSum({ suspense }: HallView, now: number): SuspenseSum | null {
  const cases = Object.values(suspense)
  if (cases.length === 0) return null
  return {
    cases: cases.length,
    overFen: cases.reduce((sum, { fen }) => sum + Math.max(0, fen), 0),
    shortFen: cases.reduce((sum, { fen }) => sum + Math.max(0, -fen), 0),
    oldestMs: Math.max(0, ...cases.map(({ openedAt }) => now - openedAt)),
  }
}

/** What an acceptor says of its box, as people say it; what is well needs nobody. */
const BOX_STATES: Readonly<Record<string, BoxStanding['state']>> = {
  nearFull: 'nearFull',
  full: 'full',
  out: 'removed',
}

function boxesOf({ config, devices }: HallView): BoxStanding[] {
  return (config?.devices ?? []).flatMap(({ id, name, kind }): BoxStanding[] => {
    if (kind !== 'cashAcceptor') return []
    const box = lookUp(devices, id)?.state.consumables?.find((one) => one.name === 'cashBox')
    const state = box && lookUp(BOX_STATES, box.state)
    return state ? [{ deviceId: id, name, state }] : []
  })
}
