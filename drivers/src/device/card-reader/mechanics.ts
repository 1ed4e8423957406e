import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/status.ts'
import type { Conversation } from './conversation.ts'
import type { CommandAnswer, Command, Dialect, Seen } from './dialect.ts'

/** `refused` when the reader itself said that it did not do it. */
export type Move = { ok: true } | { ok: false; error: DeviceError; refused: boolean }

/** Whether a movement came to pass, by where everything is now, and by what the reader answered where that shows nothing. */
type Arrived = (seen: Seen, said: boolean, error: DeviceError | undefined) => boolean

export type Look = { ok: true; seen: Seen } | { ok: false; error: DeviceError }

const lost: DeviceError = { code: 'noAnswer', action: 'clear' }
const notOpen: DeviceError = { code: 'notOpen', action: 'clear' }
const jammed: DeviceError = { code: 'mediaJammed', action: 'clear' }
/** What keeps a reader from working until somebody has done something. */
const lasting: readonly DeviceError['code'][] = ['mediaJammed', 'mechanical', 'sensorFailed', 'unrecoverable']

/**
 * Moves cards and looks where they are. What a reader shows in its status counts more than what it answered: an answer
 * may be lost, and a command that moves a card must then not be sent again unseen.
 */
export class Mechanics {
  readonly #dialect: Dialect
  #conversation: Conversation | undefined
  #seen: Seen | undefined
  #fault: DeviceError | undefined
  /** How the entry was told to be, and whether the reader has shown it so since. */
  #entry: { open: boolean; shown: boolean } | undefined
  #restarted = false
  /** Told when the reader turns out to have started anew while its line stayed open. */
  onRestart: () => void = () => undefined

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** Where everything was when last looked at. */
  get seen(): Seen | undefined {
    return this.#seen
  }

  get fault(): DeviceError | undefined {
    return this.#fault
  }

  attach(conversation: Conversation): void {
    this.#conversation = conversation
    this.#entry = undefined
    this.#restarted = false
  }

  detach(): void {
    this.#conversation?.end()
    this.#conversation = undefined
  }

  receive(bytes: Uint8Array): void {
    this.#conversation?.receive(bytes)
  }

  /** Asks one thing; a lost answer is the error `noAnswer`. */
  async ask(command: Command): Promise<CommandAnswer> {
    const answer = await this.#ask(command)
    if (answer.ok || !answer.reset || command === this.#dialect.initialize) return answer
    const isBack = await this.#startAnew()
    return isBack && (command.repeatable || command.moves) ? this.#ask(command) : answer
  }

  /** Whether the reader has lost its power and come back since this was last asked. */
  takeRestart(): boolean {
    const restarted = this.#restarted
    this.#restarted = false
    return restarted
  }

  /** Asks where everything is; gives the line up when there is no answer even once the talk is back in step. */
  async look(): Promise<Look> {
    let answer = await this.ask(this.#dialect.status)
    if (isLost(answer)) answer = await this.ask(this.#dialect.status)
    if (isLost(answer)) this.#conversation?.drop()
    if (answer.ok && this.#showsRestart(answer.seen) && (await this.#startAnew())) {
      answer = await this.#ask(this.#dialect.status)
      if (answer.ok) this.#showsRestart(answer.seen)
    }
    if (answer.ok) return answer.seen ? { ok: true, seen: answer.seen } : { ok: false, error: lost }
    this.fail(answer.error)
    return answer
  }

  /**
   * Has something moved and looks whether it came to pass. `arrived` is told what the reader answered, for what its
   * status does not show.
   */
  async move(command: Command, arrived: Arrived): Promise<Outcome> {
    const moved = await this.tryMove(command, arrived)
    return moved.ok ? moved : { ok: false, error: moved.error }
  }

  /** The same, telling apart what was refused from what only was not seen. */
  async tryMove(command: Command, arrived: Arrived): Promise<Move> {
    const answer = await this.ask(command)
    const now = await this.look()
    if (now.ok && arrived(now.seen, answer.ok, answer.ok ? undefined : answer.error)) {
      this.#fault = undefined
      return { ok: true }
    }
    if (!answer.ok && !isLost(answer)) return { ...this.fail(answer.error), refused: true }
    if (!now.ok) return { ...now, refused: false }
    return answer.ok ? { ...this.fail(jammed), refused: false } : { ...answer, refused: false }
  }

  /** Resets the mechanics without moving a card. The answer's data name the reader. */
  async initialize(): Promise<CommandAnswer> {
    const answer = await this.ask(this.#dialect.initialize)
    this.#fault = undefined
    if (!answer.ok) this.fail(answer.error)
    return answer
  }

  /** Opens or closes the entry. */
  async entry(open: boolean): Promise<Outcome> {
    this.#entry = { open, shown: false }
    return this.move(this.#dialect.entry(open), ({ entryOpen }, said) =>
      entryOpen === undefined ? said : entryOpen === open,
    )
  }

  /** Remembers an error that lasts. */
  fail(error: DeviceError): { ok: false; error: DeviceError } {
    if (lasting.includes(error.code)) this.#fault = error
    return { ok: false, error }
  }

  /**
   * A reader whose power came back has its entry as from the factory, not as it was told. Where a card lies in a reader
   * that was told to open, a shut entry means nothing.
   */
  #showsRestart(seen: Seen | undefined): boolean {
    if (!this.#entry || seen?.entryOpen === undefined) return false
    const { open, shown } = this.#entry
    if (seen.entryOpen !== open) return shown && (!open || seen.card === 'none')
    this.#entry.shown = true
    return false
  }

  /** Initializes a reader that has started anew, and has its entry as it was. */
  async #startAnew(): Promise<boolean> {
    this.#restarted = true
    this.onRestart()
    const initialized = await this.#ask(this.#dialect.initialize)
    if (!initialized.ok) return false
    if (this.#entry) {
      this.#entry.shown = false
      await this.#ask(this.#dialect.entry(this.#entry.open))
    }
    return true
  }

  async #ask(command: Command): Promise<CommandAnswer> {
    const conversation = this.#conversation
    if (!conversation?.alive) return { ok: false, error: notOpen }
    const answer = await conversation.ask(command)
    if (answer?.ok && answer.seen) this.#seen = answer.seen
    return answer ?? { ok: false, error: lost }
  }
}

function isLost(answer: CommandAnswer): boolean {
  return !answer.ok && answer.error === lost
}
