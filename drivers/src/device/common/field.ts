/** What a field of a configuration may hold: a test, and the words that finish "… is". */
export type Check = { holds: (value: unknown) => boolean; wanted: string }

/**
 * A field that a device file may give to a kind of device. `profiles` names those that have it, when not all do;
 * `needed` means that they cannot do without. `byProgramOnly` is one that no file can hold: a function, a record.
 */
export type Field = (Check & { profiles?: readonly string[]; needed?: true }) | 'byProgramOnly'

export const positive: Check = {
  holds: (value) => typeof value === 'number' && value > 0,
  wanted: 'a number above 0',
}

export const notNegative: Check = {
  holds: (value) => typeof value === 'number' && value >= 0,
  wanted: 'a number from 0',
}

export const flag: Check = { holds: (value) => typeof value === 'boolean', wanted: 'true or false' }

export const text: Check = { holds: (value) => typeof value === 'string', wanted: 'a text' }

export function oneOf(...values: unknown[]): Check {
  return { holds: (value) => values.includes(value), wanted: `one of ${values.join(', ')}` }
}

export function whole(min: number, max: number): Check {
  const holds = (value: unknown) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max
  return { holds, wanted: `a whole number from ${min} to ${max}` }
}

/** A mapping that may have these fields and no others: all fields of `Type` are named here, none is needed. */
export function someOf<Type extends object>(checks: Readonly<Record<keyof Type, Check>>): Check {
  const known: Readonly<Record<string, Check>> = checks
  const named = Object.entries(known).map(([name, { wanted }]) => `${name} (${wanted})`)
  return {
    holds: (value) =>
      isMapping(value) &&
      Object.entries(value).every(([name, one]) => Object.hasOwn(known, name) && known[name]?.holds(one)),
    wanted: `a mapping of ${named.join(', ')}`,
  }
}

/** A mapping that cannot do without this field. */
export function having(field: string, check: Check): Check {
  return {
    holds: (value) => check.holds(value) && isMapping(value) && Object.hasOwn(value, field),
    wanted: `${check.wanted}, with ${field}`,
  }
}

/** A mapping of names, or bytes, of the reader's own to what each stands for. */
export function table(holds: (table: Readonly<Record<string, unknown>>) => boolean, wanted: string): Check {
  return { holds: (value) => isMapping(value) && holds(value), wanted }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
