import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { openPostgres, openRedis } from '@service-hall/harness/services'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { DatabaseUse } from './database-use.ts'
import { ProcessUse } from '../lib/process-use.ts'
import { startWorker } from '../lib/worker.ts'
import type { Worker } from '../lib/worker.ts'
import { bareInserts } from './inserts/store.ts'
import { bareRelay } from './bare-relay.ts'
import type { DashboardTasks } from './dashboards-process.ts'
import type { HallTasks } from './halls-process.ts'
import { runHub } from './running-hub.ts'
import type { BenchHub } from './running-hub.ts'

export type HubBenchOptions = {
  halls: number
  dashboards: number
  /** Length of each measurement, s. */
  seconds: number
  say: (line: string) => void
}

/** What can be measured alone. */
export const HUB_PARTS = ['relay', 'sqlite', 'postgres', 'inserts', 'nodes'] as const
export type HubPart = (typeof HUB_PARTS)[number]

/** Figures of a hub at its usual load, a fact a second of each hall. */
export type Steady = { core: number; rssMb: number; p50Ms: number; p99Ms: number }

export type HubFigures = Steady & {
  usPerFact: number
  halls: number
  sqliteFactsPerSecond: number
  postgresFactsPerSecond: number
  /** All halls lose their line at once: until all are back and all is acknowledged. */
  stormSeconds: number
  /** Facts a second of two nodes on PostgreSQL and Redis, to those of one. */
  nodesRatio: number
  /** Of this machine: load, database and hubs share them. */
  cores: number
  postgres: Steady & { usPerFact: number; databaseCore: number; stormSeconds: number }
  /** The same load on a Socket.IO server that only passes it on, and rows inserted with nothing else around. */
  bare: { relay: Steady; sqliteRowsPerSecond: number; postgresRowsPerSecond: number }
}

/** Halls that report as fast as they can. */
const SATURATING = 40
/** The first seconds of a load are not like the others. */
const WARM_S = 5

type Load = { halls: Worker<HallTasks>; dashboards: Worker<DashboardTasks> }

/** Some parts alone; what each says is on stderr as well. */
export async function benchHubParts(
  options: HubBenchOptions,
  only: readonly HubPart[],
): Promise<Partial<Record<HubPart, object>>> {
  const parts: Record<HubPart, () => Promise<object>> = {
    relay: () => bareRelay(options),
    sqlite: () => engine(options, undefined),
    postgres: async () => engine(options, await openPostgres()),
    inserts: () => bareInserts(options),
    nodes: async () => ({ nodesRatio: await twoToOne(options) }),
  }
  const figures: Partial<Record<HubPart, object>> = {}
  for (const part of only) figures[part] = await parts[part]()
  return figures
}

export async function benchHub(options: HubBenchOptions): Promise<HubFigures> {
  const { halls, say } = options
  const relay = await bareRelay(options)
  say(`bare relay ${JSON.stringify(relay)}`)
  const sqlite = await engine(options, undefined)
  const postgres = await engine(options, await openPostgres())
  const bare = await bareInserts(options)
  say(`bare inserts ${JSON.stringify(bare)}`)
  const nodesRatio = await twoToOne(options)
  const { factsPerSecond: sqliteFactsPerSecond, stormSeconds, databaseCore: _none, ...steady } = sqlite
  const { factsPerSecond: postgresFactsPerSecond, ...onPostgres } = postgres
  return {
    ...{ halls, ...steady, sqliteFactsPerSecond, postgresFactsPerSecond, stormSeconds, nodesRatio },
    ...{ cores: availableParallelism(), postgres: onPostgres, bare: { relay, ...bare } },
  }
}

type EngineFigures = Steady & {
  databaseCore: number
  stormSeconds: number
  factsPerSecond: number
  /** Of the hub's process, all its threads, for each fact of the usual load: less moved by what else runs than `core`. */
  usPerFact: number
}

