/**
 * Rows by an id that a peer or a file chose. An ordinary object knows words that nobody put there (`constructor`,
 * `toString`); a table has no prototype and knows its own rows only.
 *
 * @example
 * empty: () => ({ orders: table<Order>() })
 */
export function table<Row>(rows: Readonly<Record<string, Row>> = {}): Record<string, Row> {
  return Object.assign(Object.create(null) as Record<string, Row>, rows)
}

/** Rows made one by one: `Object.fromEntries` with no words of its own. */
export function tableOf<Row>(entries: Iterable<readonly [string, Row]>): Record<string, Row> {
  const rows = table<Row>()
  for (const [id, row] of entries) rows[id] = row
  return rows
}

/** What a fixed list says of a word that came from outside; undefined where it says nothing. */
export function lookUp<Row>(rows: Readonly<Record<string, Row>>, word: string): Row | undefined {
  return Object.hasOwn(rows, word) ? rows[word] : undefined
}

/** Makes every part that is an ordinary object a table, in place, also where `table()` was forgotten. Answers what was given. */
export function tablesIn<Whole extends object>(empty: Whole): Whole {
  for (const part of Object.values(empty) as unknown[])
    if (typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype)
      Object.setPrototypeOf(part, null)
  return empty
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
}

/**
 * Makes tables again, in place, of what came as JSON and has lost that they were: the parts that are tables in `empty`.
 * Answers what was given.
 */
export function withTables<Whole extends object>(empty: object, stored: Whole): Whole {
  for (const [name, part] of Object.entries(empty)) {
    const rows: unknown = stored[name as keyof Whole]
    if (isTable(part) && typeof rows === 'object' && rows !== null && !isTable(rows))
      Object.setPrototypeOf(rows, null)
  }
  return stored
}
