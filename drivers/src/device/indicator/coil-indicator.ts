import type { Cancel } from '../../clock.ts'
import { coilIn, createModbusReader, readCoils, writeCoils } from '../../frame/modbus.ts'
import type { ModbusReply } from '../../frame/modbus.ts'
import type { Line } from '../../link/link.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { Exchange } from '../common/exchange.ts'
import type { Question } from '../common/exchange.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError } from '../common/status.ts'
import type { Indicator, IndicatorConfig } from './indicator.ts'
import { LightBoard } from './light-board.ts'

const ANSWER_MS = 300
const TRIES = 2
const GAP_MS = 50
const USUAL_POLL_MS = 3_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

/** A relay board over Modbus RTU. Looks from time to time whether the board still shows what it was told, and repeats it if not. */
export class CoilIndicator extends LightBoard implements Indicator {
  readonly #address: number
  #exchange: Exchange<ModbusReply> | undefined
  #told: readonly boolean[] = []
  #cancelLook: Cancel | undefined

  constructor(config: IndicatorConfig, surroundings: DeviceSurroundings) {
    super(config, surroundings, true, {})
    this.#address = config.address ?? 1
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const states = await this.#exchange?.ask(this.#look())
    return states
      ? { ok: true, identity: `Modbus coils at ${this.#address}` }
      : { ok: false, error: this.lineError() ?? noAnswer }
  }

  protected greet(line: Line): void {
    const exchange = new Exchange<ModbusReply>({
      line,
      clock: this.clock,
      reader: createModbusReader(),
      gapMs: GAP_MS,
      counters: this.talk,
    })
    this.#exchange = exchange
    void exchange.ask(this.#look()).then((states) => {
      if (!states) return line.drop('silent')
      this.begin(line)
      this.#lookLater(line, exchange)
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#exchange?.receive(bytes)
  }

  protected override lineEnded(): void {
    super.lineEnded()
    this.#cancelLook?.()
    this.#exchange?.end()
    this.#exchange = undefined
  }

  protected override finish(): Promise<void> {
    this.#cancelLook?.()
    return super.finish()
  }

  /** One write for all channels, so that two lamps that flash together change together. */
  protected async switchTo(channels: readonly boolean[]): Promise<Outcome> {
    if (channels.length === 0) return { ok: true }
    const answer = await this.#exchange?.ask(this.#write(channels))
    if (!answer) return { ok: false, error: this.lineError() ?? noAnswer }
    this.#told = channels
    if (!('exception' in answer)) return { ok: true }
    this.talk.naks += 1
    return { ok: false, error: { code: 'refused', action: 'configuration' } }
  }

  #lookLater(line: Line, exchange: Exchange<ModbusReply>): void {
    this.#cancelLook = this.clock.after(this.config.pollMs ?? USUAL_POLL_MS, () => {
      void this.#compare(line, exchange).then(() => line.alive && this.#lookLater(line, exchange))
    })
  }

  /** A board that was switched off and on shows nothing: it is told anew. */
  async #compare(line: Line, exchange: Exchange<ModbusReply>): Promise<void> {
    const told = this.#told
    const states = await exchange.ask(this.#look())
    if (!line.alive) return
    if (!states) return line.drop('silent')
    const differs = told === this.#told && told.some((on, index) => on !== coilIn(states, index))
    if (differs) await this.switchTo(this.channels())
  }

  #look(): Question<ModbusReply, Uint8Array> {
    const address = this.#address
    const count = Math.max(1, this.channels().length)
    const match = (reply: ModbusReply) => {
      if (reply.address !== address || reply.function !== 0x01) return undefined
      // A board that does not let its coils be read is there all the same; nothing can be compared then.
      if ('exception' in reply) return packed(this.#told)
      return 'data' in reply && reply.data.length === Math.ceil(count / 8) ? reply.data : undefined
    }
    return { bytes: readCoils(address, 0, count), match, answerMs: ANSWER_MS, tries: TRIES }
  }

  #write(channels: readonly boolean[]): Question<ModbusReply, ModbusReply> {
    const address = this.#address
    const match = (reply: ModbusReply) => {
      if (reply.address !== address || reply.function !== 0x0f) return undefined
      const repeats = 'coil' in reply && reply.coil === 0 && reply.value === channels.length
      return repeats || 'exception' in reply ? reply : undefined
    }
    return { bytes: writeCoils(address, 0, channels), match, answerMs: ANSWER_MS, tries: TRIES }
  }
}

function packed(channels: readonly boolean[]): Uint8Array {
  return writeCoils(1, 0, channels).subarray(7, -2)
}
