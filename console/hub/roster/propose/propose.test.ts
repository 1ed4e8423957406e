import { DEFAULT_RULES, checkRoster } from '@service-hall/contract'
import type {
  DayDemand,
  PlanDay,
  RosterContext,
  RosterPerson,
  RosterRow,
  Shift,
} from '@service-hall/contract'
import { systemClock } from '@service-hall/server-kit'
import { describe, expect, test } from 'vitest'
import { greedyPlan } from './greedy.ts'
import { lpText } from './lp-text.ts'
import { rosterModel } from './model.ts'
import { costOf, mayTake } from './plan-cost.ts'
import { propose } from './propose.ts'
import { gapOf, readLogLine } from './solver-log.ts'

const week = '2026-11-30' as PlanDay
const shift = (id: string, ...spans: [number, number][]): Shift => ({
  ...{ id: id as Shift['id'], name: { zh: id, en: id } },
  stretches: spans.map(([from, to]) => ({ from: from * 60, to: to * 60 })),
})
const shifts = [shift('E', [8, 12]), shift('L', [12, 16]), shift('D', [8, 12], [13, 16])]
const person = (number: string, more: Partial<RosterPerson> = {}): RosterPerson => ({
  ...{ number: number as RosterPerson['number'], kinds: ['comprehensive'], skills: ['pay'], share: 100 },
  ...{ from: '2020-01-01' as PlanDay, until: null, away: [] },
  ...more,
})

function aWeek(count: number, more: Partial<RosterContext> = {}): RosterContext {
  return {
    ...{ week, shifts, before: null, after: null, rules: { ...DEFAULT_RULES, daysInARow: 5 } },
    people: Array.from({ length: count }, (_none, at) => person(String(1001 + at))),
    open: Array.from({ length: 7 }, () => [{ from: 480, to: 960 }]),
    ...more,
  }
}

function aDemand(needed: number, neededFor: Record<string, number> = {}): DayDemand[] {
  const slots = (count: number): number[] =>
    Array.from({ length: 48 }, (_none, at) => (at >= 16 && at < 32 ? count : 0))
  return Array.from({ length: 7 }, () => ({
    ...{ day: week, services: [], needed: slots(needed) },
    neededFor: Object.fromEntries(
      Object.entries(neededFor).map(([service, least]) => [service, slots(least)]),
    ),
  }))
}

const proposed = (context: RosterContext, demand: DayDemand[], kept: RosterRow[] = [], seconds = 20) =>
  propose({
    ...{ context, demand, kept, seconds, clock: systemClock, progress: () => undefined },
    signal: new AbortController().signal,
  })

/** The cost of the best of all plans, by trying them all. */
function bestOfAll(context: RosterContext, demand: DayDemand[]): number {
  const model = rosterModel(context, demand, [])
  let best = Infinity
  const taken = new Set<number>()
  const go = (at: number): void => {
    if (at === model.choices.length) {
      best = Math.min(best, costOf(model, taken).cost)
      return
    }
    go(at + 1)
    if (!mayTake(model, taken, at)) return
    taken.add(at)
    go(at + 1)
    taken.delete(at)
  }
  go(0)
  return best
}

