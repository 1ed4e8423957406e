import type { TierProfile } from './words.ts'

/** A profile and where it stands: `region:sd`, `hall:H1` (see `profileKey`). */
export type ProfileLayer = { from: string; profile: TierProfile }

export type ProfileValue = number | readonly string[]

/** One value of a profile: what holds, where that is said, and what it stands instead of, the nearest first. */
export type Inherited = {
  /** `zones`, `devices.kiosk`, `targets.waitMs`. */
  path: string
  /** null: taken away. */
  value: ProfileValue | null
  from: string
  instead: { value: ProfileValue | null; from: string }[]
}

/** A profile's values by their path. */
function valuesOf(profile: TierProfile): [string, ProfileValue | null][] {
  const { zones, functions, ...tables } = profile
  const whole: [string, ProfileValue][] = []
  if (zones) whole.push(['zones', zones])
  if (functions) whole.push(['functions', functions])
  const single = Object.entries(tables).flatMap(([part, rows]) =>
    Object.entries<ProfileValue | null | undefined>(rows ?? {}).map(
      ([name, value]): [string, ProfileValue | null] => [`${part}.${name}`, value ?? null],
    ),
  )
  return [...whole, ...single]
}

/** Whether two values say the same; the order of zones and functions does not matter. */
function isSame(a: ProfileValue | null, b: ProfileValue | null): boolean {
  const form = (value: ProfileValue | null): string =>
    JSON.stringify(typeof value === 'number' || value === null ? value : [...value].sort())
  return form(a) === form(b)
}

/**
 * What holds where these layers meet, the widest first: the nearest layer that names a value has it. Sorted by path. A
 * layer that repeats what it inherits changes nothing and does not count as a difference.
 */
export function inheritedProfile(layers: readonly ProfileLayer[]): Inherited[] {
  const found = new Map<string, Inherited>()
  for (const { from, profile } of layers)
    for (const [path, value] of valuesOf(profile)) {
      const before = found.get(path)
      if (before && isSame(before.value, value)) continue
      const instead = before ? [{ value: before.value, from: before.from }, ...before.instead] : []
      found.set(path, { path, value, from, instead })
    }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The values that a place itself says otherwise than what it inherits. */
export function profileDifferences(layers: readonly ProfileLayer[]): Inherited[] {
  const own = layers.at(-1)?.from
  return inheritedProfile(layers).filter(({ from }) => from === own)
}
