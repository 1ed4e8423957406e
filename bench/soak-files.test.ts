import { runSeed } from '@service-hall/harness/random'
import { expect, test } from 'vitest'
import { soakFiles } from './soak/files.ts'

/** Shown only when a test fails: the seed makes it happen again (npm run soak -- … --seed). */
const say = (line: string): void => console.log(line)

test(
  'a hall whose file is edited while it works loses nobody and never breaks',
  { timeout: 120_000 },
  async () => {
    const result = await soakFiles({ edits: 120, seed: runSeed(say), say })
    expect(result).toMatchObject({ edits: 120, unreachable: 0, crashes: 0 })
    expect(result.refused).toBeGreaterThan(10)
    expect(result.refused).toBeLessThan(110)
  },
)
