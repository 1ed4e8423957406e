import { reasonOf } from '@service-hall/server-kit'
import type { Cancel } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import { isInUse } from './in-use.ts'
import { powerAt } from './power.ts'

const LOOK_MS = 30_000
/** Who switches a machine on by hand out of its hours wants to work at it: it stays on for so long, ms. */
const STAYS_MS = 30 * 60_000
/** It comes on a little before its time, s, and for less than this it is not switched off at all. */
const LEAD_SECONDS = 120
const LEAST_SECONDS = 15 * 60
/** Before an order that failed is given again, ms. */
const AGAIN_MS = 10 * 60_000

/**
 * Switches the machine off at its hours, to come on again by its own alarm clock: by the calendar that it keeps, whether
 * the hall is there or not. Never while somebody uses it, and only where its own settings let the region switch it off.
 */
export class PowerKeeper {
  readonly #ports: Ports
  #startedAt = 0
  #notBefore = 0
  #cancel: Cancel | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  start(): void {
    this.#startedAt = this.#ports.clock.monotonic()
    this.#notBefore = this.#startedAt
    this.#lookLater()
  }

  stop(): void {
    this.#cancel?.()
  }

  #lookLater(): void {
    this.#cancel = this.#ports.clock.after(LOOK_MS, () => {
      this.#look()
      this.#lookLater()
    })
  }

  #look(): void {
    const { memory, hall, clock, log, machine, allows } = this.#ports
    const calendar = memory.state.directives.settings?.power
    const timeZone = hall.config?.hall.timeZone
    if (!calendar || timeZone === undefined || !machine || !allows.includes('powerOff')) return
    const { on, onInMinutes } = powerAt(calendar, {
      ...{ stationId: hall.stationId, at: hall.hallNow(), timeZone },
    })
    const now = clock.monotonic()
    if (on || onInMinutes === null || now < this.#notBefore || now - this.#startedAt < STAYS_MS) return
    const seconds = onInMinutes * 60 - LEAD_SECONDS
    if (seconds < LEAST_SECONDS || isInUse(this.#ports)) return
    this.#notBefore = now + AGAIN_MS
    log.info('power.off', { forSeconds: seconds })
    machine
      .powerOff(seconds)
      .then((wakes) => {
        if (!wakes) log.warn('power.noAlarm')
      })
      .catch((cause: unknown) => log.warn('power.failed', { reason: reasonOf(cause) }))
  }
}
