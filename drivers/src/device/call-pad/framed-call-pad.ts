import type { Cancel } from '../../clock.ts'
import { CALL_PAD_COMMAND, createCallPadReader, encodeCallPadFrame } from '../../frame/call-pad.ts'
import type { CallPadFrame } from '../../frame/call-pad.ts'
import type { Line } from '../../link/link.ts'
import { fittingGb18030 } from '../../paper/fitting.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { Exchange } from '../common/exchange.ts'
import type { Question } from '../common/exchange.ts'
import { readKeyTable } from '../common/key-table.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type { CallPad, CallPadConfig, CallPadEvent, CallPadKey } from './call-pad.ts'
import { isCallPadKey, ownKeys } from './keys.ts'
import { nameTold } from '../common/seen-text.ts'

const ANSWER_MS = 200
const TRIES = 2
const GAP_MS = 50
const USUAL_POLL_MS = 300
const LINE_BYTES = 32
const nothing = new Uint8Array(0)
const misconfigured: DeviceError = { code: 'misconfigured', action: 'configuration' }
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

/** One press of a key: drawn anew by the pad each time it is switched on, and counted. */
type Press = { boot: number; number: number }

/** A pad that is polled on a bus; see `frame/call-pad.ts` for what goes over the wire. */
export class FramedCallPad extends LineDevice<CallPadEvent> implements CallPad {
  readonly kind = 'callPad'
  readonly profile = 'own'
  readonly capabilities
  readonly #address: number
  /** `undefined` when the configuration names a byte or a key that there is not. */
  readonly #keys: ReadonlyMap<number, CallPadKey> | undefined
  readonly #pollMs: number
  #exchange: Exchange<CallPadFrame> | undefined
  #identity = ''
  #seen: Press = { boot: 0, number: 0 }
  #text: string | undefined
  #cancelPoll: Cancel | undefined

  constructor(config: CallPadConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings, {})
    const { address = 1, keys = ownKeys, pollMs = USUAL_POLL_MS } = config
    this.#address = address
    this.#keys = readKeyTable(keys, isCallPadKey)
    this.#pollMs = pollMs
    this.capabilities = { display: true, repeatsUntilSeen: true, keys: [...new Set(this.#keys?.values())] }
  }

  async show(text: string): Promise<Outcome> {
    this.#text = text
    const error = this.lineError()
    return error ? { ok: false, error } : this.#showNow(text)
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const answer = await this.#exchange?.ask(this.#identify())
    return answer ? { ok: true, identity: this.#identity } : { ok: false, error: noAnswer }
  }

  protected greet(line: Line): void {
    const exchange = new Exchange<CallPadFrame>({
      line,
      clock: this.clock,
      reader: createCallPadReader(),
      gapMs: GAP_MS,
      counters: this.talk,
      marker: this.#identify(),
    })
    this.#exchange = exchange
    void exchange.ask(this.#identify()).then((answer) => {
      if (!answer) return line.drop('silent')
      this.#identity = nameTold(answer.data.subarray(1))
      line.ready()
      if (this.#text !== undefined) void this.#showNow(this.#text)
      this.#pollLater(line, exchange)
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#exchange?.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelPoll?.()
    this.#exchange?.end()
    this.#exchange = undefined
  }

  protected readyStatus(): DeviceStatus {
    return this.#keys ? { device: 'online' } : { device: 'userError', error: misconfigured }
  }

  protected finish(): Promise<void> {
    this.#cancelPoll?.()
    return Promise.resolve()
  }

  async #showNow(text: string): Promise<Outcome> {
    const answer = await this.#exchange?.ask(
      this.#question(CALL_PAD_COMMAND.show, fittingGb18030(text, LINE_BYTES)),
    )
    if (!answer) return { ok: false, error: noAnswer }
    return answer.data[0] === 0 ? { ok: true } : { ok: false, error: { code: 'refused', action: 'reset' } }
  }

  #pollLater(line: Line, exchange: Exchange<CallPadFrame>): void {
    this.#cancelPoll = this.clock.after(this.#pollMs, () => {
      void this.#poll(line, exchange).then(() => line.alive && this.#pollLater(line, exchange))
    })
  }

  /** Two polls without an answer end the line: the next greeting finds the pad again. */
  async #poll(line: Line, exchange: Exchange<CallPadFrame>): Promise<void> {
    const { boot, number } = this.#seen
    const answer = await exchange.ask(this.#question(CALL_PAD_COMMAND.poll, Uint8Array.of(boot, number)))
    if (!line.alive) return
    if (answer) this.#hear(answer.data)
    else line.drop('silent')
  }

  /** A pad repeats a press until it is told that it was seen, so it counts once however often it is heard. */
  #hear([boot, number, code]: Uint8Array): void {
    if (boot === undefined || number === undefined || code === undefined) return
    if (boot === this.#seen.boot && number === this.#seen.number) return
    this.#seen = { boot, number }
    const key = this.#keys?.get(code)
    if (key) this.emit({ type: 'key', key, address: this.#address })
    else this.talk.strays += 1
  }

  #identify(): Question<CallPadFrame, CallPadFrame> {
    return this.#question(CALL_PAD_COMMAND.identify, nothing)
  }

  #question(command: number, data: Uint8Array): Question<CallPadFrame, CallPadFrame> {
    const address = this.#address
    const match = (frame: CallPadFrame) =>
      frame.address === address && frame.command === (command | CALL_PAD_COMMAND.answer) ? frame : undefined
    return { bytes: encodeCallPadFrame({ address, command, data }), match, answerMs: ANSWER_MS, tries: TRIES }
  }
}
