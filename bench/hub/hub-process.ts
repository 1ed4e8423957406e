// A hub as a program, for measuring it: `hub-process.ts {"dataFolder":…,"database":…,"redis":…,"halls":2000}`. Halls H1…Hn
// lie in its organisation, and every hall may report.
import { startHub } from '@service-hall/console/hub'
import { uuid7 } from '@service-hall/contract'
import type { AccountId, HallId, HubCommand, RegionId } from '@service-hall/contract'
import { inRoot } from '@service-hall/harness/paths'
import { builtPages } from '@service-hall/server-kit/http'
import { randomBytes } from 'node:crypto'

type Task = { dataFolder: string; database?: string; redis?: string; halls: number; pages?: boolean }
const { halls, pages = false, ...where } = JSON.parse(process.argv[2] ?? '{}') as Task

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (event: string, cause: unknown) => console.error(event, cause),
}
const hub = await startHub({
  ...where,
  pages: pages ? builtPages(inRoot('console/dist')) : null,
  port: 0,
  host: '127.0.0.1',
  directory: { standing: () => 'admitted' },
  log: quiet,
  hashCost: 1_024,
})
if (hub.records.state.halls.size === 0)
  for (let n = 1; n <= halls; n += 1) {
    const command = {
      ...{
        type: 'organisation.admitHall',
        id: uuid7(Date.now(), randomBytes(10)),
        hallId: `H${n}` as HallId,
      },
      ...{ key: `${n}`.padEnd(60, 'k'), regionId: 'root' as RegionId, tier: 'C' },
    } as unknown as HubCommand
    const { answer } = await hub.records.execute({ accountId: 'admin' as AccountId, from: 'bench' }, command)
    if (!answer.ok) throw new Error(answer.code)
  }
process.stdout.write(`${JSON.stringify({ port: hub.port, pid: process.pid })}\n`)
process.once('SIGTERM', () => void hub.close().then(() => process.exit(0)))
