import { runSeed } from '@service-hall/harness/random'
import { expect, test } from 'vitest'
import { soakPowercut } from './soak/powercut.ts'
import { ensureShim } from './soak/powercut/shim.ts'

/** Shown only when a test fails. */
const say = (line: string): void => console.log(line)
const shim = await ensureShim({ say })
const path = 'path' in shim ? shim.path : ''
const leftOut = 'missing' in shim ? ` (left out: ${shim.missing})` : ''

test.skipIf(leftOut !== '')(
  `a hall whose power is cut while customers pay has all that it answered, and its money an owner${leftOut}`,
  { timeout: 300_000 },
  async () => {
    const result = await soakPowercut({ runs: 3, seed: runSeed(say), shim: path, say })
    expect(result).toMatchObject({ runs: 3, lost: 0, unbalanced: 0, unowned: 0 })
    expect(result.acknowledged).toBeGreaterThan(10)
  },
)

test.skipIf(leftOut !== '')(
  `a hall that does not sync each commit is found out by two cuts${leftOut}`,
  { timeout: 300_000 },
  async () => {
    const result = await soakPowercut({
      runs: 2,
      seed: runSeed(say),
      shim: path,
      isWeak: true,
      say: () => {},
    })
    expect(result.lost).toBeGreaterThan(0)
  },
)
