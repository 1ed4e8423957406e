import type { DeviceId, HallView } from '@service-hall/contract'
import { CallPads } from './call-pads.ts'
import type { CallPadsOptions } from './call-pads.ts'
import { CounterDisplays } from './counter-displays.ts'
import { CounterLights } from './counter-lights.ts'
import { LedBars } from './led-bars.ts'
import type { DrivenEvent } from './rack.ts'
import { RatingPads } from './rating-pads.ts'
import type { RatingPadsOptions } from './rating-pads.ts'

/** The devices of counters and hall that follow the facts of the hall, whichever of them this station drives. */
export class FloorDevices {
  readonly #pads: RatingPads
  readonly #callPads: CallPads
  readonly #shows: readonly { follow(view: HallView): void }[]

  constructor(options: RatingPadsOptions & CallPadsOptions) {
    const { rack, log } = options
    this.#pads = new RatingPads(options)
    this.#callPads = new CallPads(options)
    this.#shows = [
      new CounterDisplays(rack, log),
      new LedBars(rack, log),
      new CounterLights(rack, log),
      this.#callPads,
      this.#pads,
    ]
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    for (const show of this.#shows) show.follow(view)
  }

  /** A rating pad is there again: what it showed may be gone with its power. */
  padAgain(deviceId: DeviceId): void {
    this.#pads.again(deviceId)
  }

  onEvent({ kind, config, event }: DrivenEvent): void {
    if (kind === 'ratingPad') this.#pads.onEvent(config, event)
    if (kind === 'callPad') this.#callPads.onEvent(config, event)
  }
}
