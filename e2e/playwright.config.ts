import { defineConfig } from 'playwright/test'

/** Flows through real screens. One at a time: each brings up a whole hall, and there are two cores. */
export default defineConfig({
  testDir: 'flows',
  outputDir: 'output/results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
})
