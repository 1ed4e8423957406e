import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { runHelper } from '../lib/helper-process.ts'
import { median } from '../lib/quantile.ts'
import type { RawLoad } from './raw-journal.ts'

export type ChainOptions = { repeats: number; measureMs: number; say: (line: string) => void }

/** Rows a second with and without the chain of hashes, and what it costs a fact, µs. */
export type ChainFigures = { perSecond: number; unchainedPerSecond: number; usPerFact: number }

const DEPTH = 64
const WARM_UP_MS = 500
const US_PER_SECOND = 1_000_000

/** What the chain costs, beside a journal without one in the same run, in an order that turns from repeat to repeat. */
export async function benchChain({ repeats, measureMs, say }: ChainOptions): Promise<ChainFigures> {
  const chained: number[] = []
  const unchained: number[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const isChained of repeat % 2 === 0 ? [true, false] : [false, true])
      (isChained ? chained : unchained).push(await once(isChained, measureMs))
    say(`journal ${chained.at(-1)} rows a second, without the chain ${unchained.at(-1)}`)
  }
  const costs = chained.map(
    (rate, index) => US_PER_SECOND / rate - US_PER_SECOND / (unchained[index] ?? rate),
  )
  return {
    perSecond: median(chained),
    unchainedPerSecond: median(unchained),
    usPerFact: Math.round(median(costs) * 100) / 100,
  }
}

async function once(isChained: boolean, measureMs: number): Promise<number> {
  return withWorkFolder('chain', async (work) => {
    const folder = join(work, 'raw')
    await mkdir(folder)
    const load: RawLoad = { folder, depth: DEPTH, warmUpMs: WARM_UP_MS, measureMs, isChained }
    return (await runHelper<{ perSecond: number }>('hall/raw-journal.ts', load)).perSecond
  })
}
