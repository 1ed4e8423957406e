/** Levels whose keys are put in order; what lies deeper stands as it was written, for a stack has an end. */
const DEEPEST = 200
/** How many orders of keys are remembered before they are forgotten: tables with ids for keys have no end of them. */
const MOST_ORDERS = 2_000

/**
 * JSON text of a value with the keys of every object in order of their code units (as RFC 8785 has it), so that equal
 * values have one text. The same as of what `JSON.parse(JSON.stringify(value))` gives; undefined is null.
 * Facts pass through here with every commit: the common case is a copy in order, and JSON made of it in one go.
 */
export function canonicalJson(value: unknown): string {
  try {
    return plainJson(ordered(value, 0))
  } catch (error) {
    if (error !== ODD) throw error
    return spelled(value, 0)
  }
}

/**
 * There are keys that an object would not keep in this order (numbers, `__proto__`), or that hold the sign that parts
 * keys below: such a value is spelled out.
 */
const ODD = new Error('keys of an odd kind')
const isOdd = (key: string): boolean => key === '__proto__' || /^\d|\n/.test(key)

/**
 * For keys as they come: the same in order; null where some are odd. Their number stands in front: no keys at all and
 * one empty key are two things, and so are the keys `a`, `b` and the one key `a\nb`.
 */
const orders = new Map<string, readonly string[] | null>()

function orderOf(keys: readonly string[]): readonly string[] | null {
  const asTheyCome = `${keys.length}\n${keys.join('\n')}`
  const known = orders.get(asTheyCome)
  if (known !== undefined) return known
  const order = keys.some(isOdd) ? null : [...keys].sort()
  if (orders.size >= MOST_ORDERS) orders.clear()
  orders.set(asTheyCome, order)
  return order
}

function ordered(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return value
  if (hasOwnForm(value)) return ordered(JSON.parse(plainJson(value)), depth)
  if (Array.isArray(value)) return value.map((item) => ordered(item, depth + 1))
  const order = orderOf(Object.keys(value))
  if (!order) throw ODD
  const copy: Record<string, unknown> = {}
  for (const key of order) copy[key] = ordered((value as Record<string, unknown>)[key], depth + 1)
  return copy
}

function spelled(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return plainJson(value)
  if (hasOwnForm(value)) return spelled(JSON.parse(plainJson(value)), depth)
  if (Array.isArray(value)) return `[${value.map((item) => spelled(item, depth + 1)).join(',')}]`
  const parts: string[] = []
  for (const key of Object.keys(value).sort()) {
    const part: unknown = (value as Record<string, unknown>)[key]
    if (hasJson(part)) parts.push(`${JSON.stringify(key)}:${spelled(part, depth + 1)}`)
  }
  return `{${parts.join(',')}}`
}

/** JSON has no text for undefined and functions; as items of a list they are null. */
const plainJson = (value: unknown): string => (hasJson(value) ? JSON.stringify(value) : 'null')

const hasOwnForm = (value: object): boolean => 'toJSON' in value && typeof value.toJSON === 'function'

/** What JSON leaves out of an object. */
function hasJson(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol'
}
