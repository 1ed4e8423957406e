import { isDeepStrictEqual } from 'node:util'
import type { Answer, Fact, FactEntry } from '@service-hall/contract'
import { readJournal } from '@service-hall/journal'
import type { Acknowledged, AnswerBook } from '../lib/answer-book.ts'
import { HallModel } from './hall-model.ts'

/** What a journal shows beside what clients were told. Each string is one thing that must not be. */
export type Findings = {
  /** Acknowledged, but not in the journal, or not as it was acknowledged. */
  lost: string[]
  /** Done twice: a command, a call, a number, a customer at two counters. */
  doubled: string[]
  /** Ticket numbers given to two tickets of a day. */
  numbersDoubled: string[]
  /** Calls of tickets in the journal. */
  calls: number
  facts: number
  model: HallModel
}

/** Reads a whole journal and holds it against the answers that were given. */
export async function checkJournal(path: string, book: AnswerBook): Promise<Findings> {
  const model = new HallModel()
  const done = new CommandsDone()
  const journal = await readJournal<Fact>({ path })
  let facts = 0
  let calls = 0
  try {
    // A number that is missing is an error of its own: `replay` throws `journal.gap`.
    for await (const entry of journal.replay({ from: 1 })) {
      facts += 1
      if (entry.fact.type === 'TicketCalled') calls += 1
      model.fold(entry)
      done.take(entry)
    }
  } finally {
    await journal.close()
  }
  const lost = [...model.gaps]
  for (const [id, acknowledged] of book.entries()) {
    const why = mismatch(acknowledged, done.factsOf(id))
    if (why) lost.push(`${acknowledged.command.type} ${id}: ${why}`)
  }
  lost.push(...book.unexpected)
  const doubled = [...book.contradictions, ...done.twice, ...model.doubled]
  return { lost, doubled, numbersDoubled: model.numbersDoubled, calls, facts, model }
}

/** Facts by the command they came of, and commands whose facts stand in two places. */
class CommandsDone {
  readonly twice: string[] = []
  readonly #byCommand = new Map<string, FactEntry[]>()
  #previous: string | undefined

  take(entry: FactEntry): void {
    const { commandId: id } = entry
    if (id !== undefined) {
      const known = this.#byCommand.get(id)
      if (!known) this.#byCommand.set(id, [entry])
      else if (id === this.#previous) known.push(entry)
      else this.twice.push(`command ${id} again as fact ${entry.number}`)
    }
    this.#previous = id
  }

  factsOf(id: string): readonly FactEntry[] {
    return this.#byCommand.get(id) ?? []
  }
}

/** Why the facts of a command are not what its sender was told; null when they are. */
function mismatch({ command, answer }: Acknowledged, entries: readonly FactEntry[]): string | null {
  const last = entries.at(-1)
  if (!last) return `answered ${JSON.stringify(answer)}, but there is no fact of it`
  if (isDeepStrictEqual(toldBy(entries, last), told(answer)) && isAbout(command, entries)) return null
  return `answered ${JSON.stringify(answer)}, but the journal has ${JSON.stringify(entries)}`
}

/** What an answer promises and a journal can show. */
type Told = {
  ok: boolean
  upTo?: number
  code?: string
  ticketId?: string
  number?: string
}

function told(answer: Answer): Told {
  if (!answer.ok) return { ok: false, code: answer.code }
  const { ticket } = answer.result
  return { ok: true, upTo: answer.upTo, ...(ticket ? { ticketId: ticket.id } : {}) }
}

function toldBy(entries: readonly FactEntry[], last: FactEntry): Told {
  const first = entries[0]?.fact
  if (first?.type === 'CommandRefused') return { ok: false, code: first.code }
  const named = first?.type === 'TicketIssued' || first?.type === 'TicketCalled'
  return { ok: true, upTo: last.number, ...(named ? { ticketId: first.ticketId } : {}) }
}

/** Whether the facts are at the counter that the command named. */
function isAbout(command: Acknowledged['command'], entries: readonly FactEntry[]): boolean {
  if (!('counterId' in command)) return true
  return entries.every(({ fact }) => !('counterId' in fact) || fact.counterId === command.counterId)
}
