import { randomBytes } from 'node:crypto'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuid7, visibleFacts } from '@service-hall/contract'
import type { DecidableCommand, FactEntry, HallFile } from '@service-hall/contract'
import { startHallServer } from '@service-hall/hall-server/server'
import type { RunningServer } from '@service-hall/hall-server/server'
import type { Random } from '@service-hall/harness/random'
import { systemClock } from '@service-hall/server-kit'

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A hall that reports to a hub: works, is stopped, and goes on from a backup. */
export class ReportingHall {
  readonly id: string
  readonly #folder: string
  readonly #file: HallFile
  #server: RunningServer | null = null
  #hasBackup = false
  /** How far the clock of its machine is ahead of ours, ms. */
  #aheadMs = 0

  constructor(id: string, folder: string, file: HallFile, hub: string) {
    this.id = id
    this.#folder = folder
    this.#file = { ...file, hall: { ...file.hall, id: id as never }, region: { hub } }
  }

  get #running(): RunningServer {
    if (!this.#server) throw new Error(`${this.id} is not running`)
    return this.#server
  }

  get committed(): number {
    return this.#running.hall.committedNumber
  }

  /** Epoch its facts belong to now. */
  get epoch(): string {
    return this.#running.hall.state.region.epoch
  }

  /** The last of its facts that the hub has said to have. */
  get acknowledged(): number {
    return this.#running.uplink?.state.acknowledged ?? 0
  }

  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    const configFile = join(this.#folder, 'hall.yaml')
    await writeFile(configFile, JSON.stringify(this.#file))
    this.#server = await startHallServer({
      configFile,
      dataFolder: this.#data,
      port: 0,
      host: '127.0.0.1',
      pages: false,
      hashCost: 1024,
      log: QUIET,
      clock: { ...systemClock, now: () => systemClock.now() + this.#aheadMs },
    })
  }

  async stop(): Promise<void> {
    await this.#server?.close()
    this.#server = null
  }

  /** Its machine is off until so much later. */
  async sleep(ms: number): Promise<void> {
    await this.stop()
    this.#aheadMs += ms
    await this.start()
  }

  /** Keeps a copy of its data, as it would be after a power cut between two commits. */
  async backUp(): Promise<void> {
    await this.stop()
    await rm(this.#backup, { recursive: true, force: true })
    await cp(this.#data, this.#backup, { recursive: true })
    this.#hasBackup = true
    await this.start()
  }

  /** Goes on from its backup, if it has one. */
  async restore(): Promise<boolean> {
    if (!this.#hasBackup) return false
    await this.stop()
    await rm(this.#data, { recursive: true })
    await cp(this.#backup, this.#data, { recursive: true })
    await this.start()
    return true
  }

  /** Customers come, are called, served and rate. */
  async work(random: Random, customers: number): Promise<void> {
    const { hall } = this.#running
    const service = this.#file.services[random.below(this.#file.services.length)]
    const now = systemClock.now() + this.#aheadMs
    for (let n = 0; n < customers; n += 1)
      await this.#send({
        type: 'ticket.issue',
        serviceId: service?.id,
        classId: this.#file.priorityClasses[0]?.id,
        language: 'zh',
        senior: false,
        validUntil: now + 60_000,
      })
    for (const { id: counterId } of this.#file.counters) {
      await this.#send({ type: 'counter.open', counterId })
      await this.#send({ type: 'ticket.call', counterId })
      if (random.chance(0.2)) await this.#send({ type: 'ticket.noShow', counterId })
      await this.#send({ type: 'ticket.start', counterId })
      await this.#send({ type: 'ticket.complete', counterId })
    }
    await hall.tick()
  }

  /** Its facts as the region may see them, all that it has. */
  async facts(): Promise<FactEntry[]> {
    const { hall } = this.#running
    const entries: FactEntry[] = []
    for await (const entry of hall.facts({ from: 1, to: hall.committedNumber })) entries.push(entry)
    return visibleFacts('region', entries)
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  get #backup(): string {
    return join(this.#folder, 'backup')
  }

  /** Sends a command of somebody who may do everything; a refusal is part of a day. */
  async #send(order: Record<string, unknown>): Promise<void> {
    const id = uuid7(Date.now(), randomBytes(10))
    const staffId = this.#file.staff[0]?.id
    const roles = ['counterStaff', 'lobbyManager', 'administrator']
    const actor = { kind: 'staff', staffId, roles, sessionId: 'a-session-of-the-soak' }
    await this.#running.hall.execute(actor as never, { ...order, id } as unknown as DecidableCommand)
  }
}
