import { LONGEST_CALENDAR, MOST_SPECIAL_DAYS, PowerCalendar } from '../../directive/index.ts'
import type { DaySpan, DayType, Playlist, StationSettings } from '../../directive/index.ts'
import type { MachineLayer } from './words.ts'

export type SettingValue =
  Exclude<DaySpan, string> | number | Playlist | string | { type: DayType; span?: DaySpan | undefined }

/** A setting that a place has said something about. `value` undefined: it inherits again, as of `at`. */
export type SaidSetting = { value: SettingValue | null | undefined; at: number }

/** What a place says, by path. */
export type SettingLayer = { from: string; said: ReadonlyMap<string, SaidSetting> }

/** A setting that holds: its value (null: taken away), where it is said, since when, what it stands instead of. */
export type InheritedSetting = {
  path: string
  value: SettingValue | null
  from: string
  at: number
  instead: { value: SettingValue | null; from: string }[]
}

/** Minutes over which machines spread where nothing else is said. */
export const USUAL_SKEW = 10

/** A layer's values by their path. */
export function valuesOfLayer({ days, ...single }: MachineLayer): [string, SettingValue | null][] {
  return [
    ...Object.entries(single).flatMap(([path, value]): [string, SettingValue | null][] =>
      value === undefined ? [] : [[path, value]],
    ),
    ...Object.entries(days ?? {}).map(([day, value]): [string, SettingValue | null] => [
      `days.${day}`,
      value,
    ]),
  ]
}

/**
 * What holds where these layers meet, the widest first: the nearest layer that names a value has it. Sorted by path.
 * `said`: all paths that anybody ever said something of. `changedAt`: when the latest of what holds came to hold, epoch ms
 * of the hub; 0: nothing was ever asked.
 */
export function inheritedSettings(layers: readonly SettingLayer[]): {
  values: InheritedSetting[]
  said: string[]
  changedAt: number
} {
  const found = new Map<string, InheritedSetting>()
  const changed = new Map<string, number>()
  for (const { from, said } of layers)
    for (const [path, { value, at }] of said) {
      // What lay below this layer holds again since it says nothing any more.
      changed.set(path, value === undefined ? Math.max(at, changed.get(path) ?? 0) : at)
      if (value === undefined) continue
      const before = found.get(path)
      const instead = before ? [{ value: before.value, from: before.from }, ...before.instead] : []
      found.set(path, { path, value, from, at, instead })
    }
  const values = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  return { values, said: [...changed.keys()], changedAt: Math.max(0, ...changed.values()) }
}

type Day = PowerCalendar['days'][number]
const charactersOf = (value: unknown): number => JSON.stringify(value).length
const workOf = (power: object): object => ({ kind: 'configure', settings: { power, playlist: null } })

/** The latest of single days that have room in a directive with the rest of a calendar, and that a calendar takes. */
function daysThatFit(calendar: object, days: readonly Day[]): Day[] {
  let room = LONGEST_CALENDAR - charactersOf(workOf({ ...calendar, days: [] })) + 1
  let first = days.length
  while (first > 0 && days.length - first < MOST_SPECIAL_DAYS) {
    room -= charactersOf(days[first - 1]) + 1
    if (room < 0) break
    first -= 1
  }
  return days.slice(first)
}

const LONGEST_SPAN = { from: '00:00', to: '23:59' }
const LONGEST_DAYS: readonly Day[] = Array.from({ length: MOST_SPECIAL_DAYS }, () => ({
  ...{ day: '2026-01-01', type: 'working', span: LONGEST_SPAN },
}))
/** Single days with hours of their own that fit in any calendar; one without hours takes half the room. */
export const MOST_TIMED_DAYS = daysThatFit(
  { working: LONGEST_SPAN, rest: LONGEST_SPAN, holiday: LONGEST_SPAN, skewMinutes: 60 },
  LONGEST_DAYS,
).length

/**
 * The settings that a machine is asked to go by, and its release. It has a power calendar where hours of working days are
 * said; days off work and holidays are as these unless said otherwise. Of more single days than a calendar takes, or than
 * go into one directive, the latest stand; `dropped` is how many do not.
 */
export function askedOf(values: readonly InheritedSetting[]): {
  settings: StationSettings
  version: string | null
  dropped: number
} {
  const by = new Map(values.map(({ path, value }) => [path, value]))
  const working = by.get('working') as DaySpan | null | undefined
  const days = values.flatMap(({ path, value }) =>
    path.startsWith('days.') && value !== null
      ? [{ day: path.slice('days.'.length), ...(value as { type: DayType; span?: DaySpan }) }]
      : [],
  )
  const hours = {
    ...{ working, rest: by.get('rest') ?? working, holiday: by.get('holiday') ?? working },
    skewMinutes: by.get('skewMinutes') ?? USUAL_SKEW,
  }
  const fitting = working ? daysThatFit(hours, days) : []
  return {
    dropped: working ? days.length - fitting.length : 0,
    settings: {
      power: working ? PowerCalendar.parse({ ...hours, days: fitting }) : null,
      playlist: (by.get('playlist') as Playlist | undefined) ?? null,
    },
    version: (by.get('version') as string | undefined) ?? null,
  }
}
