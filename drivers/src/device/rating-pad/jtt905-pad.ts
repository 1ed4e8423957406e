import { deadline, within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import {
  createJtt905Reader,
  encodeJtt905,
  JTT905_COMMAND,
  JTT905_DEVICE,
  JTT905_DONE,
} from '../../frame/jtt905.ts'
import type { Jtt905Frame } from '../../frame/jtt905.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { Exchange } from '../common/exchange.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type { RatingLevel } from './rating-level.ts'
import type { Invitation, Jtt905PadConfig, RatingPad, RatingPadEvent } from './rating-pad.ts'

const usualLevels: Readonly<Record<number, RatingLevel>> = { 1: 4, 2: 3, 3: 2, 4: 1 }
const NOT_RATED = 0
const TRIES = 3
const ANSWER_MS = 500
const GAP_MS = 150
const HEARTBEAT_MS = 5_000
const STOP_MS = 2_000
/** The pad may tell a rating a little after its time. */
const GRACE_MS = 1_500
const LONGEST_ASK_S = 255
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const refused: DeviceError = { code: 'refused', action: 'reset' }
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }

type Asking = keyof typeof JTT905_COMMAND

/**
 * A service evaluator of JT/T 905. Its ratings do not name an invitation, so each invitation begins with an
 * acknowledged `stop`: a line keeps order, and whatever was rated before comes before that acknowledgement.
 */
export class Jtt905RatingPad extends LineDevice<RatingPadEvent> implements RatingPad {
  readonly kind = 'ratingPad'
  readonly profile = 'jtt905'
  readonly capabilities: Readonly<Record<string, boolean | number>>
  readonly #maker: number
  readonly #levels: Readonly<Record<number, RatingLevel>>
  readonly #turns = new Turns()
  #exchange: Exchange<Jtt905Frame> | undefined
  #line: Line | undefined
  /** The invitation that the next rating belongs to. */
  #open: number | undefined
  #identity = ''
  #cancelTimeout: Cancel | undefined
  #cancelHeartbeat: Cancel | undefined

  constructor(config: Jtt905PadConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    this.#maker = config.maker ?? 0
    this.#levels = config.levels ?? usualLevels
    const levels = new Set(Object.values(this.#levels)).size
    this.capabilities = { levels, asks: true, namesInvitation: false, shows: false }
  }

  invite({ sequence, timeoutMs }: Invitation): Promise<Outcome> {
    return this.#turns.run(async () => {
      this.#end('cancelled')
      const stopped = await this.#order('stop')
      if (!stopped.ok) return stopped
      this.#open = sequence
      this.#cancelTimeout = deadline(this.clock, timeoutMs + GRACE_MS, () => this.#end('timedOut'))
      const seconds = Math.max(1, Math.min(LONGEST_ASK_S, Math.ceil(timeoutMs / 1_000)))
      const asked = await this.#order('ask', Uint8Array.of(seconds))
      if (!asked.ok && this.#open === sequence) this.#close()
      return asked
    })
  }

  cancel(sequence: number): Promise<Outcome> {
    return this.#turns.run(async () => {
      if (this.#open !== sequence) return { ok: true }
      this.#close()
      return this.#order('stop')
    })
  }

  welcome(): Promise<Outcome> {
    return Promise.resolve({ ok: false, error: unsupported })
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const isThere = await this.#turns.run(() => this.#meet())
    return isThere ? { ok: true, identity: this.#identity } : { ok: false, error: noAnswer }
  }

  protected greet(line: Line): void {
    this.#line = line
    this.#exchange = new Exchange({
      line,
      clock: this.clock,
      reader: createJtt905Reader(),
      gapMs: GAP_MS,
      counters: this.talk,
      // A reply names its command, and all commands may be repeated: what is late answers nothing else.
      marker: this.#question('status', this.#now()),
      onEvent: (frame) => this.#hear(frame),
    })
    void this.#meet().then((isThere) => {
      if (!isThere) return line.drop('silent')
      line.ready()
      this.#heartbeatLater(line)
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#exchange?.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelHeartbeat?.()
    this.#exchange?.end()
    this.#exchange = undefined
    this.#line = undefined
  }

  protected readyStatus(): DeviceStatus {
    return { device: 'online' }
  }

  protected async finish(): Promise<void> {
    const wasOpen = this.#open !== undefined
    this.#end('cancelled')
    if (wasOpen) void this.#turns.run(async () => this.#exchange?.ask(this.#question('stop')))
    await within(this.clock, STOP_MS, this.#turns.idle(), undefined)
  }

  /** Asks for the state; says whether the pad is there. */
  async #meet(): Promise<boolean> {
    const reply = await this.#exchange?.ask(this.#question('status', this.#now()))
    if (!reply) return false
    const hex = Buffer.from(reply.data).toString('hex')
    this.#identity = `JT/T 905 evaluator ${hex.slice(0, 10)}, hardware ${hex.slice(10, 12)}, software ${hex.slice(12, 16)}`
    return true
  }

  async #order(command: Asking, data?: Uint8Array): Promise<Outcome> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const reply = await this.#exchange?.ask(this.#question(command, data))
    if (!reply) {
      this.#line?.drop('silent')
      return { ok: false, error: noAnswer }
    }
    return reply.data[0] === JTT905_DONE ? { ok: true } : { ok: false, error: refused }
  }

  #question(command: Asking, data: Uint8Array = new Uint8Array(0)) {
    const code = JTT905_COMMAND[command]
    const match = (frame: Jtt905Frame) => (isOurs(frame) && frame.command === code ? frame : undefined)
    return { bytes: this.#frame(code, data), match, answerMs: ANSWER_MS, tries: TRIES }
  }

  #hear(frame: Jtt905Frame): boolean {
    if (!isOurs(frame) || frame.command !== JTT905_COMMAND.rated) return false
    void this.#line?.write(this.#frame(JTT905_COMMAND.rated, Uint8Array.of(JTT905_DONE)))
    const rating = frame.data[0]
    if (rating === NOT_RATED) this.#end('timedOut')
    else if (rating !== undefined) this.#rate(this.#levels[rating])
    return true
  }

  #rate(level: RatingLevel | undefined): void {
    if (level === undefined) return
    const open = this.#open
    this.#close()
    if (open !== undefined) this.emit({ type: 'rated', sequence: open, level })
    else this.talk.strays += 1
  }

  #end(how: 'timedOut' | 'cancelled'): void {
    const open = this.#open
    this.#close()
    if (open !== undefined) this.emit({ type: how, sequence: open })
  }

  #close(): void {
    this.#cancelTimeout?.()
    this.#open = undefined
  }

  #frame(command: number, data: Uint8Array): Buffer {
    return encodeJtt905({ device: JTT905_DEVICE.evaluatorBehind, maker: this.#maker, command, data })
  }

  /** The time as the standard has it: BCD `YYYYMMDDhhmmss`, local. */
  #now(): Buffer {
    const now = new Date(this.clock.now())
    const parts = [now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()]
    const digits = String(now.getFullYear()) + parts.map((part) => String(part).padStart(2, '0')).join('')
    return Buffer.from(digits, 'hex')
  }

  #heartbeatLater(line: Line): void {
    this.#cancelHeartbeat = this.clock.after(HEARTBEAT_MS, () => {
      void this.selfTest().then((test) => {
        if (!test.ok) line.drop('silent')
        if (line.alive) this.#heartbeatLater(line)
      })
    })
  }
}

function isOurs({ device }: Jtt905Frame): boolean {
  return device === JTT905_DEVICE.evaluatorBehind || device === JTT905_DEVICE.evaluatorInFront
}
