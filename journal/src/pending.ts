import { chainedText } from './chain.ts'
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
  /** Each fact as the chain has it. */
  texts: string[]
  command: (Command & { answerText: string }) | undefined
  settled: Deferred<Entry<F>[]>
}

export type Place = { firstNumber: number; at: number; isChained: boolean }

/** Numbers and encodes an append. Throws `journal.noFacts`, `journal.notJson`, `journal.tooLarge`, `journal.badClock`. */
export function prepare<F>({ facts, command }: Append<F>, { firstNumber, at, isChained }: Place): Pending<F> {
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
  const texts = isChained
    ? entries.map((entry) => textOf(entry, entry.number === lastNumber ? answered : undefined))
    : []
  const characters = rows.reduce((sum, row) => sum + row.length, 0)
  if (characters > LARGEST_APPEND) throw new JournalError('journal.tooLarge', `${characters} characters`)
  return { entries, rows, texts, characters, command: answered, settled: deferred() }
}

/** A fact as the chain has it; `ended`: the command that ends with it. */
function textOf(
  { number, at, commandId, fact }: Entry<unknown>,
  ended: (Command & { answerText: string }) | undefined,
): string {
  const { fingerprint = null, answerText: answer = null } = ended ?? {}
  return chainedText({ number, at, commandId: commandId ?? null, fact, fingerprint, answer })
}
