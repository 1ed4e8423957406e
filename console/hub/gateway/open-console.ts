import { join } from 'node:path'
import type { HallId, RefusalCode } from '@service-hall/contract'
import { Cipher, keyFile } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import { hostCheck } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import type { Server } from 'socket.io'
import { firstAccount } from '../access/first-account.ts'
import { ConsoleSessions } from '../access/sessions.ts'
import { ConsoleGuard } from '../access/sign-in-guard.ts'
import { sessionMigrations, vaultMigrations } from '../access/store.ts'
import { AccountVault } from '../access/vault.ts'
import type { Migration, Store } from '../core/store.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { waitingMigrations } from '../organisation/store.ts'
import { WaitingHalls } from '../organisation/waiting-halls.ts'
import type { ConsolePorts } from '../ports.ts'
import { Records } from '../records/records.ts'
import { recordMigrations } from '../records/store.ts'
import type { ReadEntry } from '../records/store.ts'
import { ConsoleSockets } from './console-sockets.ts'
import { consoleHttp } from './http.ts'

/** Tables of the hub's own records and of who uses the console. */
export const consoleMigrations: readonly Migration[] = [
  ...recordMigrations,
  ...waitingMigrations,
  ...vaultMigrations,
  ...sessionMigrations,
]

export type ConsoleOptions = {
  store: Store
  live: LiveRegion
  clock: Clock
  log: Log
  dataFolder: string
  behindProxy?: boolean | undefined
  /** Names by which browsers ask for this hub, besides its machine's own name and addresses. */
  hostNames?: readonly string[] | undefined
  hashCost?: number | undefined
  /** How often it is looked what other nodes wrote, ms. */
  lookEveryMs?: number | undefined
}

export type OpenConsole = {
  records: Records
  /** Which halls may report. */
  directory: WaitingHalls
  app: FastifyInstance
  /** Serves the console on this Socket.IO server; `endLine` ends the line of a hall. */
  attach(io: Server, endLine: (hallId: HallId, code: RefusalCode) => void): void
  close(): Promise<void>
}

/** Sessions are looked through so often, ms. */
const SESSIONS_EVERY_MS = 30_000

/** Opens the hub's own records and what people reach of the hub. */
export async function openConsole(options: ConsoleOptions): Promise<OpenConsole> {
  const { store, live, clock, log, dataFolder, behindProxy = false, hostNames = [], hashCost } = options
  const { lookEveryMs } = options
  const records = await Records.open({ store, clock, log }, lookEveryMs === undefined ? {} : { lookEveryMs })
  const vault = new AccountVault(store, new Cipher(await keyFile(join(dataFolder, 'people.key'))))
  const key = await keyFile(join(dataFolder, 'console.key'))
  const waiting = new WaitingHalls(store, records.state, clock)
  const ports: ConsolePorts = {
    ...{ store, records, vault, waiting, live, clock, log, behindProxy, hashCost },
    sessions: new ConsoleSessions(store, records.state, { key, clock }),
    guard: new ConsoleGuard(clock, key),
    isOurHost: hostCheck({ names: hostNames, behindProxy }),
  }
  await firstAccount({ records, vault, clock, log, dataFolder, hashCost })
  for (const hallId of records.state.halls.keys()) live.hall(hallId)
  const app = await consoleHttp(ports)
  const stop = lookThroughSessions(ports)
  let sockets: ConsoleSockets | null = null
  return {
    ...{ records, app, directory: waiting },
    attach(io, endLine) {
      sockets = new ConsoleSockets(io, ports)
      records.onFolded((entries) => follow(ports, entries, endLine))
    },
    async close() {
      stop()
      sockets?.close()
      await app.close()
      await records.close()
    },
  }
}

/** What facts of the hub's own records set in motion on this node. */
function follow(
  { live, waiting, guard, log, records }: ConsolePorts,
  entries: readonly ReadEntry[],
  endLine: (hallId: HallId, code: RefusalCode) => void,
): void {
  for (const { fact } of entries) {
    if (fact?.type === 'HallAdmitted') {
      live.hall(fact.hallId)
      live.note(fact.hallId)
      // A line that another key opened is not this hall's; one with this key comes again at once.
      endLine(fact.hallId, 'uplink.elsewhere')
      const failed = (error: unknown): void => log.error('waitingHalls.notForgotten', error)
      waiting.forget(fact.hallId, fact.key).catch(failed)
    }
    if (fact?.type === 'HallRevoked' && records.state.halls.get(fact.hallId)?.key === null)
      endLine(fact.hallId, 'uplink.revoked')
    if (fact?.type === 'AccountPasswordSet') guard.unlock(fact.accountId)
  }
}

/** Ends sessions whose time is up. Answers a function that stops looking. */
function lookThroughSessions({ sessions, records, clock, log }: ConsolePorts): Cancel {
  let cancel: Cancel | null = null
  let stopped = false
  const look = async (): Promise<void> => {
    await sessions.exchange()
    for (const command of sessions.overdue()) await records.execute({ accountId: null, from: 'hub' }, command)
  }
  const again = (): void => {
    cancel = clock.after(SESSIONS_EVERY_MS, () => {
      look()
        .catch((error: unknown) => log.error('sessions.notLookedThrough', error))
        .finally(() => {
          if (!stopped) again()
        })
    })
  }
  again()
  return () => {
    stopped = true
    cancel?.()
  }
}
