// Builds what runs, as far as it is out of date: screens, the Electron side, sqlite3's binary. `--force` builds all
// bundles.
import { ensureSqlite3 } from '@service-hall/harness/machine'
import { reasonOf } from '@service-hall/harness/process'
import { buildStale } from './build-stale.ts'
import { bundles } from './bundles.ts'

const say = (line: string): void => console.log(line)
const sqlite3 = await ensureSqlite3({ say })
if ('missing' in sqlite3) say(`${sqlite3.missing}. Node's own SQLite is used.`)
try {
  for (const { name, outcome, ms } of await buildStale(bundles, process.argv.includes('--force')))
    if (outcome !== 'fresh') say(`${name} ${outcome} (${ms} ms)`)
} catch (error) {
  console.error(`The build failed: ${reasonOf(error)}`)
  process.exitCode = 1
}