describe('the exact solver', () => {
  test('finds the best of all plans, which no other is better than', { timeout: 60_000 }, async () => {
    const open = [[{ from: 480, to: 960 }], [{ from: 480, to: 960 }], [], [], [], [], []]
    const context = aWeek(3, { open })
    const demand = aDemand(2, { new: 1 })
    Object.assign(context.people[1] ?? {}, { skills: ['new'], share: 30 })
    const { rows, method, gap } = await proposed(context, demand)
    const model = rosterModel(context, demand, [])
    const taken = new Set(
      model.choices.flatMap(({ person: who, day, shift: which }, at) =>
        rows[who]?.days[day]?.shift === model.shifts[which]?.id ? [at] : [],
      ),
    )
    expect(method).toBe('exact')
    expect(costOf(model, taken).cost).toBeLessThanOrEqual(bestOfAll(context, demand) * 1.01 + 0.01)
    expect(gap).toBeLessThanOrEqual(0.011)
  })

  test(
    'keeps every rule, what is set, and days off; meets the demand where that can be',
    { timeout: 90_000 },
    async () => {
      const away = [{ from: '2026-12-02' as PlanDay, to: '2026-12-04' as PlanDay }]
      const context = aWeek(8)
      Object.assign(context.people[0] ?? {}, { away })
      Object.assign(context.people[2] ?? {}, { skills: ['pay', 'new'] })
      Object.assign(context.people[3] ?? {}, { skills: ['pay', 'new'] })
      const before = {
        rows: [
          {
            number: '1002' as RosterRow['number'],
            days: Array.from({ length: 7 }, () => ({ shift: 'D' as Shift['id'] })),
          },
        ],
        shifts,
      }
      const kept: RosterRow[] = [
        {
          number: '1005' as RosterRow['number'],
          days: [null, null, null, null, null, null, { shift: 'E' as Shift['id'], counter: 'C2' as never }],
        },
      ]
      const { rows, missing } = await proposed({ ...context, before }, aDemand(3, { new: 1 }), kept)
      const found = checkRoster(rows, { ...context, before })
      expect(found.filter(({ kind }) => kind !== 'cover')).toEqual([])
      expect(rows[1]?.days[0]).toBeNull()
      expect(rows[4]?.days[6]).toEqual({ shift: 'E', counter: 'C2' })
      expect(rows[0]?.days.slice(2, 5)).toEqual([null, null, null])
      expect(missing).toBe(0)
    },
  )
})

test('a set cell that breaks a rule stays, and the rest is planned around it', async () => {
  const all = Array.from({ length: 7 }, () => ({ shift: 'D' as Shift['id'] }))
  const kept: RosterRow[] = [{ number: '1001' as RosterRow['number'], days: all }]
  const { rows } = await proposed(aWeek(2), aDemand(1), kept)
  expect(rows[0]?.days).toEqual(all)
}, 60_000)

test('the simple plan keeps the rules, too, and is there however short the time', () => {
  const context = aWeek(6)
  const model = rosterModel(context, aDemand(2), [])
  const taken = greedyPlan(model, () => false)
  expect(costOf(model, taken).missing).toBe(0)
  const rows = context.people.map(({ number }, who) => ({
    number,
    days: Array.from({ length: 7 }, (_none, day) => {
      const at = [...taken]
        .map((one) => model.choices[one])
        .find((one) => one?.person === who && one.day === day)
      return at ? { shift: model.shifts[at.shift]?.id as Shift['id'] } : null
    }),
  }))
  expect(checkRoster(rows, context).filter(({ kind }) => kind === 'rule')).toEqual([])
  expect(greedyPlan(model, () => true).size).toBe(0)
})

test('a proposal is stopped, and its thread with it', async () => {
  const stop = new AbortController()
  const running = propose({
    ...{ context: aWeek(40), demand: aDemand(12), kept: [], seconds: 60, clock: systemClock },
    progress: () => stop.abort(),
    signal: stop.signal,
  })
  await expect(running).rejects.toThrow('stopped')
}, 60_000)

test('a hall without staff gets an empty plan', async () => {
  expect(await proposed(aWeek(0), aDemand(2))).toMatchObject({ rows: [], method: 'simple' })
}, 60_000)

test('lines of the solver’s log are read: bound, best, and neither where there is none', () => {
  const line =
    ' R       0       0         0   0.00%   12.5            40                 68.75%       10      5      0       120     0.3s'
  expect(readLogLine(line)).toEqual({ bound: 12.5, best: 40 })
  expect(
    readLogLine(
      '         0       0         0   0.00%   12.5            inf                  inf        0      0      0         0     0.0s',
    ),
  ).toEqual({ bound: 12.5, best: null })
  expect(readLogLine('Presolving model')).toBeNull()
  expect(readLogLine('  Dual bound        3')).toEqual({ bound: 3, best: null })
  expect([gapOf(40, 12.5), gapOf(3, 3), gapOf(0, 0)]).toEqual([0.6875, 0, 0])
})

test('lines of the program stay as short as its format asks', () => {
  const lines = lpText(rosterModel(aWeek(60), aDemand(20), [])).split('\n')
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(560)
})
