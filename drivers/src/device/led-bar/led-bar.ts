import { delay } from '../../clock.ts'
import { encodeDisplayFrame } from '../../frame/display-template.ts'
import type { DisplayTemplate } from '../../frame/display-template.ts'
import { LED_BAR_PROFILES } from '../../frame/led-bar-profiles.ts'
import type { LedBarKind, LedBarProfile, Motion } from '../../frame/led-bar-profiles.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { Line } from '../../link/link.ts'
import type { WriteResult } from '../../link/write-queue.ts'
import type { Outcome, Device, SelfTest } from '../common/device.ts'
import { DisplayDevice } from '../common/display-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'

/** Which bar, on which line, and its size. */
export type LedBarConfig = {
  id: string
  profile: LedBarKind
  link: LinkConfig
  /** Address on the bus, 0…255; default 1. For Alpha signs 0 means all. */
  address?: number
  /** Dots across and down, which BX controllers must be told; default 128 × 32. */
  width?: number
  height?: number
}

/** How a text is shown. */
export type LedBarStyle = {
  /** Default `still`. */
  motion?: Motion
  /** 1 slow … 5 fast; default 3. */
  speed?: 1 | 2 | 3 | 4 | 5
  /** 1…100 %; left as it is when absent. */
  brightness?: number
}

/**
 * An LED bar or small LED screen in the hall (综合屏, LED 条屏). These bars never answer in a way that can be relied on, so
 * `online` says that the line is open, not that anybody can read it.
 */
export type LedBar = Device<never> & {
  readonly kind: 'ledBar'
  /**
   * Shows these lines from now on, also after the line was lost and found; `ok` when they went out now. `unsupported`
   * for a motion or brightness this kind lacks, `invalidData` for a character it does not have; then nothing changes.
   */
  show(lines: string | readonly string[], style?: LedBarStyle): Promise<Outcome>
  /** Shows a row of eights for a second, then again what was shown, or nothing. */
  selfTest(): Promise<SelfTest>
}

/** Makes an LED bar; `start()` begins to keep it alive. Several may share one RS-485 line. */
export function createLedBar(config: LedBarConfig, surroundings: DeviceSurroundings = {}): LedBar {
  return new TemplateLedBar(config, surroundings)
}

type Shown = { text: string; motion: number; speed: number; brightness: number | undefined }

const USUAL_BRIGHTNESS = 100
/** In halves of a second, as BX controllers count. */
const HOLD = 10
const unsupported: Outcome = { ok: false, error: { code: 'unsupported', action: 'configuration' } }
const invalidData: Outcome = { ok: false, error: { code: 'invalidData', action: 'configuration' } }

class TemplateLedBar extends DisplayDevice<Shown> implements LedBar {
  readonly kind = 'ledBar'
  readonly profile: LedBarKind
  readonly capabilities
  protected readonly pattern: Shown
  protected readonly blank: Shown
  protected readonly identity: string
  readonly #config: LedBarConfig
  readonly #traits: LedBarProfile

  constructor(config: LedBarConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings, {})
    this.#config = config
    this.profile = config.profile
    this.#traits = LED_BAR_PROFILES[config.profile]
    const { motions, speeds, brightnessOf } = this.#traits
    const still = { motion: motions.still ?? 0, speed: speeds[2], brightness: undefined }
    this.pattern = { text: '88888888', ...still }
    this.blank = { text: '', ...still }
    this.identity = `LED bar ${config.profile}`
    this.capabilities = {
      answers: false,
      motions: Object.keys(motions),
      brightness: brightnessOf !== undefined,
    }
  }

  async show(lines: string | readonly string[], style: LedBarStyle = {}): Promise<Outcome> {
    const text = typeof lines === 'string' ? lines : lines.join('\n')
    const { motions, speeds, brightnessOf, knows } = this.#traits
    const { motion = 'still', speed = 3, brightness } = style
    const motionNumber = motions[motion]
    if (motionNumber === undefined || (brightness !== undefined && !brightnessOf)) return unsupported
    if ([...text].some((character) => character !== '\n' && !knows(character))) return invalidData
    return this.keep({
      text,
      motion: motionNumber,
      speed: speeds[speed - 1] ?? speeds[2],
      brightness: brightness ?? this.shown?.brightness,
    })
  }

  protected transmit(line: Line, shown: Shown): Promise<WriteResult> {
    return line.turn(async () => {
      const { show, brightness } = this.#traits
      if (brightness && shown.brightness !== undefined) await line.write(this.#frame(brightness, shown))
      const sent = await line.write(this.#frame(show, shown))
      await delay(this.clock, this.#traits.answerMs)
      return sent
    })
  }

  #frame(template: DisplayTemplate, { text, motion, speed, brightness = USUAL_BRIGHTNESS }: Shown): Buffer {
    const { address = 1, width = 128, height = 32 } = this.#config
    const values = {
      motion,
      speed,
      hold: HOLD,
      brightness: this.#traits.brightnessOf?.(brightness) ?? 0,
      widthBytes: Math.ceil(width / 8),
      height,
    }
    return encodeDisplayFrame(template, address, { text, number: 0, state: 0, values })
  }
}
