import { join } from 'node:path'
import { audienceOf, project, publicConfig, visibleFacts } from '@service-hall/contract'
import type {
  Actor,
  Answer,
  CommandId,
  DecidableCommand,
  FactEntry,
  FactType,
  HallFile,
  HallView,
  StationId,
  UplinkBatch,
} from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import { openHall } from '../../src/capabilities.ts'
import type { HallState } from '../../src/capabilities.ts'
import type { HallOf } from '../../src/core/hall.ts'
import { takeDirective } from '../../src/region/directed.ts'
import { nextBatch } from '../../src/region/reader.ts'

/** Where a simulated program lives. */
export type Host = {
  folder: string
  clock: Clock
  log: Log
  /** Told of each thing that is on the disk; false: the program does not live to see it. */
  wrote: () => boolean
}

const TICK_MS = 1_000

/** A hall without a network: its journal and all that is decided upon it, on a disk of its own. */
export class SimulatedHall {
  readonly hall: HallOf<HallState>
  readonly #clock: Clock
  #cancel: Cancel | null = null

  private constructor(hall: HallOf<HallState>, clock: Clock) {
    this.hall = hall
    this.#clock = clock
  }

  static async open({ folder, clock, log, wrote }: Host, file: HallFile): Promise<SimulatedHall> {
    const hall = await openHall({ path: join(folder, 'journal.sqlite'), clock, log })
    // The first to hear: whoever listens after it hears of nothing once it is dead.
    let isAlive = true
    hall.onCommitted(() => void (isAlive &&= wrote()))
    const opened = new SimulatedHall(hall, clock)
    if (!hall.config) {
      const config = publicConfig(file)
      await hall.system({ type: 'hall.configure', id: 'configure-1' as CommandId, config })
      for (const { id: stationId, kind } of file.stations)
        if (kind === 'kiosk') await opened.#enrol(stationId)
    }
    opened.#tickAgain()
    return opened
  }

  async #enrol(stationId: StationId): Promise<void> {
    const actor = { kind: 'staff', staffId: 'S9001', roles: ['administrator'], sessionId: 'session-1' }
    const command = { type: 'station.enrol', id: `enrol-${stationId}`, stationId }
    await this.hall.execute(actor as unknown as Actor, command as unknown as DecidableCommand)
  }

  /** A directive that came down the line. */
  async directed(text: string): Promise<Answer> {
    const command = takeDirective(text)
    if (!command) throw new Error('no directive')
    return this.hall.system(command)
  }

  /** The next facts for the region; null: there are none. */
  batchFrom(from: number): Promise<UplinkBatch | null> {
    return nextBatch(this.hall, this.hall.state.region.epoch, from)
  }

  /** All its facts as the region may see them. */
  async facts(): Promise<FactEntry[]> {
    const entries: FactEntry[] = []
    for await (const entry of this.hall.facts({ from: 1, to: this.hall.committedNumber })) entries.push(entry)
    return visibleFacts('region', entries)
  }

  /** What a kiosk sees of it. */
  async viewFor(actor: Extract<Actor, { kind: 'station' }>): Promise<HallView> {
    let seen: HallView | null = null
    await this.hall.committedView(audienceOf(actor), (view) => {
      seen = structuredClone(project(audienceOf(actor), view))
    })
    if (!seen) throw new Error('no view')
    return seen
  }

  /** The types of the facts of each commit. */
  onCommitted(listener: (types: ReadonlySet<FactType>) => void): void {
    this.hall.onCommitted((entries) => listener(new Set(entries.map(({ fact }) => fact.type))))
  }

  station(stationId: StationId, connected: boolean): Promise<Answer> {
    const id = this.hall.newId() as CommandId
    return this.hall.system({ type: 'station.note', id, stationId, connected })
  }

  close(): Promise<void> {
    this.#cancel?.()
    return this.hall.close()
  }

  #tickAgain(): void {
    this.#cancel = this.#clock.after(TICK_MS, () => {
      void this.hall.tick().finally(() => this.#tickAgain())
    })
  }
}
