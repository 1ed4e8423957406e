import { daysLater, daysOf } from '../people/days.ts'
import type { PlanDay, Week } from '../people/days.ts'
import type { HoldingRules } from '../people/rules.ts'
import type { CounterKind, StaffNumber } from '../people/words.ts'
import { SLOTS, covers, longestStretch, minutesOf, touches } from './hours.ts'
import type { RosterRow, Shift, WorkSpan } from './words.ts'

/** Somebody who can be put into a roster. */
export type RosterPerson = {
  number: StaffNumber
  kinds: readonly CounterKind[]
  skills: readonly string[]
  /** % of full working time. */
  share: number
  from: PlanDay
  until: PlanDay | null
  /** Days that were granted, first and last inside. */
  away: readonly { from: PlanDay; to: PlanDay }[]
}

/** When the hall is open on the days of the week, Monday first; none: closed. */
export type OpenDays = readonly (readonly WorkSpan[])[]

/** A published week beside the one that is checked: what its people work there. */
export type Neighbour = { rows: readonly RosterRow[]; shifts: readonly Shift[] }

export type RosterContext = {
  week: Week
  people: readonly RosterPerson[]
  shifts: readonly Shift[]
  rules: HoldingRules
  open: OpenDays
  before: Neighbour | null
  after: Neighbour | null
}

/**
 * Something to see about a roster. `impossible`: it cannot be so; `rule`: it breaks a rule; `cover`: too few people at
 * some time. Times are minutes of the day, `day` counts from the Monday, 0.
 */
export type RosterFinding =
  | { kind: 'impossible'; code: 'unknown'; number: StaffNumber }
  | { kind: 'impossible'; code: 'notEmployed' | 'away' | 'noShift'; number: StaffNumber; day: number }
  | { kind: 'impossible'; code: 'counterTwice'; day: number; counter: string; from: number; to: number }
  | {
      kind: 'rule'
      code: 'hoursPerDay' | 'stretch'
      number: StaffNumber
      day: number
      have: number
      most: number
    }
  | { kind: 'rule'; code: 'hoursPerWeek' | 'daysInARow'; number: StaffNumber; have: number; most: number }
  | { kind: 'rule'; code: 'rest'; number: StaffNumber; day: number; have: number; least: number }
  | { kind: 'cover'; code: 'people'; day: number; from: number; to: number; have: number; least: number }
  | {
      kind: 'cover'
      code: 'skill'
      service: string
      day: number
      from: number
      to: number
      have: number
      least: number
    }

type Worked = { day: number; spans: readonly WorkSpan[] }

/** Everything there is to see about a week, what cannot be first. Pure: pages and the hub say the same. */
export function checkRoster(rows: readonly RosterRow[], context: RosterContext): RosterFinding[] {
  const people = new Map(context.people.map((person) => [person.number, person]))
  const found = rows.flatMap((row): RosterFinding[] => {
    const person = people.get(row.number)
    if (!row.days.some(Boolean)) return []
    if (!person) return [{ kind: 'impossible', code: 'unknown', number: row.number }]
    return [...cannotBe(row, person, context), ...brokenRules(row, person, context)]
  })
  const order = { impossible: 0, rule: 1, cover: 2 }
  return [...found, ...countersTwice(rows, context), ...thinCover(rows, context)].sort(
    (a, b) => order[a.kind] - order[b.kind],
  )
}

/** The people of a roster who can be put in: those of the hall who work there in this week. */
function cannotBe(
  { number, days }: RosterRow,
  person: RosterPerson,
  context: RosterContext,
): RosterFinding[] {
  const shifts = new Set(context.shifts.map(({ id }) => id))
  return days.flatMap((duty, day): RosterFinding[] => {
    if (!duty) return []
    const date = daysLater(context.week, day)
    const found: RosterFinding[] = []
    if (date < person.from || (person.until !== null && date > person.until))
      found.push({ kind: 'impossible', code: 'notEmployed', number, day })
    if (isAway(person, date)) found.push({ kind: 'impossible', code: 'away', number, day })
    if (!shifts.has(duty.shift)) found.push({ kind: 'impossible', code: 'noShift', number, day })
    return found
  })
}

/** Whether somebody has these days off. */
export function isAway({ away }: Pick<RosterPerson, 'away'>, day: PlanDay): boolean {
  return away.some(({ from, to }) => from <= day && day <= to)
}

function workOf(number: StaffNumber, { rows, shifts }: Neighbour, offset = 0): Worked[] {
  const row = rows.find((one) => one.number === number)
  return (row?.days ?? []).flatMap((duty, day) => {
    const shift = shifts.find(({ id }) => id === duty?.shift)
    return duty && shift ? [{ day: day + offset, spans: shift.stretches }] : []
  })
}

function brokenRules(row: RosterRow, person: RosterPerson, context: RosterContext): RosterFinding[] {
  const { number } = row
  const own = workOf(number, { rows: [row], shifts: context.shifts })
  const around = [
    ...(context.before ? workOf(number, context.before, -7) : []),
    ...own,
    ...(context.after ? workOf(number, context.after, 7) : []),
  ]
  return [
    ...own.flatMap((worked) => brokenByDay(number, worked, context.rules)),
    ...brokenByWeek(number, own, person, context.rules),
    ...tooLittleRest(number, around, context.rules),
    ...tooLongARow(number, around, context.rules),
  ]
}

