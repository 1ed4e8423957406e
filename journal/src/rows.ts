import type { Command, Entry, StoredFact, Upcast } from './entry.ts'
import { JournalError } from './errors.ts'
import { timeOf } from './time-of-id.ts'

/**
 * Writes one group: ?1 is the number of its first fact, ?2 a JSON array of rows as `encodeRow` makes them, ?3 the chain
 * after it, which goes into its last row, ?4 the place of that in the array.
 * One statement, because every call into the driver is a hop to another thread.
 */
export const INSERT_GROUP = `
  INSERT INTO facts (number, at, fact, command_id, newest_time, fingerprint, answer, chain)
  SELECT ?1 + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
    CASE WHEN key = ?4 THEN ?3 END
  FROM json_each(?2)`

/** JSON text of a value; throws `journal.notJson` where JSON has none (a cycle, a bigint). Undefined is null. */
export function encode(value: unknown): string {
  try {
    return JSON.stringify(value ?? null)
  } catch (error) {
    throw new JournalError('journal.notJson', undefined, error)
  }
}

/** The later of a fact's time and the time in its command's id: how long its answer counts as recent. */
export function newestTime(at: number, commandId: string): number {
  return Math.max(at, timeOf(commandId) ?? at)
}

/**
 * A fact as one element of the group's array. Fact and answer stay JSON inside a JSON string: SQLite then copies
 * them as text, whatever their depth, so that no fact can be well formed here and refused there.
 */
export function encodeRow(
  entry: Entry<unknown>,
  fact: string,
  answered?: Command & { answerText: string },
): string {
  const columns: unknown[] = [entry.at, fact]
  if (entry.commandId !== undefined) columns.push(entry.commandId)
  if (answered) columns.push(newestTime(entry.at, answered.id), answered.fingerprint, answered.answerText)
  return JSON.stringify(columns)
}

export type FactRow = { number: number; at: number; command_id: string | null; fact: string }

export function decodeRow<F>(row: FactRow, upcast: Upcast<F>): Entry<F> {
  const fact = upcast(storedFact(row))
  const { number, at, command_id: commandId } = row
  return commandId === null ? { number, at, fact } : { number, at, commandId, fact }
}

function storedFact({ number, fact }: FactRow): StoredFact {
  let stored: unknown
  try {
    stored = JSON.parse(fact)
  } catch (cause) {
    throw new JournalError('journal.factUnreadable', `${number}`, cause)
  }
  if (typeof stored === 'object' && stored !== null && 'type' in stored && typeof stored.type === 'string')
    return stored as StoredFact
  throw new JournalError('journal.factUnreadable', `${number} has no type`)
}
