// Pays one bill after another at a hall of its own, so many at once. Run by orders.ts.
import { openInstantHall } from '@service-hall/hall-server/instant-payments'

/** What this process is told to do, as JSON in its first argument. */
export type OrdersLoad = { folder: string; clients: number; warmUpMs: number; measureMs: number }
/** What it found; `tookMs`: of each order that began in the time that was measured. */
export type OrdersRate = { perSecond: number; tookMs: number[] }

const { folder, clients, warmUpMs, measureMs } = JSON.parse(process.argv[2] ?? '{}') as OrdersLoad
const hall = await openInstantHall(folder)
const measureFrom = performance.now() + warmUpMs
const END = measureFrom + measureMs
const tookMs: number[] = []
await Promise.all(Array.from({ length: clients }, work))
await hall.close()
const rate: OrdersRate = { perSecond: Math.round(tookMs.length / (measureMs / 1_000)), tookMs }
process.stdout.write(`${JSON.stringify(rate)}\n`)

async function work(): Promise<void> {
  for (let now = performance.now(); now < END; now = performance.now()) {
    const took = await hall.pay()
    if (now >= measureFrom) tookMs.push(Math.round(took * 100) / 100)
  }
}
