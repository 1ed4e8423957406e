import type { Counter, HallView } from '@service-hall/contract'
import type { Flash, Indicator } from '@service-hall/drivers'
import { reasonOf } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { StationDevices } from '../devices/station-devices.ts'
import { LastShown } from './last-shown.ts'

type Shine = { flash: Flash; colour: 'red' | 'green' }

/** How the light of a counter shines: green while it is open, flashing while a customer is called, else red. */
export function shineOf(view: HallView, counter: Counter | undefined): Shine {
  if (counter?.duty.status !== 'open') return { flash: 'continuous', colour: 'red' }
  const held = counter.holding === null ? undefined : view.tickets[counter.holding]
  return { flash: held?.state.status === 'called' ? 'mediumFlash' : 'continuous', colour: 'green' }
}

/** Keeps the indicator lights of the counters true to the hall. The driver lights them again after a lost line. */
export class CounterLights {
  readonly #devices: StationDevices
  readonly #log: Log
  readonly #shown = new LastShown<Indicator>()

  constructor(devices: StationDevices, log: Log) {
    this.#devices = devices
    this.#log = log
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    const boards = this.#devices.ofKind('indicator')
    this.#shown.keepOnly(boards.map(({ device }) => device))
    for (const { config, device } of boards) {
      const wanted = config.lights.map((light) => ({
        light,
        shine: shineOf(view, view.counters[light.counter]),
      }))
      if (!this.#shown.isNew(device, JSON.stringify(wanted))) continue
      for (const { light, shine } of wanted) {
        const isThere = light[shine.colour] !== undefined
        const set = isThere
          ? device.set(light.counter, shine.flash, shine.colour)
          : device.set(light.counter, 'off')
        set.catch((cause: unknown) =>
          this.#log.warn('light.failed', { device: config.id, reason: reasonOf(cause) }),
        )
      }
    }
  }
}
