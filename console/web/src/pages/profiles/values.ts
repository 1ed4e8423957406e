import type { ProfileValue, TierProfile } from '@service-hall/contract'

/** Parts of a profile that have their values by name. */
const TABLES = ['devices', 'calendar', 'targets', 'thresholds'] as const
/** Parts that are named as a whole. */
export const LISTS = ['zones', 'functions'] as const

/** How a value is written: as a list of keys, opening hours, minutes, a share in per cent, or a number. */
export type Kind = 'list' | 'hours' | 'minutes' | 'percent' | 'number'

export function kindOf(path: string): Kind {
  const [part = '', name = ''] = path.split('.')
  if (LISTS.some((list) => list === part)) return 'list'
  if (part === 'calendar') return 'hours'
  if (name.endsWith('Ms')) return 'minutes'
  return /share$/i.test(name) ? 'percent' : 'number'
}

/** A value as somebody would type it. */
export function typedForm(path: string, value: ProfileValue | null): string {
  if (value === null) return ''
  if (typeof value !== 'number') return value.join(', ')
  const kind = kindOf(path)
  const shown = kind === 'minutes' ? value / 60_000 : kind === 'percent' ? value * 100 : value
  return String(Number(shown.toFixed(4)))
}

/** What somebody typed as a value; undefined: it is none. Opening hours may be empty: closed. */
export function readTyped(path: string, typed: string): ProfileValue | undefined {
  const text = typed.normalize('NFKC').trim()
  const kind = kindOf(path)
  if (kind === 'list' || kind === 'hours') {
    const parts = text.split(/[,、;\s]+/).filter(Boolean)
    return parts.length === 0 && kind === 'list' ? undefined : [...new Set(parts)]
  }
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(text)) return undefined
  const number = Number(text)
  if (kind === 'percent') return number > 100 ? undefined : number / 100
  return kind === 'minutes' ? Math.round(number * 60_000) : number
}

/** A profile with one value set, taken away (`null`), or left to what is inherited (`undefined`). */
export function withValue(
  profile: TierProfile,
  path: string,
  value: ProfileValue | null | undefined,
): Record<string, unknown> {
  const next = structuredClone(profile) as Record<string, Record<string, unknown> | ProfileValue>
  const [part = '', name] = path.split('.')
  if (name === undefined) {
    if (value === undefined || value === null) delete next[part]
    else next[part] = value
    return next
  }
  const table = { ...(next[part] as Record<string, unknown> | undefined) }
  if (value === undefined) delete table[name]
  else table[name] = value
  if (Object.keys(table).length === 0) delete next[part]
  else next[part] = table
  return next
}

/** Values that are offered by name; others may be typed. */
export const KNOWN_PATHS: readonly string[] = [
  ...LISTS,
  ...['targets.waitMs', 'targets.handlingMs', 'targets.satisfiedShare'],
  ...['1', '2', '3', '4', '5', '6', '7', 'holiday'].map((day) => `calendar.${day}`),
  ...['printer', 'idReader', 'cardReader', 'codeScanner', 'cashAcceptor', 'ratingPad', 'counterDisplay'].map(
    (kind) => `devices.${kind}`,
  ),
]

/** Whether a path may stand in a profile. */
export const isPath = (path: string): boolean =>
  LISTS.some((list) => list === path) ||
  (TABLES.some((table) => path.startsWith(`${table}.`)) && /^\w+\.[A-Za-z0-9][\w-]{0,39}$/.test(path))
