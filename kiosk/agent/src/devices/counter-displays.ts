import type { HallView } from '@service-hall/contract'
import type { CounterDisplay } from '@service-hall/drivers'
import { reasonOf } from '../log.ts'
import type { Log } from '../log.ts'
import { shownAt } from './counter-words.ts'
import { LastShown } from './last-shown.ts'
import type { Rack } from './rack.ts'

/** Keeps the LED displays above the counters true to the hall. The driver shows it again after a lost line. */
export class CounterDisplays {
  readonly #rack: Rack
  readonly #log: Log
  readonly #shown = new LastShown<CounterDisplay>()

  constructor(rack: Rack, log: Log) {
    this.#rack = rack
    this.#log = log
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    const displays = this.#rack.ofKind('counterDisplay')
    this.#shown.keepOnly(displays.map(({ device }) => device))
    for (const { config, device } of displays) {
      const { id, counter: counterId } = config
      const shown = shownAt(view, view.counters[counterId])
      // A recall shows the number anew: some displays flash on every frame that calls.
      const times = view.calls.find((call) => call.counterId === counterId)?.callNumber ?? 0
      if (!this.#shown.isNew(device, JSON.stringify([shown, shown.state === 'calling' ? times : 0]))) continue
      device
        .show(shown)
        .catch((cause: unknown) => this.#log.warn('display.failed', { device: id, reason: reasonOf(cause) }))
    }
  }
}
