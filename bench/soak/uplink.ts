import { isDeepStrictEqual } from 'node:util'
import { join } from 'node:path'
import type { HallId } from '@service-hall/contract'
import { factsOf, inboxMigrations, lineageOfHall } from '@service-hall/console/inbox'
import { rebuild, rollupMigrations } from '@service-hall/console/rollup'
import { openStore } from '@service-hall/console/store'
import type { Store } from '@service-hall/console/store'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { freeBlock } from '@service-hall/harness/ports'
import { lineWith, lookUntil, startProgram } from '@service-hall/harness/process'
import type { Program } from '@service-hall/harness/process'
import { seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { openPostgres } from '@service-hall/harness/services'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { BadLine } from './uplink/bad-line.ts'
import { ReportingHall } from './uplink/reporting-hall.ts'

export type UplinkOptions = {
  halls: number
  /** Things that happen: work, cuts, kills, backups. */
  steps: number
  engine: 'sqlite' | 'postgres'
  seed: number
  say: (line: string) => void
}

export type UplinkResult = {
  /** Facts of all halls that the region may see. */
  facts: number
  /** Of those, not at the hub at the end. */
  lost: number
  /** At the hub more often than in the hall, or as another fact. */
  doubled: number
  /** Roll-ups that differ from those that the facts give when they are counted anew. */
  rollupDifferences: number
}

/** How many halls work at the same time. */
const TOGETHER = 8

/**
 * Halls report to a hub while lines, halls and the hub break, batches come twice or in another order, the hub is away for
 * three days, and halls go on from backups; then both sides are compared.
 */
export function soakUplink({ halls: count, steps, engine, seed, say }: UplinkOptions): Promise<UplinkResult> {
  return withWorkFolder('soak-uplink', async (folder) => {
    const random = seededRandom(seed)
    const database = engine === 'postgres' ? await openPostgres() : undefined
    const hub = new KilledHub(join(folder, 'hub'), await freeBlock([]), database)
    await hub.start()
    const line = await BadLine.open(hub.url, random)
    const file = await readHallFile(inRoot('hall-server/config/demo-hall.yaml'))
    const halls = Array.from(
      { length: count },
      (_, n) => new ReportingHall(`H${n + 1}`, join(folder, `hall-${n + 1}`), file, line.url),
    )
    for (const hall of halls) await hall.start()
    say(`${count} halls report to a hub on ${engine}`)
    for (let step = 1; step <= steps; step += 1) {
      if (step === Math.ceil(steps / 2)) await outage(random, halls, hub)
      await somethingHappens(random, halls, hub)
      if (step % 25 === 0) say(`${step} of ${steps} steps`)
    }
    line.isBad = false
    for (const hall of halls) await upToDate(hall)
    say(`the line doubled, reordered, cut: ${Object.values(line.did).join(', ')}`)
    await hub.stop()
    const result = await compare(halls, database ?? join(folder, 'hub', 'hub.sqlite'))
    for (const hall of halls) await hall.stop()
    line.close()
    return result
  })
}

/** Mostly work; now and then a kill of the hub, a hall that stops, one that is backed up, one that goes on from that. */
async function somethingHappens(
  random: Random,
  halls: readonly ReportingHall[],
  hub: KilledHub,
): Promise<void> {
  const one = (): ReportingHall => halls[random.below(halls.length)] as ReportingHall
  const what = random.next()
  if (what < 0.08) return hub.kill()
  if (what < 0.12) return hub.cutFor(random.below(3_000))
  if (what < 0.2) {
    const hall = one()
    await hall.stop()
    return hall.start()
  }
  if (what < 0.3) return one().backUp()
  if (what < 0.38) return void (await one().restore())
  const working = new Set(Array.from({ length: TOGETHER }, one))
  await Promise.all([...working].map((hall) => hall.work(random, 1 + random.below(12))))
}

const DAY_MS = 86_400_000
const OUTAGE_DAYS = 3

/** The hub is away for three days; the halls work on, each day anew. */
async function outage(random: Random, halls: readonly ReportingHall[], hub: KilledHub): Promise<void> {
  await hub.stop()
  const groups = Array.from({ length: Math.ceil(halls.length / TOGETHER) }, (_, n) =>
    halls.slice(n * TOGETHER, (n + 1) * TOGETHER),
  )
  for (const group of Array.from({ length: OUTAGE_DAYS }, () => groups).flat())
    await Promise.all(
      group.map(async (hall) => {
        await hall.sleep(DAY_MS)
        await hall.work(random, 1 + random.below(12))
      }),
    )
  await hub.start()
}

/** A hall that finds its region gone waits up to half a minute and more before it calls again. */
const CATCH_UP_MS = 10 * 60_000

async function upToDate(hall: ReportingHall): Promise<void> {
  const isWhole = (): boolean => hall.acknowledged === hall.committed
  await lookUntil(`${hall.id} to be acknowledged whole`, isWhole, { longestMs: CATCH_UP_MS })
}

/** A hub that is killed without a word and started again on the same port and data. */
class KilledHub {
  readonly url: string
  readonly #args: string[]
  #program: Program | null = null

  constructor(folder: string, port: number, database: string | undefined) {
    this.url = `http://127.0.0.1:${port}`
    const script = inRoot('bench/soak/uplink/hub-process.ts')
    this.#args = [script, folder, `${port}`, ...(database === undefined ? [] : [database])]
  }

  async start(): Promise<void> {
    this.#program = startProgram({ name: 'hub', args: this.#args })
    await this.#program.next(lineWith('listening'))
  }

  async kill(): Promise<void> {
    await this.#program?.end('SIGKILL')
    await this.start()
  }

  /** It is away for a while. */
  async cutFor(ms: number): Promise<void> {
    await this.#program?.end('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, ms))
    await this.start()
  }

  async stop(): Promise<void> {
    await this.#program?.end()
  }
}

async function compare(halls: readonly ReportingHall[], database: string): Promise<UplinkResult> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const store = await openStore(database, [...inboxMigrations, ...rollupMigrations], quiet)
  const result: UplinkResult = { facts: 0, lost: 0, doubled: 0, rollupDifferences: 0 }
  try {
    for (const hall of halls) {
      const own = await hall.facts()
      const told = await factsAtHub(store, hall.id as HallId)
      const byNumber = new Map(told.map((row) => [row.number, row]))
      result.facts += own.length
      result.lost += own.filter(({ number }) => !byNumber.has(number)).length
      result.doubled += told.length - byNumber.size
      for (const { number, at, fact } of own) {
        const row = byNumber.get(number)
        if (
          row &&
          !isDeepStrictEqual({ at: row.at, fact: row.fact }, JSON.parse(JSON.stringify({ at, fact })))
        )
          result.doubled += 1
      }
      const ownNumbers = new Set(own.map(({ number }) => number))
      result.doubled += told.filter(({ number }) => !ownNumbers.has(number)).length
      result.rollupDifferences += await differences(store, hall.id as HallId)
    }
  } finally {
    await store.close()
  }
  return result
}

async function factsAtHub(store: Store, hallId: HallId) {
  const facts = []
  let from = 1
  for (const { ordinal, upTo } of await lineageOfHall(store, hallId)) {
    facts.push(...(await factsOf(store, { hallId, ordinal, from, to: upTo, limit: 10_000_000 })))
    from = upTo + 1
  }
  return facts
}

async function differences(store: Store, hallId: HallId): Promise<number> {
  const rows = async (): Promise<Map<string, string>> => {
    const key = ['grain', 'day', 'minute', 'service', 'counter', 'staff']
    const found: Record<string, unknown>[] = await store
      .db<Record<string, unknown>>('rollups')
      .where({ hall: hallId })
    return new Map(found.map((row) => [JSON.stringify(key.map((name) => row[name])), JSON.stringify(row)]))
  }
  const kept = await rows()
  await rebuild(store, hallId)
  const anew = await rows()
  const keys = new Set([...kept.keys(), ...anew.keys()])
  return [...keys].filter((key) => kept.get(key) !== anew.get(key)).length
}