/** One node on one engine: the usual load, then a storm, then as much as it takes. */
async function engine(
  { halls: count, dashboards, seconds, say }: HubBenchOptions,
  database: string | undefined,
): Promise<EngineFigures> {
  const name = database === undefined ? 'sqlite' : 'postgres'
  return withWorkFolder('bench-hub', async (folder) => {
    const hub = await runHub({ folder: join(folder, 'hub'), halls: count, database })
    const load = await connected(hub, count, dashboards)
    try {
      await load.halls.ask('steady', { seconds: WARM_S })
      const use = new ProcessUse(hub.pid)
      const beside = new DatabaseUse(database)
      await load.dashboards.ask('begin', {})
      const began = performance.now()
      const sent = await load.halls.ask('steady', { seconds })
      const told = await load.dashboards.ask('end', {})
      const used = use.look()
      const usPerFact = Math.round((used.core * (performance.now() - began) * 1_000) / sent)
      const steady = { ...used, p50Ms: told.p50Ms, p99Ms: told.p99Ms }
      const databaseCore = beside.look()
      say(`${name} steady ${JSON.stringify({ ...steady, usPerFact, databaseCore, ...told })}`)
      const stormSeconds = rounded(await load.halls.ask('storm', {}))
      say(`${name} storm ${stormSeconds} s`)
      await load.dashboards.end()
      const rate = await load.halls.ask('saturate', { seconds, halls: SATURATING })
      const factsPerSecond = Math.round(rate)
      say(`${name} saturated ${factsPerSecond} facts/s, ${JSON.stringify(use.look())}`)
      return { ...steady, usPerFact, databaseCore, stormSeconds, factsPerSecond }
    } finally {
      await ended(load)
      await hub.kill()
    }
  })
}

async function connected(hub: BenchHub, count: number, dashboards: number): Promise<Load> {
  const load: Load = {
    halls: startWorker<HallTasks>('hub/halls-process.ts'),
    dashboards: startWorker<DashboardTasks>('hub/dashboards-process.ts'),
  }
  await load.halls.ask('connect', { urls: [hub.url], first: 1, count })
  if (dashboards > 0)
    await load.dashboards.ask('connect', { url: hub.url, cookies: hub.cookies, count: dashboards })
  return load
}

async function ended({ halls, dashboards }: Load): Promise<void> {
  await halls.end()
  await dashboards.end()
}

/** Two nodes that share PostgreSQL and Redis, against one on the same machine: each with halls of its own. */
async function twoToOne({ seconds, say }: HubBenchOptions): Promise<number> {
  const rates: number[] = []
  for (const nodes of [1, 2]) rates.push(await saturatedNodes(nodes, seconds))
  say(`one node ${rates[0]?.toFixed(0)} facts/s, two ${rates[1]?.toFixed(0)}`)
  return rounded((rates[1] ?? 0) / (rates[0] ?? 1))
}

async function saturatedNodes(nodes: number, seconds: number): Promise<number> {
  const redis = await openRedis()
  try {
    return await withWorkFolder('bench-nodes', async (folder) => {
      const common = { database: await openPostgres(), redis: redis.url, halls: 2 * SATURATING }
      const hubs: BenchHub[] = []
      const loads: Worker<HallTasks>[] = []
      try {
        for (let n = 0; n < nodes; n += 1)
          hubs.push(await runHub({ folder: join(folder, `hub-${n}`), first: hubs[0], ...common }))
        // As many halls in as many processes either way.
        for (const [n, first] of [1, SATURATING + 1].entries()) {
          const load = startWorker<HallTasks>('hub/halls-process.ts')
          loads.push(load)
          const hub = hubs[n % hubs.length] as BenchHub
          await load.ask('connect', { urls: [hub.url], first, count: SATURATING })
        }
        const rates = await Promise.all(
          loads.map((load) => load.ask('saturate', { seconds, halls: SATURATING })),
        )
        return rates.reduce((sum, rate) => sum + rate, 0)
      } finally {
        for (const load of loads) await load.end()
        for (const hub of hubs) await hub.kill()
      }
    })
  } finally {
    await redis.close()
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
