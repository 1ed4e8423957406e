import { ROOT } from '@service-hall/contract'
import type {
  AccountId,
  DecidableCommand,
  DriftRow,
  HallId,
  HubAnswer,
  HubCommand,
  HubDirective,
  UplinkBatch,
} from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import { Server } from 'socket.io'
import { hubMigrations } from '../../hub/all-migrations.ts'
import { openStore } from '../../hub/core/store.ts'
import type { Store } from '../../hub/core/store.ts'
import { driftPage } from '../../hub/fleet/rows.ts'
import { openConsole } from '../../hub/gateway/open-console.ts'
import type { OpenConsole } from '../../hub/gateway/open-console.ts'
import type { NodeLines } from '../../hub/halls/lines.ts'
import { placesOf } from '../../hub/inbox/positions/store.ts'
import { factsOf, takeBatches } from '../../hub/inbox/store.ts'
import type { InboxFact } from '../../hub/inbox/store.ts'
import { InboxFollower } from '../../hub/live/follow-inbox.ts'
import { LiveRegion } from '../../hub/live/live-region.ts'

/** Where a simulated program lives. */
export type Host = {
  folder: string
  clock: Clock
  log: Log
  isAlive: () => boolean
  /** Told of each thing that is on the disk; false: the program does not live to see it. */
  wrote: () => boolean
}

const NEVER: Promise<never> = new Promise<never>(() => undefined)
const ADMIN = 'admin' as AccountId
const EPOCH = 'first' as UplinkBatch['epoch']

/** A hub without a network: its records, its inbox and all that follows from them, on a disk of its own. */
export class SimulatedHub {
  readonly #store: Store
  readonly #live: LiveRegion
  readonly #follower: InboxFollower
  readonly #console: OpenConsole

  private constructor(
    store: Store,
    parts: { live: LiveRegion; follower: InboxFollower; console: OpenConsole },
  ) {
    this.#store = store
    this.#live = parts.live
    this.#follower = parts.follower
    this.#console = parts.console
  }

  static async open({ folder, clock, log, isAlive, wrote }: Host, lines: NodeLines): Promise<SimulatedHub> {
    const bare = await openStore(`${folder}/hub.sqlite`, hubMigrations, log)
    const store: Store = {
      ...bare,
      async write(task) {
        if (!isAlive()) return NEVER
        const written = await bare.write(task)
        return wrote() ? written : NEVER
      },
    }
    const live = new LiveRegion(clock)
    const follower = new InboxFollower(store, live, log)
    await follower.restore()
    const console = await openConsole({ store, live, clock, log, dataFolder: folder, hashCost: 1_024 })
    console.attach(new Server(), lines)
    return new SimulatedHub(store, { live, follower, console })
  }

  /** Sends a command as the administrator of everything. */
  async execute(command: HubCommand): Promise<HubAnswer> {
    return (await this.#console.records.execute({ accountId: ADMIN, from: '127.0.0.1' }, command)).answer
  }

  /** The last fact that it has of a hall. */
  async lastOf(hallId: HallId): Promise<number> {
    const [place] = await placesOf(this.#store, [{ hallId, epoch: EPOCH, parent: null }])
    return place?.number ?? 0
  }

  /** Takes a batch; false: it is not right behind what is here. */
  async take(hallId: HallId, batch: UplinkBatch): Promise<boolean> {
    const whole = { ...batch, hallId, ordinal: 1 }
    const [taken = false] = await takeBatches(this.#store, [whole])
    if (taken) this.#follower.take([whole])
    return taken
  }

  line(hallId: HallId, isUp: boolean): void {
    this.#live.line(hallId, isUp)
  }

  /** What it waits for has been read. */
  async settled(): Promise<void> {
    await this.#follower.settled()
    await this.#console.records.catchUp()
  }

  directives(hallId: HallId): HubDirective[] {
    return [...(this.#console.records.state.directives.get(hallId)?.values() ?? [])]
  }

  /** Alerts of a hall that are open. */
  openAlerts(): string[] {
    return [...this.#console.records.state.alerts.values()].flatMap(({ alertId, clearedAt }) =>
      clearedAt === null ? [alertId] : [],
    )
  }

  /** How many alerts there ever were. */
  get alerts(): number {
    return this.#console.records.state.alerts.size
  }

  /** Machines that are not as is asked of them. */
  drift(): DriftRow[] {
    const { records } = this.#console
    const account = records.state.accounts.get(ADMIN)
    if (!account) throw new Error('no administrator')
    return driftPage({ records, live: this.#live }, account, {}).rows
  }

  facts(hallId: HallId): Promise<InboxFact[]> {
    return factsOf(this.#store, { hallId, ordinal: 1, from: 1, to: 1_000_000, limit: 1_000_000 })
  }

  /** Lets go of the disk, whether it is done with it or not. */
  close(): Promise<void> {
    this.#live.close()
    return this.#store.close()
  }
}

/** A region with one hall in it. */
export function regionWith(hallId: HallId, newId: () => DecidableCommand['id']): HubCommand[] {
  const regionId = 'east'
  const name = { zh: '东区', en: 'East' }
  return [
    { type: 'organisation.addRegion', id: newId(), regionId, parentId: ROOT, name },
    { type: 'organisation.admitHall', id: newId(), hallId, key: 'k'.repeat(60), regionId, tier: 'B' },
  ] as HubCommand[]
}

export type { NodeLines }
