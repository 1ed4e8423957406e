import { byId } from '../config/by-id.ts'
import { offered } from '../config/retired.ts'
import type { HallConfig, PriorityClass } from '../config/hall-config.ts'
import type { ClassId } from '../ids.ts'

/** Day of birth in a resident ID number (GB 11643: digits 7 to 14), `YYYY-MM-DD`; null when it is no such day. */
export function birthDateOf(idNumber: string): string | null {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(idNumber) ?? []
  const text = `${year}-${month}-${day}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/**
 * Whether this can be an ID number. 18 digits (GB 11643) name a day that exists and end with the right check digit (ISO
 * 7064 MOD 11-2). Of three letters and twelve digits, on foreigners' cards of 2017, the check is not published.
 */
export function isSoundIdNumber(idNumber: string): boolean {
  if (/^[A-Z]{3}\d{12}$/.test(idNumber)) return true
  if (birthDateOf(idNumber) === null) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0)
  return idNumber[17] === CHECKS[sum % CHECKS.length]
}

/** Whole years from a day of birth to a day, both `YYYY-MM-DD`. Who was born on 29 February is a year older on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** What an ID card told of a customer that the hall's rules ask for; held in memory only, never in a fact. */
export type CardHolder = {
  /** `YYYY-MM-DD`; null when the number has none. */
  birthDate: string | null
  /** Class that the hall's list of known customers gives this person; null when it does not know them. */
  listedClassId: ClassId | null
}

/** A class that a card holder has by right, and why. */
export type ClassRight = {
  priority: PriorityClass
  /** `age`: old enough, `minAge` says from when; `listed`: the hall knows this customer. */
  because: { is: 'age'; minAge: number } | { is: 'listed' }
}

/** The best class that a card holder has by right on a day (`YYYY-MM-DD`); null when it is none but what anybody may have. */
export function classByRight(config: HallConfig, holder: CardHolder, day: string): ClassRight | null {
  const given = offered(config.priorityClasses)
  const age = holder.birthDate === null ? null : ageOn(holder.birthDate, day)
  const rights = (config.identification?.classes ?? []).flatMap(({ class: id, minAge }) => {
    const priority = byId(given, id)
    return priority && age !== null && age >= minAge
      ? [{ priority, because: { is: 'age' as const, minAge } }]
      : []
  })
  const listed = byId(given, holder.listedClassId)
  const all: ClassRight[] = listed ? [...rights, { priority: listed, because: { is: 'listed' } }] : rights
  return all.reduce<ClassRight | null>(
    (best, right) => (best && !isBetter(right.priority, best.priority) ? best : right),
    null,
  )
}

/** Whether a customer of class `one` comes before one of class `other` who arrived at the same moment. */
export function isBetter(one: PriorityClass, other: PriorityClass): boolean {
  if (one.weight !== other.weight) return one.weight > other.weight
  return one.headStartSeconds > other.headStartSeconds
}
