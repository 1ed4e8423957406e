import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import type { CommandId, HallFile, HubCommand } from '@service-hall/contract'
import { MORNING, aHallFile, asKiosk } from '@service-hall/contract/testing'
import { SimulatedHub, regionWith } from '@service-hall/console/simulated'
import type { NodeLines } from '@service-hall/console/simulated'
import { SimulatedHall } from '@service-hall/hall-server/simulated'
import { SimulatedAgent } from '@service-hall/kiosk/simulated'
import type { Random } from '@service-hall/harness/random'
import type { Log } from '@service-hall/server-kit'
import { Line } from './line.ts'
import type { Did, Manners } from './line.ts'
import { Life } from './mortal.ts'
import { Program } from './program.ts'
import { VirtualClock, clockOf } from './virtual-clock.ts'

export const HALL = 'H1' as never
const KIOSK = asKiosk()

/** How often things go wrong. */
export type Weather = { manners: Manners; calm: boolean }
const BAD: Manners = { cut: 0.04, doubled: 0.1, longestMs: 1_500 }
const GOOD: Manners = { cut: 0, doubled: 0, longestMs: 20 }

export type Counts = Did & { crashes: number; begun: Map<string, number>; errors: string[] }

/** A hall with one machine, so that whatever is asked of machines somebody is there to do. */
function aHall(): HallFile {
  const file = aHallFile({ counters: 1, kiosks: 1, pads: false })
  return { ...file, stations: file.stations.filter(({ kind }) => kind === 'kiosk') }
}

/** A hub, a hall and a kiosk, each with a disk of its own, two lines between them, and time that is made. */
export class World {
  readonly clock = new VirtualClock(MORNING)
  readonly random: Random
  readonly counts: Counts = { carried: 0, cut: 0, doubled: 0, crashes: 0, begun: new Map(), errors: [] }
  readonly uplink: Line
  readonly station: Line
  readonly hub: Program<SimulatedHub>
  readonly hall: Program<SimulatedHall>
  readonly agent: Program<SimulatedAgent>
  /** When the kiosk's machine was started. */
  #bootedAt: number
  /** Things that really happen now, on disks. */
  #busy = 0
  #bad = true

