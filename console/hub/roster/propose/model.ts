import { SLOTS, covers, daysLater, isAway, longestStretch, minutesOf, touches } from '@service-hall/contract'
import type { DayDemand, RosterContext, RosterDuty, RosterRow, Shift } from '@service-hall/contract'

/** One thing that somebody may be given: a shift on a day. Indices into the model's lists. */
export type Choice = { person: number; day: number; shift: number }

/** People asked for in some half hours of a day that the same shifts cover; of those who can serve, where it is a skill. */
export type Need = {
  day: number
  /** Shifts that cover it. */
  shifts: number[]
  /** People who count; null: all. */
  able: number[] | null
  count: number
  /** Half hours that it stands for. */
  slots: number
}

/** A week to be filled, as numbers: what may be chosen, what is asked, what excludes what. */
export type RosterModel = {
  people: { number: string; minutes: number; wanted: number }[]
  shifts: { id: string; minutes: number }[]
  choices: Choice[]
  /** Cells that are set and stay: index into `choices`. */
  fixed: number[]
  needs: Need[]
  /** At most `most` of these choices. */
  limits: { choices: number[]; most: number }[]
}

/** What a plan costs. Someone missing weighs most; then a skill; then hours below the agreed ones; then an idle one. */
export const COSTS = { person: 100, skill: 60, second: 4, idleHour: 1, unusedHour: 3 } as const

const isLegal = ({ stretches }: Shift, { rules }: RosterContext): boolean =>
  (rules.hoursPerDay === null || minutesOf(stretches) <= rules.hoursPerDay * 60) &&
  (rules.stretchHours === null ||
    longestStretch(stretches, rules.breakMinutes ?? 0) <= rules.stretchHours * 60)

/** Puts a week into numbers. Rules are limits that no plan breaks; demand is a need that costs when it is not met. */
export function rosterModel(
  context: RosterContext,
  demand: readonly DayDemand[],
  kept: readonly RosterRow[],
): RosterModel {
  const { people, shifts, rules, week } = context
  const keptOf = new Map(kept.map((row) => [row.number, row.days]))
  const choices: Choice[] = []
  const fixed: number[] = []
  people.forEach((person, at) => {
    for (let day = 0; day < 7; day += 1) {
      const date = daysLater(week, day)
      const set: RosterDuty = keptOf.get(person.number)?.[day] ?? null
      const isHere =
        person.from <= date && (person.until === null || date <= person.until) && !isAway(person, date)
      shifts.forEach((shift, index) => {
        if (set) {
          if (set.shift !== shift.id) return
          fixed.push(choices.length)
        } else if (!isHere || !isLegal(shift, context) || !isOpen(shift, context, day)) return
        choices.push({ person: at, day, shift: index })
      })
    }
  })
  const hours = rules.hoursPerWeek ?? 40
  return {
    people: people.map(({ number, share }) => ({
      number,
      minutes: rules.hoursPerWeek === null ? 10_080 : Math.floor((rules.hoursPerWeek * 60 * share) / 100),
      wanted: Math.floor((hours * 60 * share) / 100),
    })),
    shifts: shifts.map(({ id, stretches }) => ({ id, minutes: minutesOf(stretches) })),
    choices,
    fixed,
    needs: needsOf(context, demand),
    limits: limitsOf(context, choices, new Set(fixed)),
  }
}

/** A shift of which nothing lies in the hall's hours is no shift of that day. */
function isOpen({ stretches }: Shift, { open }: RosterContext, day: number): boolean {
  return (open[day] ?? []).some((span) => stretches.some(({ from, to }) => from < span.to && span.from < to))
}

