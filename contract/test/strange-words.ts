/** Words that every object knows, though nobody put them there: as ids and as texts they are words like any other. */
export const STRANGE_WORDS = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length', 'then']

/** Of these, what may stand as an id in a hall's file. */
export const STRANGE_KEYS = STRANGE_WORDS.filter((word) => /^[A-Za-z]/.test(word))

/** A value with one of its texts replaced by a word, for each text in it; `type` stays. */
export function withWordEverywhere<T>(value: T, word: string): T[] {
  if (typeof value === 'string') return [word as T]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'type'
      ? []
      : withWordEverywhere(inner as unknown, word).map((one) => replaced(value, name, one)),
  )
}

function replaced<T extends object>(value: T, name: string, by: unknown): T {
  if (!Array.isArray(value)) return { ...value, [name]: by }
  return value.map((inner: unknown, index) => (String(index) === name ? by : inner)) as unknown as T
}