  constructor(root: string, random: Random) {
    this.random = random
    this.#bootedAt = this.clock.now() - 3_600_000
    const way = { manners: BAD, did: this.counts }
    this.uplink = new Line(this.clock, random, way)
    this.station = new Line(this.clock, random, way)
    const file = aHall()
    const place = (name: string): string => join(root, name)
    this.hub = new Program(place('hub'), this, (host) => SimulatedHub.open(host, this.#lines()))
    this.hall = new Program(place('hall'), this, (host) => SimulatedHall.open(host, file))
    this.agent = new Program(place('agent'), this, (host) =>
      SimulatedAgent.open(host, {
        ...{ random: () => random.next(), bytes: () => random.bytes(10), isOnline: () => this.station.isUp },
        send: (command) =>
          this.station.carry(() => this.really(this.hall.ask(({ hall }) => hall.execute(KIOSK, command)))),
        restarts: (what, forMs) => this.#restarts(what, forMs),
      }),
    )
    for (const folder of ['hub', 'hall', 'agent']) mkdirSync(join(root, folder, '0'), { recursive: true })
    this.uplink.onChanged((isUp) => isUp && void this.#report())
    this.uplink.onChanged((isUp) => {
      if (!isUp) this.hub.running?.line(HALL, false)
    })
    this.station.onChanged((isUp) => void this.#stationIs(isUp))
    for (const [line, ends] of [
      [this.uplink, [this.hub, this.hall]],
      [this.station, [this.hall, this.agent]],
    ] as const)
      for (const end of ends) end.onDown(() => line.cut())
    this.hall.onUp((hall) => {
      const { life } = this.hall
      hall.onCommitted((types) => {
        if (life.isAlive()) void this.#show(types)
      })
    })
  }

  /** Starts all three, and puts the hall into a region. */
  async begin(): Promise<void> {
    await Promise.all([this.hub.start(), this.hall.start(), this.agent.start()])
    for (const command of regionWith(HALL, () => this.newId())) {
      const answer = await this.hub.ask((hub) => hub.execute(command))
      if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`)
    }
  }

  newId = (): CommandId => uuid7(this.clock.now(), this.random.bytes(10)) as CommandId

  isBad = (): boolean => this.#bad

  /** From now on nothing breaks. */
  mend(): void {
    this.#bad = false
    for (const line of [this.uplink, this.station]) line.treats(GOOD)
    for (const program of [this.hub, this.hall, this.agent]) program.spare()
  }

  /** It breaks as before. */
  breakAgain(): void {
    this.#bad = true
    for (const line of [this.uplink, this.station]) line.treats(BAD)
  }

  /** Lets time go on. Lines come back by themselves where both ends are up. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms, () => this.#disks())
    if (this.hub.running && this.hall.running && this.random.chance(this.#bad ? 0.6 : 1))
      this.uplink.connect()
    if (this.hall.running && this.agent.running && this.random.chance(this.#bad ? 0.6 : 1))
      this.station.connect()
    await this.#disks()
  }

  /** Sends a command of the console; null: there was no answer, and it may be sent again. */
  async command(command: HubCommand): Promise<{ ok: boolean; code?: string } | null> {
    try {
      return await this.really(this.hub.ask((hub) => hub.execute(command)))
    } catch {
      return null
    }
  }

  /** Something that happens on a disk: time stands still until it is over. */
  async really<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1
    try {
      return await work
    } finally {
      this.#busy -= 1
    }
  }

  log(name: string, isAlive: () => boolean): Log {
    return {
      info: (event, fields) => {
        if (!isAlive() || event !== 'directive.begun') return
        const { directive, kind } = fields as { directive: string; kind: string }
        const key = `${kind} ${directive}`
        this.counts.begun.set(key, (this.counts.begun.get(key) ?? 0) + 1)
      },
      warn: () => undefined,
      error: (event, cause) => {
        if (isAlive()) this.counts.errors.push(`${name} ${event} ${String(cause)}`)
      },
    }
  }

  clockFor(name: string, life: Life): ReturnType<typeof clockOf> {
    return clockOf(this.clock, life.isAlive, () => (name === 'agent' ? this.#bootedAt : MORNING - 3_600_000))
  }

  /** Lets what was begun on disks be finished; gives up on what waits for time. */
  async #disks(): Promise<void> {
    for (let turn = 0; turn < 400; turn += 1) {
      await new Promise(setImmediate)
      if (this.#busy === 0 && turn >= 3) return
    }
  }

  #lines(): NodeLines {
    return {
      end: () => this.uplink.cut(),
      lineOf: () => (this.uplink.isUp ? String(this.uplink.connection) : null),
      direct: (_hallId, text) =>
        this.uplink.carry(async () => {
          const taken = await this.really(this.hall.ask((hall) => hall.directed(text)))
          return taken.ok ? { ok: true } : { ok: false, code: taken.code }
        }),
    }
  }

  /** The hall's facts go up as long as this connection lasts. */
  async #report(): Promise<void> {
    const { connection } = this.uplink
    const isSame = (): boolean => this.uplink.connection === connection
    try {
      const last = await this.uplink.carry(() => this.really(this.hub.ask((hub) => hub.lastOf(HALL))))
      this.hub.running?.line(HALL, true)
      let next = last + 1
      while (isSame()) {
        const batch = await this.really(this.hall.ask((hall) => hall.batchFrom(next)))
        if (!batch) {
          await this.clock.wait(100)
          continue
        }
        const isTaken = await this.uplink.carry(() =>
          this.really(this.hub.ask((hub) => hub.take(HALL, batch))),
        )
        if (!isTaken) break
        next = batch.to + 1
      }
    } catch {
      // The line, or what is at an end of it.
    }
    if (isSame()) this.uplink.cut()
  }

  async #stationIs(isUp: boolean): Promise<void> {
    try {
      await this.really(this.hall.ask((hall) => hall.station(KIOSK.stationId, isUp)))
      if (isUp) await this.#show(null)
    } catch {
      // The hall is not there; it notes when it is (`#noteStation`).
    }
  }

  /** What the kiosk is shown, in the order in which it was so. */
  async #show(types: Parameters<SimulatedAgent['followed']>[2] | null): Promise<void> {
    const { connection } = this.station
    const { life } = this.agent
    const agent = this.agent.running
    if (connection === 0 || !agent) return
    try {
      const view = await this.really(this.hall.ask((hall) => hall.viewFor(KIOSK)))
      const now = this.hall.running?.hall.now() ?? this.clock.now()
      if (this.station.connection !== connection || !life.isAlive()) return
      if (types) agent.followed(view, now, types)
      else agent.read(view, now)
    } catch {
      // The hall went; the next one shows anew.
    }
  }

  #restarts(what: 'app' | 'machine', forMs: number): void {
    const { life } = this.agent
    // The system takes the order, and the program goes on for a moment.
    this.clock.after(this.random.below(3_000), () => {
      if (!life.isAlive()) return
      this.agent.downFor(what === 'app' ? 1_000 : Math.max(60_000, forMs))
      life.die()
      if (what === 'machine') this.#bootedAt = this.clock.now() + Math.max(60_000, forMs) - 20_000
    })
  }

  /** The hall puts right what it could not note: whether its kiosk is there. */
  async noteStation(): Promise<void> {
    await this.#stationIs(this.station.isUp)
  }
}