function needsOf(context: RosterContext, demand: readonly DayDemand[]): Need[] {
  const { rules, people, shifts, open } = context
  const needs = new Map<string, Need>()
  for (let day = 0; day < 7; day += 1) {
    const { needed = [], neededFor = {} } = demand[day] ?? {}
    const services = new Set([...Object.keys(neededFor), ...Object.keys(rules.cover)])
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (!touches(open[day] ?? [], slot)) continue
      const covering = shifts.flatMap((shift, at) => (covers(shift.stretches, slot) ? [at] : []))
      if (covering.length === 0) continue
      add(day, covering, '', Math.max(needed[slot] ?? 0, rules.people ?? 0))
      for (const service of services)
        add(day, covering, service, Math.max(neededFor[service]?.[slot] ?? 0, rules.cover[service] ?? 0))
    }
  }
  return [...needs.values()]

  function add(day: number, covering: number[], service: string, count: number): void {
    if (count === 0) return
    const key = `${day} ${covering.join(',')} ${service} ${count}`
    const known = needs.get(key)
    if (known) {
      known.slots += 1
      return
    }
    const able = people.flatMap(({ skills }, at) => (skills.includes(service) ? [at] : []))
    needs.set(key, { day, shifts: covering, able: service === '' ? null : able, count, slots: 1 })
  }
}

function limitsOf(
  context: RosterContext,
  choices: readonly Choice[],
  fixed: ReadonlySet<number>,
): RosterModel['limits'] {
  const { people, shifts, rules, before, after } = context
  const limits: RosterModel['limits'] = []
  people.forEach(({ number }, person) => {
    const of = (day: number, can: (shift: Shift) => boolean = () => true): number[] =>
      choices.flatMap((choice, at) => {
        const shift = shifts[choice.shift]
        return choice.person === person && choice.day === day && shift && can(shift) ? [at] : []
      })
    for (let day = 0; day < 7; day += 1) limits.push({ choices: of(day), most: 1 })
    limits.push(...restLimits(number, of))
    limits.push(...rowLimits(number, of))
  })
  // Of what is set already and breaks a limit the limit is widened: it stays, and nothing more is added to it.
  return limits
    .map(({ choices: some, most }) => ({
      choices: some,
      most: Math.max(most, some.filter((at) => fixed.has(at)).length),
    }))
    .filter(({ choices: some, most }) => some.length > most)

  type Of = (day: number, can?: (shift: Shift) => boolean) => number[]

  function restLimits(number: string, of: Of): RosterModel['limits'] {
    const least = (rules.restHours ?? 0) * 60
    const found: RosterModel['limits'] = []
    const gap = (early: Shift, late: Shift): number =>
      1_440 + (late.stretches[0]?.from ?? 0) - (early.stretches.at(-1)?.to ?? 0)
    for (let day = 0; day < 6; day += 1)
      for (const early of shifts) {
        const close = of(day + 1, (late) => gap(early, late) < least)
        if (close.length > 0)
          found.push({ choices: [...of(day, ({ id }) => id === early.id), ...close], most: 1 })
      }
    const sunday = shiftIn(before, number, 6)
    if (sunday) found.push({ choices: of(0, (late) => gap(sunday, late) < least), most: 0 })
    const monday = shiftIn(after, number, 0)
    if (monday) found.push({ choices: of(6, (early) => gap(early, monday) < least), most: 0 })
    return found
  }

  function rowLimits(number: string, of: Of): RosterModel['limits'] {
    const most = rules.daysInARow
    if (most === null) return []
    const found: RosterModel['limits'] = []
    const worked = (day: number): boolean =>
      day < 0 ? shiftIn(before, number, day + 7) !== null : shiftIn(after, number, day - 7) !== null
    for (let first = -most; first < 7; first += 1) {
      const days = Array.from({ length: most + 1 }, (_none, at) => first + at)
      const inside = days.filter((day) => day >= 0 && day <= 6)
      const outside = days.filter((day) => day < 0 || day > 6)
      if (inside.length === 0 || outside.some((day) => Math.abs(day) > 13)) continue
      const already = outside.filter(worked).length
      found.push({ choices: inside.flatMap((day) => of(day)), most: Math.max(0, most - already) })
    }
    return found
  }
}

function shiftIn(week: RosterContext['before'], number: string, day: number): Shift | null {
  const id = week?.rows.find((row) => row.number === number)?.days[day]?.shift
  return week?.shifts.find((shift) => shift.id === id) ?? null
}
