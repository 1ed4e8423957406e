import { once } from 'node:events'
import { waitFor } from '../../process/index.ts'
import { OPERATIONS } from './operations.ts'

/** Places of faults: each operation of the contract. */
export const PLACES: readonly string[] = [...Object.keys(OPERATIONS), 'statement']

/** What may go wrong there; `ms` where it takes time. */
export const FAULTS = [
  /** The request never arrives: nothing happens, the line breaks. */
  'dropRequest',
  /** It happens, and the answer is lost. */
  'dropResponse',
  /** The request arrives `ms` later. */
  'delay',
  /** It happens at once, and the answer comes `ms` later. */
  'delayAnswer',
  /** The request is overtaken by the next one at the same place; without one it goes on after `ms` (1,000). */
  'reorder',
  'error500',
  'busy',
  /** Amounts in the answer are a fen too high. */
  'wrongAmount',
  /** The answer is signed with another secret, or was signed an hour ago. */
  'badSignature',
  'staleAnswer',
  /** An answer that is none: HTML of some machine between. */
  'garbage',
  /** The day is closed, its statement is not there yet. */
  'statementLate',
  'statementDiffers',
  /** The line breaks in the middle of the statement. */
  'statementCut',
] as const

/** Requests that are held until they were overtaken. */
export class Overtaking {
  readonly #held = new Map<string, AbortController[]>()

  /** Ends when another request at this place was answered, or after `ms`. */
  async hold(place: string, ms: number): Promise<void> {
    const overtaken = new AbortController()
    this.#held.set(place, [...(this.#held.get(place) ?? []), overtaken])
    const timer = setTimeout(() => overtaken.abort(), ms || 1_000)
    await waitFor('a request to be overtaken', once(overtaken.signal, 'abort'))
    clearTimeout(timer)
  }

  answered(place: string): void {
    for (const held of this.#held.get(place) ?? []) held.abort()
    this.#held.delete(place)
  }
}

/** Whatever is an amount in an answer, a fen more. */
export function withWrongAmounts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withWrongAmounts(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === 'fen' || name === 'dueFen' || name === 'owedFen'
        ? [name, (inner as number) + 1]
        : [name, withWrongAmounts(inner)],
    ),
  )
}
