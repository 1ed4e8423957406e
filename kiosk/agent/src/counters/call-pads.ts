import { waitingCount } from '@service-hall/contract'
import type { CallKey, CounterId, HallView } from '@service-hall/contract'
import type { CallPad, CallPadEvent, CallPadKey } from '@service-hall/drivers'
import { reasonOf } from '@service-hall/server-kit'
import type { Driven } from '../devices/station-devices.ts'
import type { Ports } from '../ports.ts'
import { LastShown } from './last-shown.ts'

/** What a pad's keys are to the hall; the others are nothing to it. */
const CALL_KEYS: Partial<Record<CallPadKey, CallKey>> = {
  next: 'next',
  recall: 'recall',
  skip: 'noShow',
  enter: 'start',
  finish: 'complete',
}

/** How many wait for a counter, for the line of text on its pad. */
export function padText(view: HallView, counterId: CounterId): string {
  const skills = view.config?.counters.find((row) => row.id === counterId)?.skills ?? []
  return `等候 ${skills.reduce((sum, skill) => sum + waitingCount(view, skill), 0)} 人`
}

/** Brings the keys of the counters' call pads (呼叫器) to the hall, and shows on the pads how many wait. */
export class CallPads {
  readonly #ports: Ports
  readonly #shown = new LastShown<CallPad>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    const { devices, log } = this.#ports
    const pads = devices.ofKind('callPad')
    this.#shown.keepOnly(pads.map(({ device }) => device))
    for (const { config, device } of pads) {
      const text = padText(view, config.counter)
      if (!this.#shown.isNew(device, text)) continue
      device
        .show(text)
        .catch((cause: unknown) => log.warn('callPad.failed', { device: config.id, reason: reasonOf(cause) }))
    }
  }

  /** A key is sent once: one that comes late would call a customer whom nobody expects. */
  onEvent({ id: deviceId }: Driven<'callPad'>['config'], { key }: CallPadEvent): void {
    const { link, log, newId } = this.#ports
    const wanted = CALL_KEYS[key]
    if (wanted === undefined || !link.isOnline) return log.info('callPad.unheard', { device: deviceId, key })
    link.send({ type: 'counter.key', id: newId(), deviceId, key: wanted }).then(
      (answer) =>
        log.info('callPad.key', { device: deviceId, key, code: answer.ok ? undefined : answer.code }),
      (cause: unknown) => log.warn('callPad.unanswered', { device: deviceId, reason: reasonOf(cause) }),
    )
  }
}
