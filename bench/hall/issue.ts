import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { enrol, startServer } from '@service-hall/harness/hall'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { writeBenchHall } from '../lib/bench-hall.ts'
import { runHelper, startHelper } from '../lib/helper-process.ts'
import { median } from '../lib/quantile.ts'
import type { IssueLoad, IssueRate } from './issue-load.ts'
import type { RawLoad } from './raw-journal.ts'

export type IssueOptions = {
  depths: readonly number[]
  repeats: number
  measureMs: number
  say: (line: string) => void
}

/** Figures at one depth: the median of the repeats. */
export type IssueFigures = IssueRate & {
  clients: number
  rawJournalPerSecond: number
  bareSocketPerSecond: number
  /** `perSecond` by the slower of the two above. */
  ratio: number
}

type Round = {
  issue: IssueRate
  raw: number
  bare: number
}

const WARM_UP_MS = 1_000
const KIOSKS = 8

/** Durable tickets a second, each time beside what the journal and the socket can do alone at that moment. */
export async function benchIssue({ depths, repeats, measureMs, say }: IssueOptions): Promise<IssueFigures[]> {
  const rounds = new Map(depths.map((depth) => [depth, [] as Round[]]))
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const [depth, done] of rounds) {
      const round = await oneRound(depth, measureMs, repeat)
      done.push(round)
      const { issue, raw, bare } = round
      say(`${depth} clients: ${issue.perSecond} tickets a second, journal ${raw}, socket ${bare}`)
    }
  }
  return [...rounds].map(([clients, done]) => figures(clients, done))
}

function figures(clients: number, rounds: readonly Round[]): IssueFigures {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick))
  return {
    clients,
    perSecond: of(({ issue }) => issue.perSecond),
    p50Ms: of(({ issue }) => issue.p50Ms),
    p99Ms: of(({ issue }) => issue.p99Ms),
    rawJournalPerSecond: of(({ raw }) => raw),
    bareSocketPerSecond: of(({ bare }) => bare),
    // Of each round by itself: what else the machine did then slowed all three.
    ratio: of(({ issue, raw, bare }) => issue.perSecond / Math.min(raw, bare)),
  }
}

/** The three measurements one after the other, in an order that turns from repeat to repeat. */
async function oneRound(depth: number, measureMs: number, repeat: number): Promise<Round> {
  return withWorkFolder('issue', async (folder) => {
    const round = { issue: { perSecond: 0, p50Ms: 0, p99Ms: 0 }, raw: 0, bare: 0 }
    const load = { clients: depth, warmUpMs: WARM_UP_MS, measureMs }
    const parts = [
      async () => (round.issue = await issueOnce(folder, load)),
      async () => (round.raw = await rawOnce(join(folder, 'raw'), depth, measureMs)),
      async () => (round.bare = await bareOnce(load)),
    ]
    for (let index = 0; index < parts.length; index += 1) await parts[(index + repeat) % parts.length]?.()
    return round
  })
}

type Load = Omit<IssueLoad, 'url' | 'tokens'>

/** The real server. Nobody listens to its facts: the bare server tells nobody of anything either. */
async function issueOnce(folder: string, load: Load): Promise<IssueRate> {
  const hall = await writeBenchHall(folder, { counters: 1, kiosks: KIOSKS })
  const server = await startServer({ configFile: hall.file, dataFolder: join(folder, 'data') })
  const { url } = server
  const tokens = await Promise.all(hall.kiosks.map((kiosk) => enrol(url, kiosk)))
  const rate = await runHelper<IssueRate>('hall/issue-load.ts', { ...load, url, tokens } satisfies IssueLoad)
  await server.stop()
  return rate
}

async function rawOnce(folder: string, depth: number, measureMs: number): Promise<number> {
  await mkdir(folder)
  const load: RawLoad = { folder, depth, warmUpMs: WARM_UP_MS, measureMs }
  return (await runHelper<{ perSecond: number }>('hall/raw-journal.ts', load)).perSecond
}

async function bareOnce(load: Load): Promise<number> {
  const server = await startHelper<{ listening: number }>('hall/bare-socket.ts')
  const url = `http://127.0.0.1:${server.said.listening}`
  const rate = await runHelper<IssueRate>('hall/issue-load.ts', {
    ...load,
    url,
    tokens: [],
  } satisfies IssueLoad)
  await server.kill()
  return rate.perSecond
}
