import type { Database } from './database.ts'
import type { Answer } from './entry.ts'
import { newestTime } from './rows.ts'
import { timeOf } from './time-of-id.ts'

/** An answer as stored. It is parsed anew for every retry, so that no caller can change another's. */
export type StoredAnswer = { at: number; number: number; fingerprint: string; answer: string }
type AnswerRow = StoredAnswer & { command_id: string }

const COLUMNS = 'command_id, at, number, fingerprint, answer'

export function readAnswer({ answer, fingerprint, number }: StoredAnswer): Answer {
  return { answer: JSON.parse(answer) as unknown, fingerprint, number }
}

/** Looks one answer up on disk. */
export async function findAnswer(database: Database, commandId: string): Promise<Answer | undefined> {
  const sql = `SELECT ${COLUMNS} FROM facts WHERE command_id = ? AND answer IS NOT NULL`
  const row = await database.get<AnswerRow>(sql, [commandId])
  return row && readAnswer(row)
}

/**
 * The answers of the recent past in memory. It holds every answer whose newest time (see `newestTime`) is
 * `#completeFrom` or later. A UUIDv7 made since then therefore is either here or nowhere, however wrong the
 * clocks of sender and journal were: its answer's newest time cannot be earlier than the time in the id.
 */
export class RecentAnswers {
  readonly #horizonMs: number
  readonly #answers = new Map<string, StoredAnswer>()
  #completeFrom: number
  #sweepAt = 1_024

  private constructor(horizonMs: number, completeFrom: number) {
    this.#horizonMs = horizonMs
    this.#completeFrom = completeFrom
  }

  static async load(database: Database, now: number, horizonMs: number): Promise<RecentAnswers> {
    const recent = new RecentAnswers(horizonMs, now - horizonMs)
    const sql = `SELECT ${COLUMNS} FROM facts WHERE answer IS NOT NULL AND newest_time >= ?`
    for (const row of await database.all<AnswerRow>(sql, [now - horizonMs])) {
      const { command_id: id, at, number, fingerprint, answer } = row
      recent.#answers.set(id, { at, number, fingerprint, answer })
    }
    recent.#sweepAt = recent.#nextSweep()
    return recent
  }

  get(commandId: string): StoredAnswer | undefined {
    return this.#answers.get(commandId)
  }

  /** False when only the disk knows whether this command was answered. */
  knows(commandId: string): boolean {
    if (this.#answers.has(commandId)) return true
    const madeAt = timeOf(commandId)
    return madeAt !== undefined && madeAt >= this.#completeFrom
  }

  add(commandId: string, answer: StoredAnswer, now: number): void {
    this.#answers.set(commandId, answer)
    if (this.#answers.size >= this.#sweepAt) this.#sweep(now - this.#horizonMs)
  }

  /** Forgets what is older than the horizon, each time the map has doubled: constant cost per answer. */
  #sweep(horizon: number): void {
    for (const [id, { at }] of this.#answers) {
      const newest = newestTime(at, id)
      if (newest >= horizon) continue
      this.#answers.delete(id)
      this.#completeFrom = Math.max(this.#completeFrom, newest + 1)
    }
    this.#sweepAt = this.#nextSweep()
  }

  #nextSweep(): number {
    return Math.max(1_024, this.#answers.size * 2)
  }
}
