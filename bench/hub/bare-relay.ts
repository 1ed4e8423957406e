import { startHelper } from '../lib/helper-process.ts'
import { ProcessUse } from '../lib/process-use.ts'
import { startWorker } from '../lib/worker.ts'
import type { HubBenchOptions, Steady } from './all.ts'
import type { BareTasks } from './bare-halls-process.ts'
import type { DashboardTasks } from './dashboards-process.ts'

/** The usual load on a server that only passes on: what transport alone takes. */
export async function bareRelay({ halls, dashboards, seconds }: HubBenchOptions): Promise<Steady> {
  const server = await startHelper<{ port: number; pid: number }>('hub/relay-process.ts')
  const url = `http://127.0.0.1:${server.said.port}`
  const load = startWorker<BareTasks>('hub/bare-halls-process.ts')
  const screens = startWorker<DashboardTasks>('hub/dashboards-process.ts')
  try {
    await load.ask('connect', { url, count: halls })
    await screens.ask('connect', { url, cookies: ['', ''], count: dashboards })
    await load.ask('steady', { seconds: 2 })
    const use = new ProcessUse(server.said.pid)
    await screens.ask('begin', {})
    await load.ask('steady', { seconds })
    const { p50Ms, p99Ms } = await screens.ask('end', {})
    return { ...use.look(), p50Ms, p99Ms }
  } finally {
    await load.end()
    await screens.end()
    await server.kill()
  }
}
