import type { Job } from './committer.ts'
import { deferred } from './deferred.ts'
import type { Deferred } from './deferred.ts'
import type { Command, Entry } from './entry.ts'
import { JournalError } from './errors.ts'
import { encode, encodeRow } from './rows.ts'

/** The most characters one append may hold as JSON. */
const LARGEST_APPEND = 16_000_000

/** Facts (at least one), and the command they end, if they do. */
export type Append<F> = { facts: readonly F[]; command?: Command }

/** An append that has its numbers and waits for its commit. */
export type Pending<F> = Job & {
  entries: Entry<F>[]
  command: (Command & { answerText: string }) | undefined
  settled: Deferred<Entry<F>[]>
}

/** Numbers and encodes an append. Throws `journal.noFacts`, `journal.notJson`, `journal.tooLarge`, `journal.badClock`. */
export function prepare<F>({ facts, command }: Append<F>, firstNumber: number, at: number): Pending<F> {
  if (facts.length === 0) throw new JournalError('journal.noFacts')
  if (!Number.isSafeInteger(at)) throw new JournalError('journal.badClock', `${at}`)
  const answered = command && { ...command, answerText: encode(command.answer) }
  const entries = facts.map((fact, offset): Entry<F> => {
    const number = firstNumber + offset
    return command ? { number, at, commandId: command.id, fact } : { number, at, fact }
  })
  const lastNumber = firstNumber + facts.length - 1
  const rows = entries.map((entry) =>
    encodeRow(entry, encode(entry.fact), entry.number === lastNumber ? answered : undefined),
  )
  const characters = rows.reduce((sum, row) => sum + row.length, 0)
  if (characters > LARGEST_APPEND) throw new JournalError('journal.tooLarge', `${characters} characters`)
  return { entries, rows, characters, command: answered, settled: deferred() }
}
