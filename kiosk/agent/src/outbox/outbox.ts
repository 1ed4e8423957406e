import type { Answer, Command } from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Sender } from '../ports.ts'
import { isAskedAgain } from './transient.ts'

export type OutboxOptions = {
  sender: Sender
  clock: Clock
  log: Log
  /** 0 ≤ x < 1, spreads retries of many machines. */
  random: () => number
  /** Told once per command, with its final answer. */
  onAnswer: (commandId: string, answer: Answer) => void
}

const IN_FLIGHT_MAX = 16
const backOffMs = { first: 250, last: 10_000 }

type Pending = { command: Command; inFlight: boolean; tries: number; cancel: Cancel | undefined }

/** Sends durable commands until each is answered: oldest first, a bounded number at a time, with growing pauses. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #pending = new Map<string, Pending>()
  #inFlight = 0
  #stopped = false

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Exactly these commands are unanswered; known ones go on as they are. */
  hold(commands: readonly Command[]): void {
    const wanted = new Set<string>(commands.map(({ id }) => id))
    for (const [id, pending] of this.#pending) if (!wanted.has(id)) this.#forget(id, pending)
    this.add(commands)
  }

  /** Further commands, durable by now. */
  add(commands: readonly Command[]): void {
    for (const command of commands) {
      if (!this.#pending.has(command.id)) {
        this.#pending.set(command.id, { command, inFlight: false, tries: 0, cancel: undefined })
      }
    }
    this.#fill()
  }

  /** The line is back: whoever waits for a retry goes at once. */
  wake(): void {
    for (const pending of this.#pending.values()) {
      pending.cancel?.()
      pending.cancel = undefined
      pending.tries = 0
    }
    this.#fill()
  }

  stop(): void {
    this.#stopped = true
    for (const [id, pending] of this.#pending) this.#forget(id, pending)
  }

  #forget(id: string, pending: Pending): void {
    pending.cancel?.()
    this.#pending.delete(id)
  }

  #fill(): void {
    if (this.#stopped || !this.#options.sender.isOnline) return
    for (const pending of this.#pending.values()) {
      if (this.#inFlight >= IN_FLIGHT_MAX) return
      if (!pending.inFlight && pending.cancel === undefined) this.#send(pending)
    }
  }

  #send(pending: Pending): void {
    const { command } = pending
    pending.inFlight = true
    pending.tries += 1
    this.#inFlight += 1
    this.#options.sender.send(command).then(
      (answer) => this.#answered(pending, answer),
      (cause: unknown) => this.#failed(pending, cause instanceof Error ? cause.message : String(cause)),
    )
  }

  #answered(pending: Pending, answer: Answer): void {
    if (!answer.ok && isAskedAgain(answer.code))
      return this.#failed(pending, answer.code, answer.retryAfterMs)
    this.#landed(pending)
    const known = this.#pending.get(pending.command.id) === pending
    if (known) {
      const { id, type } = pending.command
      if (!answer.ok) this.#options.log.warn('outbox.refused', { command: type, id, code: answer.code })
      this.#pending.delete(id)
      this.#options.onAnswer(id, answer)
    }
    this.#fill()
  }

  #failed(pending: Pending, reason: string, atLeastMs = 0): void {
    const { clock, log, random } = this.#options
    this.#landed(pending)
    if (this.#stopped || this.#pending.get(pending.command.id) !== pending) return
    const ceiling = Math.min(backOffMs.first * 2 ** (pending.tries - 1), backOffMs.last)
    const wait = Math.max(ceiling * (0.5 + random() / 2), atLeastMs)
    log.warn('outbox.again', {
      command: pending.command.type,
      id: pending.command.id,
      tries: pending.tries,
      reason,
    })
    pending.cancel = clock.after(wait, () => {
      pending.cancel = undefined
      this.#fill()
    })
    this.#fill()
  }

  #landed(pending: Pending): void {
    pending.inFlight = false
    this.#inFlight -= 1
  }
}
