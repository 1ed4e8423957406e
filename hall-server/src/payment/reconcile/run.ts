import type { DecidableCommand } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { EffectCommand } from '../../core/capability.ts'
import type { HallOf } from '../../core/hall.ts'
import type { WithPayment } from '../state.ts'
import { MOST_CASES, bounded } from './bounded.ts'
import { dayBefore, dayOf, startOf } from './days.ts'
import { settle } from './differences.ts'
import type { OrderOf } from './differences.ts'
import type { Line, Owns } from './line.ts'
import { DayMatcher } from './match.ts'
import type { Matched } from './match.ts'
import { ownsOf } from './owns.ts'
import type { Side, SideBill } from './side.ts'

export type ReconcilePorts = { hall: HallOf<WithPayment>; clock: Clock; log: Log }
type Reconciled = Extract<EffectCommand, { type: 'payment.noteReconciled' }>

/** How a run ended. `waits`: the bill is not there, or not what it should be; nothing was noted. */
export type Outcome =
  | { is: 'done'; command: Reconciled }
  | { is: 'waits'; cause: 'later' | 'unsure'; why: string; againMs: number | null }

/** Older bills are looked into for what was asked for long before it was done, so many at most. */
const OLDER_BILLS = 8
const WHY_MOST = 80
/** A payment may stand on the day before the one that the hall's clock says, ms. */
const SKEW_MS = 3_600_000

/** Days that a clock which stood wrong has named are further away, ms. */
const NEAR_MS = 40 * 86_400_000

type Missing = Exclude<SideBill, { is: 'here' | 'empty' }>
class BillMissing extends Error {
  readonly bill: Missing
  constructor(bill: Missing) {
    super(bill.is)
    this.bill = bill
  }
}

/**
 * Compares one day with one side (对账), and has the rules settle what they can. The result is the command that says what is
 * left. May be run again, and after a crash at any point: what was settled is known by then, and a case has the id of its
 * day and reference. `isFirst`: no day before it was compared.
 */
export async function reconcileDay(
  side: Side,
  day: string,
  { hall, clock, log }: ReconcilePorts,
  { isFirst }: { isFirst: boolean },
): Promise<Outcome> {
  const began = clock.monotonic()
  try {
    const matched = await compared(side, day, hall, isFirst)
    const orderOf = await ordersOf(hall, matched)
    const { commands, differences, onTheWay, known } = settle(side.id, matched, hall.state, orderOf)
    for (const command of commands) await send(hall, command)
    const { lines, fen, waiting, deferred } = matched
    return {
      is: 'done',
      command: {
        ...{ type: 'payment.noteReconciled', side: side.id, day: dayOf(startOf(day)), lines, fen },
        ...{ matched: matched.matched + known, resolved: commands.length },
        ...{ waiting: waiting + deferred.length + onTheWay, differences: bounded(differences) },
        tookMs: Math.round(clock.monotonic() - began),
      },
    }
  } catch (error) {
    if (error instanceof BillMissing) return waits(error.bill)
    log.error('payment.notReconciled', error, { side: side.id, day })
    return { is: 'waits', cause: 'unsure', why: reasonOf(error).slice(0, WHY_MOST), againMs: null }
  }
}

function waits(bill: Missing): Outcome {
  return bill.is === 'later'
    ? { is: 'waits', cause: 'later', why: 'notMade', againMs: bill.againMs }
    : { is: 'waits', cause: 'unsure', why: bill.why.slice(0, WHY_MOST) || 'unsure', againMs: null }
}

/** Looks up the orders of what will be cases: the comparison remembers numbers of facts only. */
async function ordersOf(hall: HallOf, { unequal, oursOnly }: Matched): Promise<OrderOf> {
  const owns = [...unequal.map(({ own }) => own), ...oursOnly.map(([, own]) => own)].slice(0, MOST_CASES)
  const orders = new Map<number, string>()
  for (const { factNumber } of owns)
    for await (const { fact } of hall.facts({ from: factNumber, to: factNumber }))
      if ('orderId' in fact && fact.orderId !== undefined) orders.set(factNumber, fact.orderId)
  return ({ factNumber }) => orders.get(factNumber)
}

async function send(hall: HallOf, command: EffectCommand): Promise<void> {
  const answer = await hall.system({ ...command, id: hall.newId() } as DecidableCommand)
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`)
}

/** Reads the bills of the day before and of the day against what the hall's facts say. Nothing is noted yet. */
async function compared(
  side: Side,
  day: string,
  hall: HallOf<WithPayment>,
  isFirst: boolean,
): Promise<Matched> {
  const before = dayBefore(day)
  const [old, own] = [isFirst ? ({ is: 'empty' } as const) : await side.bill(before), await side.bill(day)]
  const owns = await ownsOf(side.id, await factsSince(hall, dayBefore(before)))
  const matcher = new DayMatcher(day, owns)
  await each(old, (line) => matcher.takeBefore(line))
  await each(own, (line) => matcher.take(line))
  const matched = matcher.end()
  if (isFirst) return { ...matched, oursOnly: [] }
  await lookFurther(side, before, matched.oursOnly)
  return { ...matched, oursOnly: matched.oursOnly.filter(([, { seen }]) => !seen) }
}

async function each(bill: SideBill, take: (line: Line) => void): Promise<void> {
  if (bill.is === 'empty') return
  if (bill.is !== 'here') throw new BillMissing(bill)
  for await (const line of bill.lines) take(line)
}

/** What took long to be done may stand on the bill of an older day: of when it was asked for. Marks what is found. */
async function lookFurther(side: Side, before: string, left: Matched['oursOnly']): Promise<void> {
  const owns: Owns = new Map(left)
  let day = before
  for (let turn = 0; turn < OLDER_BILLS; turn += 1) {
    day = dayBefore(day)
    const isLookedFor = left.some(([, own]) => !own.seen && dayOf(own.to - own.lateMs - SKEW_MS) <= day)
    if (!isLookedFor) return
    await each(await side.bill(day), ({ key }) => {
      const own = owns.get(key)
      if (own) own.seen = true
    })
  }
}

/** The hall's facts from the beginning of a business day on; all that are kept, where it does not know where that is. */
async function factsSince(hall: HallOf<WithPayment>, day: string) {
  const starts = Object.entries(hall.state.payment.dayStarts).sort(([one], [other]) => (one < other ? -1 : 1))
  const [, last = 1] = starts.findLast(([start]) => start <= day) ?? []
  // A clock that stood wrong opened days out of order: none that comes after may have begun before.
  const near = dayOf(startOf(day) + NEAR_MS)
  const after = starts.filter(([start]) => start > day && start <= near).map(([, number]) => number)
  const from = Math.max(Math.min(last, ...after), await hall.firstNumber())
  return hall.facts({ from, to: hall.committedNumber })
}
