import { availableParallelism } from 'node:os'
import { defineConfig } from 'playwright/test'

/** Flows through real screens. One more than processors: each brings up a whole hall of its own, and waits for much of it. */
export default defineConfig({
  testDir: 'flows',
  outputDir: 'output/results',
  workers: availableParallelism() + 1,
  fullyParallel: true,
  // On a loaded machine a program may miss its time; the report names what needed the second try.
  retries: 1,
  // Long, like every bound of a test that is not itself about time: a busy machine is slow, not wrong.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  use: { actionTimeout: 120_000 },
  forbidOnly: true,
  reporter: [['list']],
})
