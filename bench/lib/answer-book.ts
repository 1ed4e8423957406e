import { isTransient } from '@service-hall/contract'
import type { Answer, Command, RefusalCode } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'

/** Refused before it was decided: left no trace. A hall under test is signed in to again, and stumbles under faults. */
const leftNoTrace = (code: RefusalCode): boolean =>
  isTransient(code) || code === 'hall.internal' || code === 'access.signIn'

/** One command and what it was answered, however often it was sent. */
export type Acknowledged = {
  command: Command
  answer: Answer
}

/** Every answer that clients were given: what the journal must hold afterwards, word for word. */
export class AnswerBook {
  readonly #answers = new Map<string, Acknowledged>()
  /** Ids that were answered in two ways. */
  readonly contradictions: string[] = []
  /** Refusals of what a hall in order would have done. */
  readonly unexpected: string[] = []
  /** Passing refusals by code. */
  readonly transient = new Map<RefusalCode, number>()

  /** Number of the last fact that anybody was told of. */
  lastFact = 0

  #grown: (() => void)[] = []

  /** Resolves when more than so many commands are answered. */
  grown(than: number): Promise<void> {
    if (this.size > than) return Promise.resolve()
    return waitFor(`answer ${than + 1}`, new Promise<void>((resolve) => this.#grown.push(resolve)))
  }

  get size(): number {
    return this.#answers.size
  }

  /** Notes an answer; false when it is a passing one, after which the command must be sent again. */
  note(command: Command, answer: Answer): boolean {
    if (!answer.ok && leftNoTrace(answer.code)) {
      this.transient.set(answer.code, (this.transient.get(answer.code) ?? 0) + 1)
      return false
    }
    if (answer.ok) this.lastFact = Math.max(this.lastFact, answer.upTo)
    const known = this.#answers.get(command.id)
    if (!known) {
      this.#answers.set(command.id, { command, answer })
      this.#grown.splice(0).forEach((resolve) => resolve())
    } else if (JSON.stringify(known.answer) !== JSON.stringify(answer)) {
      this.contradictions.push(
        `${command.type} ${command.id}: ${JSON.stringify(known.answer)}, then ${JSON.stringify(answer)}`,
      )
    }
    return true
  }

  entries(): IterableIterator<[string, Acknowledged]> {
    return this.#answers.entries()
  }
}
