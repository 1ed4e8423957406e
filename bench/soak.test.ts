import { runSeed } from '@service-hall/harness/random'
import { expect, onTestFinished, test, vi } from 'vitest'
import { soakCalls } from './soak/calls.ts'
import { soakClocks } from './soak/clocks-of-machines.ts'
import { soakCrash } from './soak/crash.ts'
import { soakPayments } from './soak/payments.ts'
import { soakUplink } from './soak/uplink.ts'

/** Shown only when a test fails: the seed makes it happen again (npm run soak -- … --seed). */
const say = (line: string): void => console.log(line)

test('six counters over bad lines lose no ticket and call none twice', { timeout: 120_000 }, async () => {
  const result = await soakCalls({ calls: 600, counters: 6, seed: runSeed(say), say })
  expect(result).toEqual({ calls: 600, lost: 0, doubled: 0 })
})

/** What carries the journal, as `SERVICE_HALL_SQLITE` has it; empty: what is in use anyway. */
test.each(['', 'node'])(
  'a server killed while it writes keeps what it acknowledged (SQLite: "%s")',
  { timeout: 120_000 },
  async (sqlite) => {
    if (sqlite !== '') vi.stubEnv('SERVICE_HALL_SQLITE', sqlite)
    onTestFinished(() => void vi.unstubAllEnvs())
    const result = await soakCrash({ runs: 3, seed: runSeed(say), say })
    expect(result).toMatchObject({ runs: 3, lost: 0, numbersDoubled: 0 })
    expect(result.acknowledged).toBeGreaterThan(10)
  },
)

test('clocks of a hall and its kiosks that jump cost nobody anything', { timeout: 120_000 }, async () => {
  const { jumps, ...faults } = await soakClocks({ days: 2, seed: runSeed(say), say })
  expect(jumps).toBeGreaterThan(5)
  expect(Object.values(faults)).toEqual([0, 0, 0, 0, 0, 0])
})

test(
  'six hundred payments through faults and deaths lose and double no fen',
  { timeout: 120_000 },
  async () => {
    const result = await soakPayments({ orders: 600, seed: runSeed(say), workers: 0, say })
    expect(result.violations).toBe(0)
    expect(result.orders).toBeGreaterThanOrEqual(600)
    expect(result.faults).toBeGreaterThan(100)
  },
)

test.each([
  ['sqlite', 12],
  ['postgres', 8],
] as const)(
  'halls that report to a hub on %s lose and double nothing, whatever is killed or restored',
  async (engine, steps) => {
    const { facts, ...faults } = await soakUplink({ halls: 3, steps, engine, seed: runSeed(say), say })
    expect(facts).toBeGreaterThan(50)
    expect(faults).toEqual({ lost: 0, doubled: 0, rollupDifferences: 0 })
  },
)
