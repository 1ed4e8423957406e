import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CONSOLE_NAMESPACE } from '@service-hall/contract'
import type { HallId } from '@service-hall/contract'
import {
  bearerFile,
  createLog,
  identityFile,
  keyFingerprint,
  systemClock,
  tightenFolder,
} from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { PageFolders } from '@service-hall/server-kit/http'
import { callerOf, monitoringRoutes, securityHeaders } from '@service-hall/server-kit/http'
import { Server } from 'socket.io'
import type { OidcSettings } from './access/oidc/settings.ts'
import { hubMigrations } from './all-migrations.ts'
import type { HubRecords } from './capabilities.ts'
import { openStore } from './core/store.ts'
import { openConsole } from './gateway/open-console.ts'
import type { OpenConsole } from './gateway/open-console.ts'
import { fileTaker } from './file/take.ts'
import { imageGiver } from './media/give.ts'
import type { HallDirectory } from './halls/directory.ts'
import { Receiver } from './inbox/receiver.ts'
import type { Hears } from './inbox/receiver.ts'
import { keepPartitions, partitionKeeper } from './inbox/partitions/store.ts'
import { followHours } from './planned/follow-hours.ts'
import { InboxFollower } from './live/follow-inbox.ts'
import { LiveRegion } from './live/live-region.ts'
import { SnapshotKeeper } from './live/snapshot-keeper.ts'
import { hubHealth } from './monitoring/health.ts'
import type { NodeState } from './monitoring/health.ts'
import { HubMetrics } from './monitoring/metrics.ts'
import { Nodes } from './nodes/nodes.ts'
import type { NoticeSettings } from './notice/settings.ts'
import { packageGiver } from './release/give.ts'
import { SurroundingsTeller } from './payment-point/surroundings/teller.ts'
import { Pruner } from './retention/pruner.ts'
import { Roller } from './rollup/roller.ts'

export type HubOptions = {
  /** `postgres://…`; absent: SQLite in the data folder. */
  database?: string | undefined
  /** Folder of the keys, and of SQLite's file; made when missing. */
  dataFolder: string
  /** 0: any free port. */
  port: number
  host: string
  /** Which halls may report. Absent: those that the organisation has let in. */
  directory?: HallDirectory | undefined
  /** A proxy that speaks TLS stands before it; its word is taken for who asks and by which name. Default: no. */
  behindProxy?: boolean | undefined
  /** Names by which browsers ask for this hub, besides its machine's own name and addresses. */
  hostNames?: readonly string[] | undefined
  /** The company's own sign-in (OpenID Connect); absent: passwords of this console alone. */
  oidc?: OidcSettings | undefined
  /** Gateways by which notices leave. */
  notices?: NoticeSettings | undefined
  /** How long facts are kept, days; 30 at least. Roll-ups are kept without end. Default: 400. */
  keepDays?: number
  clock?: Clock
  log?: Log
  /** Where the built pages are; absent: none are served. */
  pages?: PageFolders | null | undefined
  /** Cost N of the password hashes made here; lower for tests. */
  hashCost?: number | undefined
  /** `redis://…`: nodes that share a PostgreSQL tell each other at once what is new. Absent: within a second. */
  redis?: string | undefined
  /** How often it is looked what other nodes wrote, ms; shorter for tests. */
  lookEveryMs?: number | undefined
}

