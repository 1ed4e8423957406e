import { join } from 'node:path'
import { publicConfig } from '@service-hall/contract'
import type { Answer, Command, FactEntry, HallView, SubjectId } from '@service-hall/contract'
import { aHallFile, asAdministrator, asKiosk, asStaff, command } from '@service-hall/contract/testing'
import { Effects } from '@service-hall/hall-server/effects'
import { effectsOf, openHall } from '@service-hall/hall-server/state'
import { Vault } from '@service-hall/hall-server/vault'
import type { Random } from '@service-hall/harness/random'
import { createLog } from '@service-hall/server-kit'
import type { SimClock } from './sim-clock.ts'
import type { Watch } from './watch.ts'

type Opened = Awaited<ReturnType<typeof openHall>>

export const RETENTION_DAYS = 7
export const SUBJECT_DAYS = 3
const LOG = createLog(() => undefined)
const COUNTERS = ['C1', 'C2'] as const
const CONFIG = publicConfig(
  aHallFile({
    policies: { retentionDays: RETENTION_DAYS, subjectDays: SUBJECT_DAYS },
    openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:00', to: '17:30' }],
    kiosks: 2,
  }),
)

/** The heart of a hall server with its vault and its effects, on a clock that is turned. */
export class ClockedHall {
  readonly path: string
  readonly vault: Vault
  readonly #clock: SimClock
  readonly #watch: Watch
  #hall: Opened | undefined
  #effects: Effects | undefined

  static async open(folder: string, clock: SimClock, watch: Watch): Promise<ClockedHall> {
    const vault = await Vault.open(join(folder, 'vault.sqlite'), Buffer.alloc(32, 7))
    const hall = new ClockedHall(join(folder, 'journal.sqlite'), vault, clock, watch)
    await hall.#start()
    await hall.hall.system(command('hall.configure', { config: CONFIG }))
    await hall.attend()
    return hall
  }

  /** Use `ClockedHall.open`. */
  constructor(path: string, vault: Vault, clock: SimClock, watch: Watch) {
    this.path = path
    this.vault = vault
    this.#clock = clock
    this.#watch = watch
  }

  get hall(): Opened {
    if (!this.#hall) throw new Error('the hall is not open')
    return this.#hall
  }

  get view(): HallView {
    return this.hall.state.view
  }

  /** Whether the machine's clock is right and the hall goes by it. */
  get isRight(): boolean {
    return (
      this.#clock.off === 0 &&
      this.view.clock === null &&
      Math.abs(this.hall.now() - this.#clock.now()) < 1_000
    )
  }

  send(stationId: string, order: Command): Promise<Answer> {
    return this.hall.execute(asKiosk(stationId), order)
  }

  /** A visitor with an ID card comes: known from now on, and seen. */
  async visit(idNumber: string): Promise<void> {
    const fresh = this.hall.newId() as SubjectId
    this.#watch.seen(await this.vault.subjectFor({ name: '测试', idNumber }, fresh, this.hall.now()))
  }

  /** Stops, is off for so long, and starts; `meanwhile` something may happen to the clock. */
  async restart(meanwhile: () => unknown, offMs: number): Promise<void> {
    await this.#stop()
    this.#watch.passed(offMs)
    meanwhile()
    await this.#start()
    await this.attend()
  }

  /** The hall looks at its clock and at what is due; an administrator confirms a clock that is right. */
  async attend(): Promise<void> {
    await this.hall.tick()
    if (this.view.clock && this.#clock.off === 0) {
      await this.hall.execute(asAdministrator(), command('hall.confirmClock', { reading: this.#clock.now() }))
    }
    await this.hall.tick()
    await this.#effects?.settled()
  }

  /** Counters call, serve and let go. */
  async serve(random: Random): Promise<void> {
    for (const [index, counterId] of COUNTERS.entries()) {
      const teller = asStaff(`S100${index + 1}`)
      const counter = this.view.counters[counterId]
      if (counter?.duty.status !== 'open')
        await this.hall.execute(teller, command('counter.open', { counterId }))
      const holding = this.view.counters[counterId]?.holding
      const status = holding ? this.view.tickets[holding]?.state.status : undefined
      const type =
        status === undefined ? 'ticket.call' : status === 'called' ? 'ticket.start' : 'ticket.complete'
      if (random.chance(0.5)) await this.hall.execute(teller, command(type, { counterId }))
    }
  }

  async close(): Promise<void> {
    await this.#stop()
    await this.vault.close()
  }

  async #start(): Promise<void> {
    const hall = await openHall({ path: this.path, clock: this.#clock, log: LOG })
    hall.onCommitted((entries: FactEntry[]) => this.#watch.committed(entries))
    this.#hall = hall
    const ports = { hall, vault: this.vault, clock: this.#clock, log: LOG }
    this.#effects = new Effects(hall, effectsOf(ports as never), { clock: this.#clock, log: LOG })
  }

  async #stop(): Promise<void> {
    await this.#effects?.settled()
    this.#effects?.stop()
    await this.hall.close()
  }
}
