import type { HallView } from '@service-hall/contract'
import type { LedBar, Outcome } from '@service-hall/drivers'
import { reasonOf } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { StationDevices } from '../devices/station-devices.ts'
import { barLines } from './bar-text.ts'
import type { BarLines } from './bar-text.ts'
import { LastShown } from './last-shown.ts'

/** Keeps the LED bars of the hall (综合屏) true to its last calls. The driver shows it again after a lost line. */
export class LedBars {
  readonly #devices: StationDevices
  readonly #log: Log
  readonly #shown = new LastShown<LedBar>()

  constructor(devices: StationDevices, log: Log) {
    this.#devices = devices
    this.#log = log
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    const bars = this.#devices.ofKind('ledBar')
    this.#shown.keepOnly(bars.map(({ device }) => device))
    for (const { config, device } of bars) {
      const lines = barLines(view, config.rows)
      if (!this.#shown.isNew(device, JSON.stringify(lines.chinese))) continue
      show(device, lines).then(
        (outcome) =>
          outcome.ok || this.#log.info('bar.notShown', { device: config.id, error: outcome.error.code }),
        (cause: unknown) => this.#log.warn('bar.failed', { device: config.id, reason: reasonOf(cause) }),
      )
    }
  }
}

async function show(bar: LedBar, { chinese, plain }: BarLines): Promise<Outcome> {
  const outcome = await bar.show(chinese)
  return !outcome.ok && outcome.error.code === 'invalidData' ? bar.show(plain) : outcome
}