export type RunningHub = {
  port: number
  live: LiveRegion
  roller: Roller
  receiver: Receiver
  /** The hub's own records. */
  records: HubRecords
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
  const store = await openStore(address, hubMigrations, log)
  let opened: OpenConsole | null = null
  /** Ends what was begun of a start that fails, so that the program ends with it. */
  const begun: (() => void | Promise<void>)[] = []
  let nodes: Nodes | null = null
  let metrics: HubMetrics | null = null
  try {
    await tightenFolder(dataFolder, log)
    await keepPartitions(store, clock.now())
    const partitions = partitionKeeper(store, clock, log)
    const live = new LiveRegion(clock)
    begun.push(partitions.stop, () => live.close())
    const roller = await Roller.open(store, clock, log)
    begun.push(() => roller.stop())
    const rolled = roller.flush.bind(roller)
    const snapshots = new SnapshotKeeper(store, { live, rolled, clock, log })
    begun.push(() => snapshots.stop())
    const follower = new InboxFollower(store, live, log, (folded) => {
      roller.note(folded)
      // Its node keeps them.
      if (!folded.isOthers) snapshots.note(folded)
    })
    await follower.restore()
    const stopHours = followHours(live, clock)
    begun.push(stopHours)
    const told = (): { hallId: HallId; at: number }[] =>
      live.tiles().map(({ hallId, at }) => ({ hallId, at }))
    const pruner = new Pruner(store, { keepDays: options.keepDays ?? KEEP_DAYS, told, clock, log })
    pruner.start()
    begun.push(() => pruner.stop())
    const { behindProxy, hostNames, hashCost, lookEveryMs, pages, oidc, notices } = options
    const consoleSide = await openConsole({
      ...{
        store,
        live,
        clock,
        log,
        dataFolder,
        behindProxy,
        hostNames,
        hashCost,
        lookEveryMs,
        pages,
        oidc,
        notices,
      },
    })
    opened = consoleSide
    const { app, records } = consoleSide
    const http = app.server
    const io = new Server(http, {
      maxHttpBufferSize: LARGEST_MESSAGE,
      serveClient: false,
      pingInterval: 10_000,
      pingTimeout: 20_000,
      perMessageDeflate: false,
    })
    // There is nothing at the namespace that Socket.IO has by itself, so nobody stays there.
    io.use((_socket, next) => next(new Error('access.signIn')))
    const headers = Object.entries(securityHeaders({ behindProxy: behindProxy ?? false }))
    // Socket.IO answers before the routes do, its errors too.
    http.prependListener('request', (request, response) => {
      if (request.url?.startsWith('/socket.io'))
        for (const [name, value] of headers) response.setHeader(name, value)
    })
    const hears: Hears = {
      taken(batches) {
        follower.take(batches)
        nodes?.took(batches)
      },
      committed: (batches, taken, ms) => metrics?.committed(batches, taken, ms),
      line(hallId, connected) {
        if (!nodes) return live.line(hallId, connected)
        return connected ? nodes.lines.began(hallId) : nodes.lines.ended(hallId)
      },
    }
    const { directory = consoleSide.directory } = options
    const file = fileTaker({ store, records, clock, log })
    const near = new SurroundingsTeller({ records, live, clock })
    const receiver = new Receiver(io, {
      ...{ store, identity, directory, clock, log, hears, file, image: imageGiver(store) },
      packages: packageGiver({ store, records }),
      surroundings: (hallId, version) => near.text(hallId, version),
      addressOf: ({ address, headers: of }) => (behindProxy ? callerOf(of) : undefined) ?? address,
    })
    consoleSide.attach(io, receiver)
    const state: NodeState = {
      halls: () => ({
        all: records.state.halls.size,
        connected: live.connectedHalls(),
      }),
      nodes: () => nodes && { others: nodes.others, hasBus: nodes.hasBus },
    }
    metrics = new HubMetrics({
      ...state,
      lines: () => receiver.connected.size,
      consoles: () => io.of(CONSOLE_NAMESPACE).sockets.size,
      rollups: () => roller.waiting,
      records: () => records.state.number,
    })
    const numbers = metrics
    monitoringRoutes(app, {
      admits: bearerFile(join(dataFolder, 'monitoring.token'), log),
      health: () => hubHealth(store, { dataFolder, clock, state }),
      metrics: () => numbers.read(),
    })
    if (store.postgres) {
      const joined = await Nodes.open({
        ...{ store, live, follower, clock, log, redis: options.redis, beatMs: lookEveryMs },
        hubName: keyFingerprint(identity.publicKey),
        end: (hallId, code) => receiver.end(hallId, code),
        catchUp: () => records.catchUp(),
      })
      nodes = joined
      records.onFolded(() => joined.recorded(records.state.number))
    }
    await app.listen({ port: options.port, host: options.host })
    const { port } = http.address() as AddressInfo
    log.info('hub.listening', { port, database: store.postgres ? 'postgres' : 'sqlite' })
    return {
      port,
      live,
      roller,
      receiver,
      records,
      async close() {
        await io.close()
        await nodes?.close()
        await consoleSide.close()
        stopHours()
        live.close()
        metrics?.close()
        partitions.stop()
        await pruner.stop()
        await roller.stop()
        await snapshots.stop()
        await store.close()
      },
    }
  } catch (error) {
    metrics?.close()
    await nodes?.close()
    await opened?.close()
    for (const end of begun.reverse()) await end()
    await store.close()
    throw error
  }
}
