import type { HallView } from '@service-hall/contract'
import type { CounterDisplay } from '@service-hall/drivers'
import { reasonOf } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { StationDevices } from '../devices/station-devices.ts'
import { shownAt } from './counter-text.ts'
import { LastShown } from './last-shown.ts'

/** Keeps the LED displays above the counters true to the hall. The driver shows it again after a lost line. */
export class CounterDisplays {
  readonly #devices: StationDevices
  readonly #log: Log
  readonly #shown = new LastShown<CounterDisplay>()

  constructor(devices: StationDevices, log: Log) {
    this.#devices = devices
    this.#log = log
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    const displays = this.#devices.ofKind('counterDisplay')
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
