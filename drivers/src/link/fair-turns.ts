import { deadline } from '../clock.ts'
import type { Cancel, Clock } from '../clock.ts'

type Turn<Member> = { member: Member; cancelLongest: Cancel }

/** Runs a task, in a turn or, when its member has left, in none. */
type Start<Member> = (turn: Turn<Member> | undefined) => void

type Parts<Member> = {
  clock: Clock
  /** From when on, in monotonic milliseconds, the line is quiet enough for the next to speak. */
  quietAt: () => number
  /** A turn may last that long, ms. */
  longestMs: number
  /** Hears of a member whose turn lasted longer; the turn is over when this is called. */
  onOverlong: (member: Member) => void
}

/** A line that never falls silent must not stop everybody: after so long the next speaks all the same. */
const LONGEST_QUIET_WAIT_MS = 250

/**
 * Gives one of several the word at a time. Between two turns of one member all others that wait have theirs, however
 * much it has to say; a turn that does not end is taken away.
 */
export class FairTurns<Member> {
  readonly #parts: Parts<Member>
  /** Members with something to say, longest unserved first: a served one goes to the end. */
  readonly #waiting = new Map<Member, Start<Member>[]>()
  #turn: Turn<Member> | undefined
  #cancelQuiet: Cancel | undefined
  #patienceEnds = Number.NEGATIVE_INFINITY

  constructor(parts: Parts<Member>) {
    this.#parts = parts
  }

  /** Whose turn it is. */
  get holder(): Member | undefined {
    return this.#turn?.member
  }

  /** Runs `task` in a turn of its own. Who asks for a turn within its own and waits for it, waits for ever. */
  run<T>(member: Member, task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const start: Start<Member> = (turn) => {
        void task()
          .then(resolve, reject)
          .finally(() => turn && this.#end(turn))
      }
      const queue = this.#waiting.get(member)
      if (queue) queue.push(start)
      else this.#waiting.set(member, [start])
      this.#next()
    })
  }

  /** Ends a member's turn, and starts at once what it still had to say: its line must be dead by now. */
  leave(member: Member): void {
    const queue = this.#waiting.get(member) ?? []
    this.#waiting.delete(member)
    for (const start of queue) start(undefined)
    if (this.#turn?.member === member) this.#end(this.#turn)
  }

  #end(turn: Turn<Member>): void {
    turn.cancelLongest()
    if (this.#turn !== turn) return
    this.#turn = undefined
    this.#toTheEnd(turn.member)
    this.#patienceEnds = this.#parts.clock.monotonic() + LONGEST_QUIET_WAIT_MS
    this.#next()
  }

  /** What it asked for during its turn comes after all who waited meanwhile. */
  #toTheEnd(member: Member): void {
    const queue = this.#waiting.get(member)
    if (!queue) return
    this.#waiting.delete(member)
    this.#waiting.set(member, queue)
  }

  #next(): void {
    if (this.#turn || this.#cancelQuiet) return
    const [first] = this.#waiting
    if (!first) return
    const { clock, quietAt } = this.#parts
    const waitMs = Math.min(quietAt(), this.#patienceEnds) - clock.monotonic()
    if (waitMs > 0) {
      this.#cancelQuiet = clock.after(Math.ceil(waitMs), () => {
        this.#cancelQuiet = undefined
        this.#next()
      })
      return
    }
    this.#serve(...first)
  }

  #serve(member: Member, queue: Start<Member>[]): void {
    const { clock, longestMs, onOverlong } = this.#parts
    this.#waiting.delete(member)
    const start = queue.shift()
    if (queue.length > 0) this.#waiting.set(member, queue)
    const turn: Turn<Member> = {
      member,
      cancelLongest: deadline(clock, longestMs, () => {
        this.#end(turn)
        onOverlong(member)
      }),
    }
    this.#turn = turn
    start?.(turn)
  }
}
