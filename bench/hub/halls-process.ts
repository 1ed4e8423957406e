// Many halls in one process: only their facts and the real uplink. Run by hub.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { publicConfig } from '@service-hall/contract'
import type { HallConfig } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { lookUntil } from '@service-hall/harness/process'
import { seededRandom } from '@service-hall/harness/random'
import { InventedDay, ReportingLine, freshHallKey } from '@service-hall/harness/uplink'
import { serveTasks } from '../lib/worker.ts'

export type HallTasks = {
  /** Connects halls `first`… and reports the beginning of their day; answers how long that took, s. */
  connect: { task: { urls: string[]; first: number; count: number }; answer: number }
  /** Each hall reports a fact a second. Answers how many. */
  steady: { task: { seconds: number }; answer: number }
  /** All lines break at once; answers how long until all are back and all is acknowledged, s. */
  storm: { task: Record<string, never>; answer: number }
  /** So many halls report as fast as they are acknowledged. Answers facts a second. */
  saturate: { task: { seconds: number; halls: number }; answer: number }
}

type BenchHall = { line: ReportingLine; day: InventedDay; welcomes: number; acknowledged: number }

const halls: BenchHall[] = []
const LONG_MS = 5 * 60_000
/** Facts that a hall which is never done has waiting. */
const AHEAD = 1_000

const file = await readHallFile(inRoot('hall-server/config/demo-hall.yaml'))

function aHall(n: number, urls: string[]): BenchHall {
  const name = { zh: `第${n}供电营业厅`, en: `Hall ${n}` }
  const config: HallConfig = { ...publicConfig(file), hall: { ...file.hall, id: `H${n}` as never, name } }
  const hall: BenchHall = {
    line: new ReportingLine(`H${n}`, freshHallKey(), urls, {
      welcomed: () => (hall.welcomes += 1),
      acknowledged: (number) => (hall.acknowledged = number),
    }),
    day: new InventedDay(config, seededRandom(n)),
    ...{ welcomes: 0, acknowledged: 0 },
  }
  return hall
}

const settled = (some: readonly BenchHall[], welcomes: number): boolean =>
  some.every(({ line, welcomes: seen }) => seen >= welcomes && line.isUp && line.waiting === 0)

serveTasks({
  async connect({ urls, first, count }: HallTasks['connect']['task']) {
    const began = performance.now()
    const fresh = Array.from({ length: count }, (_, n) => aHall(first + n, urls))
    halls.push(...fresh)
    for (const [n, { line, day }] of fresh.entries()) {
      line.start()
      line.report(day.begin(Date.now()))
      if (n % 50 === 49) await pause(50)
    }
    await lookUntil('all halls to report', () => settled(fresh, 1), { longestMs: LONG_MS, everyMs: 50 })
    return (performance.now() - began) / 1_000
  },

  async steady({ seconds }: HallTasks['steady']['task']) {
    // Spread over each second in steps, as halls that know nothing of each other are.
    const steps = 100
    let sent = 0
    const began = performance.now()
    for (let step = 0; step < seconds * steps; step += 1) {
      for (let n = step % steps; n < halls.length; n += steps) {
        const { line, day } = halls[n] as BenchHall
        line.report([day.next(Date.now())])
        sent += 1
      }
      await pause(Math.max(0, began + ((step + 1) * 1_000) / steps - performance.now()))
    }
    return sent
  },

  async storm() {
    const began = performance.now()
    const before = halls.map(({ welcomes }) => welcomes)
    for (const { line } of halls) line.cut()
    for (const { line, day } of halls) line.report([day.next(Date.now())])
    const isBack = (hall: BenchHall, n: number): boolean => settled([hall], (before[n] ?? 0) + 1)
    await lookUntil('all halls to be back', () => halls.every(isBack), { longestMs: LONG_MS, everyMs: 20 })
    return (performance.now() - began) / 1_000
  },

  async saturate({ seconds, halls: count }: HallTasks['saturate']['task']) {
    const some = halls.slice(0, count)
    const stock = some.map(({ day }) => Array.from({ length: AHEAD }, () => day.next(Date.now())))
    const fill = (): void =>
      some.forEach(({ line }, n) => {
        if (line.waiting < AHEAD) line.report(stock[n] ?? [])
      })
    const total = (): number => some.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
    const run = async (ms: number): Promise<void> => {
      const end = performance.now() + ms
      while (performance.now() < end) {
        fill()
        await pause(20)
      }
    }
    await run(2_000)
    const [first, began] = [total(), performance.now()]
    await run(seconds * 1_000)
    const rate = (total() - first) / ((performance.now() - began) / 1_000)
    await lookUntil('the rest', () => settled(some, 0), { longestMs: LONG_MS })
    return rate
  },
})
