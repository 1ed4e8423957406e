import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { HallId } from '@service-hall/contract'
import { createLog, identityFile, systemClock } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { Server } from 'socket.io'
import { openStore } from './core/store.ts'
import type { HallDirectory } from './halls/directory.ts'
import { Receiver } from './inbox/receiver.ts'
import { keepPartitions, partitionKeeper } from './inbox/partitions/store.ts'
import { inboxMigrations } from './inbox/store.ts'
import { InboxFollower } from './live/follow-inbox.ts'
import { LiveRegion } from './live/live-region.ts'
import { Pruner } from './retention/pruner.ts'
import { retentionMigrations } from './retention/store.ts'
import { Roller } from './rollup/roller.ts'
import { rollupMigrations } from './rollup/store.ts'

export type HubOptions = {
  /** `postgres://…`; absent: SQLite in the data folder. */
  database?: string | undefined
  /** Folder of the keys, and of SQLite's file; made when missing. */
  dataFolder: string
  /** 0: any free port. */
  port: number
  host: string
  directory: HallDirectory
  /** How long facts are kept, days; 30 at least. Roll-ups are kept without end. Default: 400. */
  keepDays?: number
  clock?: Clock
  log?: Log
}

export type RunningHub = {
  port: number
  live: LiveRegion
  roller: Roller
  receiver: Receiver
  close(): Promise<void>
}

/** A year and a month: the same day a year ago can be looked at. */
const KEEP_DAYS = 400
/** The largest message a hall may send, bytes: a batch in letters of three bytes. */
const LARGEST_MESSAGE = 4_000_000

/** Opens the database, folds what is in it, listens. The only place that knows everybody. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { dataFolder, clock = systemClock, log = createLog() } = options
  const identity = await identityFile(join(dataFolder, 'hub.key'))
  const address = options.database ?? join(dataFolder, 'hub.sqlite')
  const store = await openStore(
    address,
    [...inboxMigrations, ...rollupMigrations, ...retentionMigrations],
    log,
  )
  try {
    await keepPartitions(store, clock.now())
    const partitions = partitionKeeper(store, clock, log)
    const live = new LiveRegion(clock)
    const roller = await Roller.open(store, clock, log)
    const follower = new InboxFollower(store, live, log, (folded) => roller.note(folded))
    await follower.restore()
    const told = (): { hallId: HallId; at: number }[] =>
      live.tiles().map(({ hallId, at }) => ({ hallId, at }))
    const pruner = new Pruner(store, { keepDays: options.keepDays ?? KEEP_DAYS, told, clock, log })
    pruner.start()
    const http = createServer()
    const io = new Server(http, {
      maxHttpBufferSize: LARGEST_MESSAGE,
      serveClient: false,
      pingInterval: 10_000,
      pingTimeout: 20_000,
      perMessageDeflate: false,
    })
    const hears = {
      taken: follower.take.bind(follower),
      line: live.line.bind(live),
    }
    const receiver = new Receiver(io, { store, identity, directory: options.directory, clock, log, hears })
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject)
      http.listen(options.port, options.host, resolve)
    })
    const { port } = http.address() as AddressInfo
    log.info('hub.listening', { port, database: store.postgres ? 'postgres' : 'sqlite' })
    return {
      port,
      live,
      roller,
      receiver,
      async close() {
        await io.close()
        live.close()
        partitions.stop()
        await pruner.stop()
        await roller.stop()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