function brokenByDay(number: StaffNumber, { day, spans }: Worked, rules: HoldingRules): RosterFinding[] {
  const found: RosterFinding[] = []
  const hours = minutesOf(spans) / 60
  if (rules.hoursPerDay !== null && hours > rules.hoursPerDay)
    found.push({ kind: 'rule', code: 'hoursPerDay', number, day, have: hours, most: rules.hoursPerDay })
  const stretch = longestStretch(spans, rules.breakMinutes ?? 0) / 60
  if (rules.stretchHours !== null && stretch > rules.stretchHours)
    found.push({ kind: 'rule', code: 'stretch', number, day, have: stretch, most: rules.stretchHours })
  return found
}

function brokenByWeek(
  number: StaffNumber,
  own: readonly Worked[],
  { share }: RosterPerson,
  { hoursPerWeek }: HoldingRules,
): RosterFinding[] {
  if (hoursPerWeek === null) return []
  const have = own.reduce((sum, { spans }) => sum + minutesOf(spans), 0) / 60
  const most = (hoursPerWeek * share) / 100
  return have > most + 1e-9 ? [{ kind: 'rule', code: 'hoursPerWeek', number, have, most }] : []
}

function tooLittleRest(
  number: StaffNumber,
  around: readonly Worked[],
  { restHours }: HoldingRules,
): RosterFinding[] {
  if (restHours === null) return []
  return around.flatMap(({ day, spans }, at): RosterFinding[] => {
    const next = around[at + 1]
    if (!next || day < -1 || day > 6) return []
    const have = ((next.day - day) * 1_440 + (next.spans[0]?.from ?? 0) - (spans.at(-1)?.to ?? 0)) / 60
    return have < restHours
      ? [{ kind: 'rule', code: 'rest', number, day: Math.max(0, day), have, least: restHours }]
      : []
  })
}

function tooLongARow(
  number: StaffNumber,
  around: readonly Worked[],
  { daysInARow }: HoldingRules,
): RosterFinding[] {
  if (daysInARow === null) return []
  let longest = 0
  let run = 0
  let last = -99
  let isOurs = false
  for (const { day } of around) {
    if (day !== last + 1) isOurs = false
    run = day === last + 1 ? run + 1 : 1
    last = day
    isOurs ||= day >= 0 && day <= 6
    if (isOurs) longest = Math.max(longest, run)
  }
  return longest > daysInARow
    ? [{ kind: 'rule', code: 'daysInARow', number, have: longest, most: daysInARow }]
    : []
}

function countersTwice(rows: readonly RosterRow[], { shifts }: RosterContext): RosterFinding[] {
  const spansOf = new Map(shifts.map(({ id, stretches }) => [id, stretches]))
  return [0, 1, 2, 3, 4, 5, 6].flatMap((day): RosterFinding[] => {
    const taken = rows.flatMap(({ days }) => {
      const duty = days[day]
      return duty?.counter ? [{ counter: duty.counter, spans: spansOf.get(duty.shift) ?? [] }] : []
    })
    return taken.flatMap((one, at) =>
      taken.slice(at + 1).flatMap((other): RosterFinding[] => {
        if (other.counter !== one.counter) return []
        const both = overlap(one.spans, other.spans)
        return both ? [{ kind: 'impossible', code: 'counterTwice', day, counter: one.counter, ...both }] : []
      }),
    )
  })
}

function overlap(a: readonly WorkSpan[], b: readonly WorkSpan[]): WorkSpan | null {
  for (const one of a)
    for (const other of b) {
      const from = Math.max(one.from, other.from)
      const to = Math.min(one.to, other.to)
      if (from < to) return { from, to }
    }
  return null
}

/** How many people of a roster are there in each half hour of a day; of those who can serve a service, if one is given. */
export function coverOf(
  rows: readonly RosterRow[],
  day: number,
  { people, shifts }: Pick<RosterContext, 'people' | 'shifts'>,
  service?: string,
): number[] {
  const spansOf = new Map(shifts.map(({ id, stretches }) => [id, stretches]))
  const able = new Set(
    people
      .filter(({ skills }) => service === undefined || skills.includes(service))
      .map(({ number }) => number),
  )
  const counts = Array.from({ length: SLOTS }, () => 0)
  for (const { number, days } of rows) {
    const spans = spansOf.get(days[day]?.shift ?? ('' as never))
    if (!spans || !able.has(number)) continue
    for (let slot = 0; slot < SLOTS; slot += 1)
      if (covers(spans, slot)) counts[slot] = (counts[slot] ?? 0) + 1
  }
  return counts
}

function thinCover(rows: readonly RosterRow[], context: RosterContext): RosterFinding[] {
  const { rules, open, week } = context
  const asked: { service?: string; least: number }[] = [
    ...(rules.people === null ? [] : [{ least: rules.people }]),
    ...Object.entries(rules.cover).map(([service, least]) => ({ service, least })),
  ]
  return daysOf(week).flatMap((_date, day) =>
    asked.flatMap(({ service, least }) => {
      const counts = coverOf(rows, day, context, service)
      return thinSpans(counts, open[day] ?? [], least).map((span): RosterFinding =>
        service === undefined
          ? { kind: 'cover', code: 'people', day, least, ...span }
          : { kind: 'cover', code: 'skill', service, day, least, ...span },
      )
    }),
  )
}

/** Half hours that are open and have fewer than asked, joined where they follow each other with the same number. */
function thinSpans(
  counts: readonly number[],
  open: readonly WorkSpan[],
  least: number,
): { from: number; to: number; have: number }[] {
  const spans: { from: number; to: number; have: number }[] = []
  counts.forEach((have, slot) => {
    if (have >= least || !touches(open, slot)) return
    const last = spans.at(-1)
    if (last && last.to === slot * 30 && last.have === have) last.to += 30
    else spans.push({ from: slot * 30, to: slot * 30 + 30, have })
  })
  return spans
}
