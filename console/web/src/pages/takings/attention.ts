import { waysOf } from '@service-hall/contract'
import type { HallTakings, SideStanding, SumTaken } from '@service-hall/contract'

/** bad: a person has to see to it · warn: look at it · good: nothing to do */
export type Need = 'bad' | 'warn' | 'good'

/** From this age on an unknown payment is for a person, ms: as the alert rule has it by default. */
const UNKNOWN_BAD_MS = 30 * 60_000

/** How much a hall needs a person. */
export function needOf({ unknown, suspense, sides, boxes, compared }: HallTakings): Need {
  const isBad =
    suspense !== null ||
    (unknown !== null && unknown.oldestMs >= UNKNOWN_BAD_MS) ||
    sides.some(({ is }) => is === 'differences') ||
    boxes.some(({ state }) => state !== 'nearFull')
  if (isBad) return 'bad'
  const isOdd = unknown !== null || boxes.length > 0 || sides.some(({ isLate }) => isLate)
  return isOdd || againstUsual(compared) === 'below' || againstUsual(compared) === 'above' ? 'warn' : 'good'
}

/** How many halls need a person, and how many a look. */
export function needsOf(halls: readonly HallTakings[]): Record<Need, number> {
  const needs = { bad: 0, warn: 0, good: 0 }
  for (const hall of halls) needs[needOf(hall)] += 1
  return needs
}

/** How takings so far stand to the usual range; null: nobody can say yet. */
export function againstUsual({
  kiosks,
  fen,
  low,
  high,
}: HallTakings['compared']): 'below' | 'within' | 'above' | null {
  if (kiosks === 0) return null
  return fen < low ? 'below' : fen > high ? 'above' : 'within'
}

const ORDER: Readonly<Record<Need, number>> = { bad: 0, warn: 1, good: 2 }

/** What needs a person first: the gravest, then the most in suspense, the oldest unknown, the most taken. */
export function sorted(halls: readonly HallTakings[]): HallTakings[] {
  return halls.toSorted(
    (a, b) =>
      ORDER[needOf(a)] - ORDER[needOf(b)] ||
      openFen(b) - openFen(a) ||
      (b.unknown?.oldestMs ?? 0) - (a.unknown?.oldestMs ?? 0) ||
      b.fen - a.fen,
  )
}
const openFen = ({ suspense }: HallTakings): number => (suspense ? suspense.overFen + suspense.shortFen : 0)

export type TakingsTotal = Omit<HallTakings, 'hallId' | 'sides' | 'boxes'> & {
  halls: number
  sides: Record<SideStanding['is'], number>
  boxes: { nearFull: number; full: number; removed: number }
}

/** What halls add up to; ages are those of the oldest. */
export function totalOf(halls: readonly HallTakings[]): TakingsTotal {
  const sum = (of: (hall: HallTakings) => number): number => halls.reduce((all, hall) => all + of(hall), 0)
  const most = (of: (hall: HallTakings) => number): number =>
    halls.reduce((all, hall) => Math.max(all, of(hall)), 0)
  const sumTaken = (of: (hall: HallTakings) => SumTaken): SumTaken => ({
    fen: sum((hall) => of(hall).fen),
    payments: sum((hall) => of(hall).payments),
  })
  const sides = (is: SideStanding['is']): number =>
    sum((hall) => hall.sides.filter((one) => one.is === is).length)
  const boxes = (state: string): number =>
    sum((hall) => hall.boxes.filter((one) => one.state === state).length)
  const unknown = sum((hall) => hall.unknown?.payments ?? 0)
  const cases = sum((hall) => hall.suspense?.cases ?? 0)
  return {
    ...{ halls: halls.length, ...sumTaken((hall) => hall) },
    ...{ kiosks: sumTaken(({ kiosks }) => kiosks), counters: sumTaken(({ counters }) => counters) },
    ways: waysOf(halls.flatMap(({ ways }) => ways)),
    compared: {
      ...{ kiosks: sum(({ compared }) => compared.kiosks), fen: sum(({ compared }) => compared.fen) },
      ...{ low: sum(({ compared }) => compared.low), median: sum(({ compared }) => compared.median) },
      high: sum(({ compared }) => compared.high),
    },
    unknown:
      unknown === 0 ? null : { payments: unknown, oldestMs: most((hall) => hall.unknown?.oldestMs ?? 0) },
    suspense:
      cases === 0
        ? null
        : {
            ...{ cases, overFen: sum((hall) => hall.suspense?.overFen ?? 0) },
            shortFen: sum((hall) => hall.suspense?.shortFen ?? 0),
            oldestMs: most((hall) => hall.suspense?.oldestMs ?? 0),
          },
    sides: {
      ...{ done: sides('done'), differences: sides('differences') },
      ...{ waiting: sides('waiting'), new: sides('new') },
    },
    boxes: { nearFull: boxes('nearFull'), full: boxes('full'), removed: boxes('removed') },
  }
}
