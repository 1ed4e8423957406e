import { deadline, within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import { TERMINAL_COMMAND } from '../../frame/card-terminal.ts'
import type { TerminalFrame } from '../../frame/card-terminal.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { errorOfFault } from '../common/link-status.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import { readCardData } from './card-data.ts'
import type {
  CardRead,
  CardReading,
  CardTerminal,
  CardTerminalConfig,
  CardTerminalEvent,
  TerminalKey,
  TerminalLanguage,
  TerminalScreen,
} from './card-terminal.ts'
import { OpenReading } from './open-reading.ts'
import {
  checkValueOf,
  errorOfReason,
  errorOfResult,
  identityOf,
  keyData,
  progressOf,
  readData,
  showData,
  stateOf,
  statusOf,
} from './terminal-messages.ts'
import type { TerminalState } from './terminal-messages.ts'
import { TerminalTalk } from './terminal-talk.ts'

const HEARTBEAT_MS = 5_000
const SELF_TEST_MS = 3_000
const STOP_MS = 2_000
/** A terminal that keeps its own time may tell the end of it a little late. */
const GRACE_MS = 2_000
type Answered = { ok: true; data: Uint8Array } | { ok: false; error: DeviceError }
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const wrongData: DeviceError = { code: 'invalidData', action: 'configuration' }

/** A terminal that speaks our own frame. */
export class OwnCardTerminal extends LineDevice<CardTerminalEvent> implements CardTerminal {
  readonly kind = 'cardTerminal'
  readonly profile = 'own'
  readonly capabilities = { enciphers: true, asksPin: true, chip: true, stripe: true, contactless: true }
  readonly #turns = new Turns()
  #talk: TerminalTalk | undefined
  /** The newest reading, also when it is over: the card may still be in the slot. */
  #reading: OpenReading | undefined
  #state: TerminalState | null = null
  /** Keys that the acquirer gave and it did not take: those that it has are of before. */
  readonly #refusedKeys = new Set<TerminalKey>()
  #identity = ''
  #lastSequence: number
  #cancelTimeout: Cancel | undefined
  #cancelHeartbeat: Cancel | undefined

  constructor(config: CardTerminalConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    // A terminal may still remember what an earlier program asked.
    this.#lastSequence = Math.floor((surroundings.random ?? Math.random)() * 0x10000)
  }

  get state(): TerminalState | null {
    return this.#state
  }

  read(reading: CardReading): Promise<CardRead> {
    this.#end({ outcome: 'canceled', by: 'host' })
    const data = readData(reading)
    if (!data) return Promise.resolve({ outcome: 'failed', error: wrongData })
    const open = new OpenReading(reading.requestId, this.#nextSequence())
    this.#reading = open
    this.#cancelTimeout = deadline(this.clock, reading.timeoutMs + GRACE_MS, () => {
      this.#end({ outcome: 'timeOut' })
      void this.#order(TERMINAL_COMMAND.cancel, open.sequence)
    })
    void this.#turns.run(async () => {
      if (open.isOver) return
      const begun = await this.#request(TERMINAL_COMMAND.read, open.sequence, data)
      if (begun.ok) open.isTaken = true
      else if (this.#reading === open) this.#end({ outcome: 'failed', error: begun.error })
    })
    return open.outcome
  }

  async cancel(requestId: string): Promise<Outcome> {
    const open = this.#reading
    if (!open || open.isOver || open.requestId !== requestId) return { ok: true }
    this.#end({ outcome: 'canceled', by: 'host' })
    // The next line begins with `idle`.
    return this.lineError() ? { ok: true } : this.#order(TERMINAL_COMMAND.cancel, open.sequence)
  }

  show(screen: TerminalScreen, language: TerminalLanguage = 'zh'): Promise<Outcome> {
    return this.#order(TERMINAL_COMMAND.show, this.#nextSequence(), showData(screen, language))
  }

  async loadKey(key: TerminalKey, cipher: string, checkValue: string): Promise<Outcome> {
    const data = keyData(key, cipher, checkValue)
    if (!data) return { ok: false, error: wrongData }
    return this.#turns.run(async () => {
      const answer = await this.#answer(TERMINAL_COMMAND.loadKey, this.#nextSequence(), data)
      const outcome = this.#loaded(answer, checkValue)
      if (outcome.ok) this.#refusedKeys.delete(key)
      else if (outcome.error.code === 'invalidData') this.#refusedKeys.add(key)
      await this.#look()
      return outcome
    })
  }

  /** A key counts as put in when the terminal itself says so, with the check value that it has of it. */
  #loaded(answer: Answered, checkValue: string): Outcome {
    if (!answer.ok) return answer
    return checkValueOf(answer.data) === checkValue.toUpperCase()
      ? { ok: true }
      : { ok: false, error: wrongData }
  }

  async selfTest(): Promise<SelfTest> {
    const busy = this.#reading?.isOver === false
    const tested = await this.#turns.run(() => this.#look(busy ? 'status' : 'selfTest'))
    const error = tested ?? this.status.error
    return error ? { ok: false, error } : { ok: true, identity: this.#identity }
  }

  protected greet(line: Line): void {
    const talk = new TerminalTalk({
      line,
      clock: this.clock,
      counters: this.talk,
      onEvent: (frame) => this.#hear(frame),
    })
    this.#talk = talk
    void this.#begin(talk).then((isThere) => {
      if (!isThere) return line.drop('silent')
      line.ready()
      this.#heartbeatLater(line)
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#talk?.receive(bytes)
  }

  /** A reading does not outlive its line: what its card gave meanwhile is not asked for again. */
  protected lineEnded(): void {
    this.#cancelHeartbeat?.()
    this.#talk?.end()
    this.#talk = undefined
    this.#state = null
    // It may be another terminal that comes back.
    this.#refusedKeys.clear()
    const { state } = this.link
    const error = errorOfFault(state.name === 'lost' ? state.fault : 'closed')
    this.#end({ outcome: 'failed', error })
  }

  protected readyStatus(): DeviceStatus {
    return this.#state ? statusOf(this.#state, this.#refusedKeys) : { device: 'online' }
  }

  protected async finish(): Promise<void> {
    const open = this.#reading
    if (open && !open.isOver) {
      this.#end({ outcome: 'canceled', by: 'host' })
      const { sequence } = open
      void this.#turns.run(async () => void (await this.#talk?.ask(TERMINAL_COMMAND.cancel, sequence)))
    }
    await within(this.clock, STOP_MS, this.#turns.idle(), undefined)
  }

  /** Who it is, nothing left of an earlier reading, how it is. */
  async #begin(talk: TerminalTalk): Promise<boolean> {
    const told = await talk.ask(TERMINAL_COMMAND.identify, this.#nextSequence())
    if (!told) return false
    this.#identity = identityOf(told)
    if (!(await talk.ask(TERMINAL_COMMAND.idle, this.#nextSequence()))) return false
    const data = await talk.ask(TERMINAL_COMMAND.status, this.#nextSequence())
    this.#state = (data && stateOf(data)) ?? null
    return this.#state !== null
  }

  #hear(frame: TerminalFrame): void {
    if (frame.data.length < 2) return
    this.#talk?.seen(frame)
    const reading = this.#reading
    if (!reading?.takes(frame)) {
      this.talk.strays += 1
      return
    }
    const body = frame.data.subarray(2)
    const event = progressOf(frame.command, body, reading.requestId)
    this.#see(frame.command, body)
    const isNews = !reading.isOver || event?.type === 'cardRemoved'
    if (event && isNews) this.emit(event)
    const outcome = outcomeOf(frame.command, body)
    if (outcome) this.#end(outcome)
  }

  /** What an event says of the slot and of the terminal itself. */
  #see(command: number, body: Uint8Array): void {
    if (!this.#state) return
    const inserted = command === TERMINAL_COMMAND.cardPresented && body[0] === 1
    const tampered = command === TERMINAL_COMMAND.failed && body[0] === 3
    if (inserted || command === TERMINAL_COMMAND.cardRemoved) this.#state = { ...this.#state, card: inserted }
    if (tampered) this.#state = { ...this.#state, tampered, keys: { pin: false, track: false } }
    this.publish()
  }

  #end(outcome: CardRead): void {
    if (this.#reading?.end(outcome)) this.#cancelTimeout?.()
  }

  #order(command: number, sequence: number, data?: Uint8Array): Promise<Outcome> {
    return this.#turns.run(() => this.#request(command, sequence, data))
  }

  async #request(command: number, sequence: number, data?: Uint8Array): Promise<Outcome> {
    const answer = await this.#answer(command, sequence, data)
    return answer.ok ? { ok: true } : answer
  }

  async #answer(command: number, sequence: number, data?: Uint8Array): Promise<Answered> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const talk = this.#talk
    const answer = await talk?.ask(command, sequence, data)
    if (!answer) {
      talk?.line.drop('silent')
      return { ok: false, error: noAnswer }
    }
    const refusal = errorOfResult(answer[0])
    return refusal ? { ok: false, error: refusal } : { ok: true, data: answer }
  }

  /** Asks how it is, and tells it; gives why that could not be had. */
  async #look(how: 'status' | 'selfTest' = 'status'): Promise<DeviceError | undefined> {
    const error = this.lineError()
    if (error) return error
    const talk = this.#talk
    const asked = this.#reading?.isTaken === true && !this.#reading.isOver ? this.#reading : undefined
    const answerMs = how === 'selfTest' ? SELF_TEST_MS : undefined
    const data = await talk?.ask(TERMINAL_COMMAND[how], this.#nextSequence(), undefined, answerMs)
    const state = data && stateOf(data)
    if (!state) {
      talk?.line.drop('silent')
      return noAnswer
    }
    if (talk !== this.#talk) return noAnswer
    this.#state = state
    // It lost its power and its memory meanwhile.
    if (asked && state.reading !== asked.sequence && asked === this.#reading)
      this.#end({ outcome: 'failed', error: noAnswer })
    this.publish()
    return undefined
  }

  #nextSequence(): number {
    this.#lastSequence = (this.#lastSequence + 1) & 0xffff
    return this.#lastSequence
  }

  #heartbeatLater(line: Line): void {
    this.#cancelHeartbeat = this.clock.after(HEARTBEAT_MS, () => {
      void this.#turns.run(() => this.#look()).then(() => line.alive && this.#heartbeatLater(line))
    })
  }
}

/** How an event ends its reading; undefined: it does not. */
function outcomeOf(command: number, body: Uint8Array): CardRead | undefined {
  switch (command) {
    case TERMINAL_COMMAND.cancelled:
      return { outcome: 'canceled', by: 'customer' }
    case TERMINAL_COMMAND.timedOut:
      return { outcome: 'timeOut' }
    case TERMINAL_COMMAND.cardRemoved:
      return { outcome: 'cardRemoved' }
    case TERMINAL_COMMAND.failed:
      return { outcome: 'failed', error: errorOfReason(body[0]) }
    case TERMINAL_COMMAND.cardRead: {
      const card = readCardData(body)
      if (typeof card === 'object') return { outcome: 'read', card }
      return { outcome: 'failed', error: { code: card, action: 'maintenance' } }
    }
    default:
      return undefined
  }
}
