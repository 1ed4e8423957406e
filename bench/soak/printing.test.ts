import { expect, test } from 'vitest'
import { soakPrinting } from './printing.ts'

/** Shown only when the test fails: the seed makes it happen again (npm run soak -- printing --seed). */
const say = (line: string): void => console.log(line)
const seed = Math.floor(Math.random() * 2 ** 32)

test(
  'printers of every kind under faults of every kind tell the truth of 120 jobs',
  { timeout: 120_000 },
  async () => {
    say(`seed ${seed}`)
    const result = await soakPrinting({ jobs: 120, printers: 8, seed, say })
    expect(result).toEqual({
      jobs: expect.any(Number) as number,
      falsePrinted: 0,
      duplicates: 0,
      unknownOutsideWindow: 0,
      isWell: true,
    })
    expect(result.jobs).toBeGreaterThanOrEqual(120)
  },
)
