import type { Cancel } from '../../clock.ts'
import type { Line } from '../../link/link.ts'
import type { Capabilities, Outcome } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceStatus } from '../common/status.ts'
import type { BusManners } from '../../link/bus.ts'
import type { IndicatorConfig } from './indicator.ts'
import { channelsAt, firstColour, highestChannel, nextChangeMs } from './lights.ts'
import type { Flash, LightColour } from './lights.ts'

/** Keeps the lights of a board as they were asked for, and makes those flash that shall. */
export abstract class LightBoard extends LineDevice<never> {
  readonly kind = 'indicator'
  readonly profile: string
  readonly capabilities: Capabilities
  protected readonly config: IndicatorConfig
  readonly #shining = new Map<string, { flash: Flash; colour: LightColour }>()
  #line: Line | undefined
  #cancelFlash: Cancel | undefined

  constructor(
    config: IndicatorConfig,
    surroundings: DeviceSurroundings,
    answers: boolean,
    manners?: BusManners,
  ) {
    super(config.id, config.link, surroundings, manners)
    this.config = config
    this.profile = config.profile
    this.capabilities = {
      answers,
      lights: Object.keys(config.lights),
      channels: highestChannel(config.lights),
    }
  }

  async set(light: string, flash: Flash, wanted?: LightColour): Promise<Outcome> {
    const { lights } = this.config
    const colour = wanted ?? firstColour(lights, light)
    const channels = Object.hasOwn(lights, light) ? lights[light] : undefined
    if (!channels || colour === undefined)
      return { ok: false, error: { code: 'invalidData', action: 'configuration' } }
    if (channels[colour] === undefined)
      return { ok: false, error: { code: 'unsupported', action: 'configuration' } }
    this.#shining.set(light, { flash, colour })
    const error = this.lineError()
    return error ? { ok: false, error } : this.#shine()
  }

  /** Brings the channels, channel 1 first, to these states. */
  protected abstract switchTo(channels: readonly boolean[]): Promise<Outcome>

  /** What the channels should be now. */
  protected channels(): boolean[] {
    return channelsAt(this.config.lights, this.#shining, this.clock.monotonic())
  }

  /** The board is there: it gets what is asked for by now, whatever it showed before. */
  protected begin(line: Line): void {
    this.#line = line
    line.ready()
    void this.#shine()
  }

  protected lineEnded(): void {
    this.#cancelFlash?.()
    this.#line = undefined
  }

  protected readyStatus(): DeviceStatus {
    return { device: 'online' }
  }

  protected finish(): Promise<void> {
    this.#cancelFlash?.()
    return Promise.resolve()
  }

  async #shine(): Promise<Outcome> {
    const line = this.#line
    this.#cancelFlash?.()
    const outcome = await this.switchTo(this.channels())
    if (line?.alive && line === this.#line) this.#flashLater()
    return outcome
  }

  #flashLater(): void {
    this.#cancelFlash?.()
    const ms = nextChangeMs(this.#shining, this.clock.monotonic())
    if (ms !== undefined) this.#cancelFlash = this.clock.after(Math.max(1, ms), () => void this.#shine())
  }
}
