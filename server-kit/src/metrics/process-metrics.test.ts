import { expect, onTestFinished, test } from 'vitest'
import { Registry, processMetrics } from './index.ts'

function aRegistry(): { value: (name: string, labels?: Record<string, string>) => Promise<number> } {
  const registry = new Registry()
  onTestFinished(processMetrics(registry))
  return {
    async value(name, labels = {}) {
      const metric = (await registry.getMetricsAsJSON()).find((row) => row.name === name)
      const found = metric?.values.find((row) =>
        Object.entries(labels).every(([key, value]) => row.labels[key as never] === value),
      )
      return found?.value ?? NaN
    },
  }
}

test('memory, processor time and uptime are those of this process', async () => {
  const { value } = aRegistry()
  expect(await value('process_memory_bytes', { part: 'resident' })).toBeGreaterThan(10e6)
  expect(await value('process_memory_bytes', { part: 'heapUsed' })).toBeGreaterThan(1e6)
  const cpu = await value('process_cpu_seconds_total')
  expect(cpu).toBeGreaterThan(0)
  expect(cpu).toBeLessThan(3_600)
  expect(await value('process_cpu_seconds_total')).toBeLessThan(2 * cpu + 1) // read, not added up
  expect(await value('process_uptime_seconds')).toBeGreaterThan(0)
})

test('an event loop that stood still is seen at the next scrape and is over at the one after', async () => {
  const { value } = aRegistry()
  const longest = (): Promise<number> => value('event_loop_delay_seconds', { quantile: '1' })
  const someTurns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60))
  await someTurns()
  const until = performance.now() + 1_500
  while (performance.now() < until);
  await someTurns()
  expect(await longest()).toBeGreaterThan(1.2)
  await someTurns()
  expect(await longest()).toBeLessThan(1.2)
})
