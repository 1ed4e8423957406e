import { localTime, uuid7 } from '@service-hall/contract'
import type { HallConfig } from '@service-hall/contract'
import type { Random } from '../random.ts'

/** What a hall says: facts by their words in the contract; `InventedDay` is held against its schemas by a test. */
type Said = { type: string } & Record<string, unknown>
type Counter = { id: string; staffId: string; ticketId: string | null; serving: boolean }

/** How many wait when it is neither more likely that somebody comes nor that somebody is called. */
const USUAL = 4
const SHARES = { noShow: 0.04, rating: 0.3, satisfied: 0.9, device: 0.01, pause: 0.01 } as const

/**
 * The facts of a hall's day, made up one after the other as customers come, are called, served and rate. It keeps its queue
 * about as long, however fast the facts are taken.
 */
export class InventedDay {
  readonly #config: HallConfig
  readonly #random: Random
  #waiting: string[] = []
  readonly #counters: Counter[]
  readonly #numbers = new Map<string, number>()
  #rated: Said[] = []
  #day = ''
  readonly #broken = new Set<string>()
  #paused: Counter | null = null

  constructor(config: HallConfig, random: Random) {
    this.#config = config
    this.#random = random
    const staff = config.staff.filter(({ roles }) => roles.includes('counterStaff'))
    this.#counters = config.counters.flatMap(({ id }, at) => {
      const member = staff[at]
      return member ? [{ id, staffId: member.id, ticketId: null, serving: false }] : []
    })
  }

  /** What the day begins with. */
  begin(now: number): Said[] {
    this.#day = localTime(now, this.#config.hall.timeZone).day
    this.#waiting = []
    this.#numbers.clear()
    for (const counter of this.#counters) Object.assign(counter, { ticketId: null, serving: false })
    return [
      { type: 'HallConfigured', config: this.#config, by: 'system' },
      { type: 'DayOpened', day: this.#day },
      ...this.#config.stations.flatMap(({ id }) => [
        { type: 'StationEnrolled', stationId: id, by: 'system' },
        { type: 'StationConnected', stationId: id },
      ]),
      ...this.#config.devices.map(({ id, station }) => this.#device(id, station, true)),
      ...this.#counters.map(({ id, staffId }) => ({
        ...{ type: 'CounterOpened', counterId: id, staffId, by: `staff:${staffId}` },
      })),
    ]
  }

  /** The next fact; at midnight the first of another day. */
  next(now: number): Said {
    if (localTime(now, this.#config.hall.timeZone).day !== this.#day) {
      const [, opened] = this.begin(now)
      if (opened) return opened
    }
    return this.#rated.shift() ?? this.#seldom() ?? this.#ordinary(now)
  }

  #seldom(): Said | null {
    if (this.#random.chance(SHARES.device)) return this.#deviceTurns()
    if (this.#paused !== null || this.#random.chance(SHARES.pause)) return this.#pauseTurns()
    return null
  }

  #ordinary(now: number): Said {
    const free = this.#counters.filter((one) => one.ticketId === null && one !== this.#paused)
    const called = this.#counters.filter((one) => one.ticketId !== null && !one.serving)
    const serving = this.#counters.filter((one) => one.serving)
    const weight = this.#waiting.length / (this.#waiting.length + USUAL)
    const moves: (() => Said)[] = []
    const from = <T>(some: readonly T[]): T => some[this.#random.below(some.length)] as T
    if (serving.length > 0) moves.push(() => this.#completed(from(serving)))
    if (called.length > 0) moves.push(() => this.#started(from(called)))
    if (free.length > 0 && this.#waiting.length > 0 && this.#random.chance(weight))
      moves.push(() => this.#called(from(free)))
    if (moves.length === 0 || !this.#random.chance(weight + 0.25)) return this.#issued(now)
    return from(moves)()
  }

  #issued(now: number): Said {
    const { services, groups, priorityClasses } = this.#config
    const service = services[this.#random.below(services.length)]
    const group = groups.find(({ id }) => id === service?.group)
    const count = (this.#numbers.get(group?.id ?? '') ?? 0) + 1
    this.#numbers.set(group?.id ?? '', count)
    const ticketId = uuid7(now, this.#random.bytes(10))
    this.#waiting.push(ticketId)
    return {
      ...{
        type: 'TicketIssued',
        ticketId,
        number: `${group?.prefix ?? 'A'}${String(count).padStart(3, '0')}`,
      },
      ...{
        day: this.#day,
        count,
        groupId: group?.id,
        serviceId: service?.id,
        classId: priorityClasses[0]?.id,
      },
      ...{ language: 'zh', senior: this.#random.chance(0.1), ahead: this.#waiting.length - 1, by: 'system' },
    }
  }

  #at({ id, staffId, ticketId }: Counter): { ticketId: string | null; counterId: string; by: string } {
    return { ticketId, counterId: id, by: `staff:${staffId}` }
  }

  #called(counter: Counter): Said {
    counter.ticketId = this.#waiting.shift() ?? null
    return { type: 'TicketCalled', ...this.#at(counter), staffId: counter.staffId }
  }

  #started(counter: Counter): Said {
    const here = this.#at(counter)
    if (this.#random.chance(SHARES.noShow)) {
      counter.ticketId = null
      return { type: 'TicketNoShow', ...here }
    }
    counter.serving = true
    return { type: 'ServiceStarted', ...here }
  }

  #completed(counter: Counter): Said {
    const here = this.#at(counter)
    const { staffId } = counter
    Object.assign(counter, { ticketId: null, serving: false })
    if (this.#random.chance(SHARES.rating)) {
      const level = this.#random.chance(SHARES.satisfied)
        ? 4 + this.#random.below(2)
        : 1 + this.#random.below(3)
      const { ticketId, counterId } = here
      const invitationId = ticketId
      this.#rated.push({
        type: 'RatingGiven',
        invitationId,
        ticketId,
        counterId,
        staffId,
        level,
        by: here.by,
      })
    }
    return { type: 'ServiceCompleted', ...here, staffId }
  }

  #pauseTurns(): Said {
    const { pauseReasons } = this.#config
    const counter = this.#paused
    if (counter) {
      this.#paused = null
      return { type: 'CounterResumed', counterId: counter.id, by: `staff:${counter.staffId}` }
    }
    const free = this.#counters.find(({ ticketId }) => ticketId === null)
    const reason = pauseReasons[0]
    if (!free || !reason || this.#counters.length < 2) return this.#ordinary(Date.now())
    this.#paused = free
    return { type: 'CounterPaused', counterId: free.id, reasonId: reason.id, by: `staff:${free.staffId}` }
  }

  #deviceTurns(): Said {
    const { devices } = this.#config
    const device = devices[this.#random.below(Math.max(1, devices.length))]
    if (!device) return this.#ordinary(Date.now())
    const wasBroken = this.#broken.delete(device.id)
    if (!wasBroken) this.#broken.add(device.id)
    return this.#device(device.id, device.station, wasBroken)
  }

  #device(deviceId: string, stationId: string, isWell: boolean): Said {
    const state = isWell
      ? { device: 'online' }
      : { device: 'hardwareError', error: 'noAnswer', action: 'maintenance' }
    return { type: 'DeviceStateChanged', deviceId, state, by: `station:${stationId}` }
  }
}
