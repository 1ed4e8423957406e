import type { Ask } from './dialect.ts'

const SHORTEST_REPEAT_MS = 50

/** When a question may go out: polls at their pace, anything else at once, but not the same over and over. */
export class Pace {
  readonly #pollMs: number
  readonly #askedAt = new Map<string, number>()

  constructor(pollMs: number) {
    this.#pollMs = pollMs
  }

  /** Milliseconds to wait at `now` before this question goes out; `pollMs` in place of the usual pace of polls. */
  waitMs(asked: Ask<string>, now: number, pollMs = this.#pollMs): number {
    if (asked.unanswered) return 0
    const before = this.#askedAt.get(keyOf(asked)) ?? Number.NEGATIVE_INFINITY
    return before + (asked.paced ? pollMs : Math.min(SHORTEST_REPEAT_MS, this.#pollMs)) - now
  }

  asked(asked: Ask<string>, now: number): void {
    this.#askedAt.set(keyOf(asked), now)
  }
}

/** The first byte is the command, or a flag that differs with each sending. */
function keyOf({ name, bytes }: Ask<string>): string {
  return `${name} ${bytes.slice(1).join(' ')}`
}
