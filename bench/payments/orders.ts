import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import type { RawLoad } from '../hall/raw-journal.ts'
import { runHelper } from '../lib/helper-process.ts'
import { median, spread } from '../lib/quantile.ts'
import type { Spread } from '../lib/quantile.ts'
import type { OrdersLoad, OrdersRate } from './orders-load.ts'

/** Medians of the repeats; the raw journal beside it appends rows with as many under way. */
export type OrdersFigures = { clients: number; perSecond: number; rawJournalPerSecond: number }
export type OrdersOptions = { repeats: number; measureMs: number; say: (line: string) => void }

const CLIENTS = [1, 16, 64]
const WARM_UP_MS = 1_000

/** Durable orders a second, from opening to write-off, beside what the journal alone can do at that moment. */
export async function benchOrders({ repeats, measureMs, say }: OrdersOptions): Promise<OrdersFigures[]> {
  const figures: OrdersFigures[] = []
  for (const clients of CLIENTS) {
    const rounds: { perSecond: number; raw: number }[] = []
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const { perSecond } = await ordersOnce({ clients, measureMs })
      const raw = await rawOnce({ depth: clients, measureMs })
      say(`${clients} clients: ${perSecond} orders a second, journal ${raw} rows`)
      rounds.push({ perSecond, raw })
    }
    const perSecond = median(rounds.map((round) => round.perSecond))
    figures.push({ clients, perSecond, rawJournalPerSecond: median(rounds.map(({ raw }) => raw)) })
  }
  return figures
}

/** What our code takes of an order's time, with nobody else at work, ms: channel and utility answer at once. */
export async function benchOverhead({ measureMs }: OrdersOptions): Promise<Spread> {
  const { tookMs } = await ordersOnce({ clients: 1, measureMs })
  return spread(tookMs)
}

function ordersOnce(load: Pick<OrdersLoad, 'clients' | 'measureMs'>): Promise<OrdersRate> {
  return withWorkFolder('orders', (folder) => {
    const whole: OrdersLoad = { folder, warmUpMs: WARM_UP_MS, ...load }
    return runHelper<OrdersRate>('payments/orders-load.ts', whole)
  })
}

function rawOnce({ depth, measureMs }: Pick<RawLoad, 'depth' | 'measureMs'>): Promise<number> {
  return withWorkFolder('raw', async (parent) => {
    const folder = join(parent, 'raw')
    await mkdir(folder)
    const load: RawLoad = { folder, depth, warmUpMs: WARM_UP_MS, measureMs }
    return (await runHelper<{ perSecond: number }>('hall/raw-journal.ts', load)).perSecond
  })
}
