import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge } from 'prom-client'
import type { Registry } from 'prom-client'

/** How often the event loop is looked at, ms. */
const RESOLUTION_MS = 10

/**
 * Memory, processor time and event-loop delay of this process. The library's own default metrics are left out: their
 * observer of garbage collections stays for ever and slows the process down. Answers a function that ends the watching.
 */
export function processMetrics(registry: Registry): () => void {
  const registers = [registry]
  new Gauge({
    name: 'process_memory_bytes',
    help: 'Memory of the process: resident set, heap in use, memory outside the heap.',
    labelNames: ['part'],
    registers,
    collect() {
      const { rss, heapUsed, external } = process.memoryUsage()
      this.set({ part: 'resident' }, rss)
      this.set({ part: 'heapUsed' }, heapUsed)
      this.set({ part: 'external' }, external)
    },
  })
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time used, user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1e6)
    },
  })
  new Gauge({
    name: 'process_uptime_seconds',
    help: 'Time since the process began.',
    registers,
    collect() {
      this.set(process.uptime())
    },
  })
  return eventLoopDelay(registers)
}

function eventLoopDelay(registers: Registry[]): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  new Gauge({
    name: 'event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape; quantile 1 is the longest.',
    labelNames: ['quantile'],
    registers,
    collect() {
      // A sample is the time between two looks, so what is late is what is over the resolution.
      const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1e3)
      const { count, max } = delay
      for (const [quantile, value] of [
        ['0.5', delay.percentile(50)],
        ['0.99', delay.percentile(99)],
        ['1', max],
      ] as const)
        this.set({ quantile }, count === 0 ? 0 : late(value))
      delay.reset()
    },
  })
  return () => void delay.disable()
}
