import type { CounterId, DeviceConfigOf, DeviceId, HallView, Invitation } from '@service-hall/contract'
import type { RatingPad, RatingPadEvent } from '@service-hall/drivers'
import { reasonOf } from '@service-hall/server-kit'
import type { QueuedCommand } from '../outbox/facts.ts'
import type { Ports } from '../ports.ts'
import { invitationOf, padDuty } from './pad-duties.ts'
import type { PadDuty } from './pad-duties.ts'

type RatingCommand = Extract<QueuedCommand, { type: 'rating.give' | 'rating.lapse' }>

/** What a pad was last told; `answered` is the latest invitation that has its answer. */
type PadSlot = { key: string; sequence: number | null; answered: string | null }

/** Lets the pads of the counters follow the hall: welcome, invite, cancel; and brings their keys back to it. */
export class RatingPads {
  readonly #ports: Ports
  readonly #slots = new Map<RatingPad, PadSlot>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** To be told after every change of the hall or of the devices. */
  follow(view: HallView): void {
    const { devices, hall } = this.#ports
    const pads = devices.ofKind('ratingPad')
    const present = new Set(pads.map(({ device }) => device))
    for (const device of this.#slots.keys()) if (!present.has(device)) this.#slots.delete(device)
    for (const { config, device } of pads) {
      this.#fulfil(config.id, device, padDuty(view, config.id, config.counter, hall.hallNow()))
    }
  }

  /** A pad is there again: what it showed may be gone with its power. An open invitation is the driver's matter. */
  again(deviceId: DeviceId): void {
    const slot = this.#slotOf(deviceId)
    if (slot !== undefined && slot.sequence === null) slot.key = ''
  }

  onEvent(config: DeviceConfigOf<'ratingPad'>, event: RatingPadEvent): void {
    switch (event.type) {
      case 'rated':
        return this.#rated(config.id, config.counter, event.sequence, event.level)
      case 'lateKey':
        return this.#ports.log.info('pad.lateKey', { device: config.id, sequence: event.sequence })
      case 'cancelled':
        return this.#cancelled(config.id, config.counter, event.sequence)
      case 'timedOut':
        // The hall ends an invitation by its own clock.
        return
    }
  }

  #fulfil(id: DeviceId, device: RatingPad, duty: PadDuty): void {
    const slot = this.#slots.get(device) ?? { key: '', sequence: null, answered: null }
    this.#slots.set(device, slot)
    const key = duty.kind === 'invite' ? `invite ${duty.invitation.id}` : JSON.stringify(duty)
    if (slot.key === key || (duty.kind === 'invite' && slot.answered === duty.invitation.id)) return
    slot.key = key
    if (slot.sequence !== null) {
      this.#try(id, device.cancel(slot.sequence))
      slot.sequence = null
    }
    if (duty.kind === 'welcome') {
      this.#try(id, device.welcome({ ...this.#ports.hall.staff(duty.staffId), stars: 0 }))
    }
    if (duty.kind === 'invite') this.#invite(id, device, slot, duty.invitation)
  }

  #invite(id: DeviceId, device: RatingPad, slot: PadSlot, invitation: Invitation): void {
    const { hall, log } = this.#ports
    const { sequence, staffId, until } = invitation
    slot.sequence = sequence
    const { name, number } = hall.staff(staffId)
    const timeoutMs = Math.max(1, Math.round(until - hall.hallNow()))
    device.invite({ sequence, staffName: name, staffNumber: number, timeoutMs }).then(
      (done) => {
        if (done.ok) return
        log.warn('pad.notInvited', { device: id, error: done.error.code })
        this.#lapse(slot, invitation)
      },
      (cause: unknown) => {
        log.error('pad.failed', cause, { device: id })
        this.#lapse(slot, invitation)
      },
    )
  }

  #rated(deviceId: DeviceId, counterId: CounterId, sequence: number, level: 1 | 2 | 3 | 4 | 5): void {
    const { log, newId } = this.#ports
    const invitation = this.#invitationOf(deviceId, counterId, sequence)
    const slot = this.#slotOf(deviceId)
    if (invitation === undefined || slot === undefined || slot.answered === invitation.id) {
      return log.info('pad.lateKey', { device: deviceId, sequence })
    }
    this.#answer(slot, invitation, {
      type: 'rating.give',
      id: newId(),
      invitationId: invitation.id,
      sequence,
      deviceId,
      level,
    })
  }

  /** The pad lost the invitation, with its line or its power. */
  #cancelled(deviceId: DeviceId, counterId: CounterId, sequence: number): void {
    const invitation = this.#invitationOf(deviceId, counterId, sequence)
    const slot = this.#slotOf(deviceId)
    if (invitation !== undefined && slot !== undefined) this.#lapse(slot, invitation)
  }

  #lapse(slot: PadSlot, { id: invitationId }: Invitation): void {
    const id = this.#ports.newId()
    this.#answer(
      slot,
      { id: invitationId },
      { type: 'rating.lapse', id, invitationId, cause: 'padUnavailable' },
    )
  }

  /** Each invitation is answered once. What cannot be kept is left to the hall's own timer. */
  #answer(slot: PadSlot, { id }: Pick<Invitation, 'id'>, command: RatingCommand): void {
    if (slot.answered === id) return
    slot.answered = id
    slot.sequence = null
    this.#ports.memory.record([{ type: 'CommandQueued', command }])
  }

  #invitationOf(deviceId: DeviceId, counterId: CounterId, sequence: number): Invitation | undefined {
    const { view } = this.#ports.hall
    return view === null ? undefined : invitationOf(view, deviceId, counterId, sequence)
  }

  #slotOf(deviceId: DeviceId): PadSlot | undefined {
    const pad = this.#ports.devices.ofKind('ratingPad').find(({ config }) => config.id === deviceId)
    return pad && this.#slots.get(pad.device)
  }

  #try(id: DeviceId, asked: Promise<{ ok: boolean }>): void {
    asked.catch((cause: unknown) =>
      this.#ports.log.warn('pad.failed', { device: id, reason: reasonOf(cause) }),
    )
  }
}
