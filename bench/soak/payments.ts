import { availableParallelism } from 'node:os'
import { startWorker } from '../lib/worker.ts'
import type { PaymentTasks } from './payments-process.ts'
import { CUSTOMERS, runHall } from './payments/run.ts'
import type { HallResult } from './payments/run.ts'

export type PaymentsOptions = {
  orders: number
  /** Of the first hall; each further one has the next. */
  seed: number
  /** Processes; 0: in this one. */
  workers?: number
  say: (line: string) => void
}

export type PaymentsResult = {
  orders: number
  faults: number
  crashes: number
  violations: number
  /** Of the first hall with a violation, which `--seed` shows again; without one, of the first. */
  seed: number
}

type Sum = PaymentsResult & { kinds: Record<string, number> }
const SEEDS = 2 ** 32
const SHOWN = 10

/** Halls of 50 customers each, one seed after the other, until so many orders were opened. */
export async function soakPayments({ orders, seed, say, workers }: PaymentsOptions): Promise<PaymentsResult> {
  const sum: Sum = { orders: 0, faults: 0, crashes: 0, violations: 0, seed, kinds: {} }
  let next = seed
  const work = async (run: (seed: number) => Promise<HallResult>): Promise<void> => {
    while (sum.orders < orders) {
      const its = next
      next = (next + 1) % SEEDS
      const result = await run(its)
      if (result.orders === 0) throw new Error(`the hall of seed ${its} opened no order`)
      add(sum, its, result, say)
      if (Math.floor(sum.orders / 20_000) > Math.floor((sum.orders - CUSTOMERS) / 20_000))
        say(`${sum.orders} orders`)
    }
  }
  const processes = workers ?? availableParallelism()
  if (processes === 0) await work(runHall)
  else
    await Promise.all(
      Array.from({ length: processes }, async () => {
        const worker = startWorker<PaymentTasks>('soak/payments-process.ts')
        await work((its) => worker.ask('run', { seed: its }))
        await worker.end()
      }),
    )
  say(
    Object.entries(sum.kinds)
      .sort(([, a], [, b]) => b - a)
      .map(([kind, times]) => `${kind} ${times}`)
      .join(', '),
  )
  const { kinds: _kinds, ...result } = sum
  return result
}

/** One hall again, by its seed; with everything that happened to the orders of its violations. */
export async function replayPayments(seed: number, say: (line: string) => void): Promise<PaymentsResult> {
  const lines: string[] = []
  const { orders, faults, crashes, violations } = await runHall(seed, (line) => void lines.push(line))
  const ids = new Set(
    violations.flatMap((violation) => violation.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []),
  )
  for (const line of lines)
    if (
      violations.length > 0 &&
      (ids.size === 0 || line.endsWith('the hall dies') || [...ids].some((id) => line.includes(id)))
    )
      say(line)
  for (const violation of violations) say(`WRONG ${violation}`)
  return { orders, faults, crashes, violations: violations.length, seed }
}

function add(
  sum: Sum,
  seed: number,
  { orders, faults, crashes, violations, kinds }: HallResult,
  say: (line: string) => void,
): void {
  if (violations.length > 0 && sum.violations === 0) sum.seed = seed
  for (const violation of violations.slice(0, Math.max(0, SHOWN - sum.violations)))
    say(`WRONG (seed ${seed}) ${violation}`)
  sum.orders += orders
  sum.faults += faults
  sum.crashes += crashes
  sum.violations += violations.length
  for (const [kind, times] of Object.entries(kinds)) sum.kinds[kind] = (sum.kinds[kind] ?? 0) + times
}
