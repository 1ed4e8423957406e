// Builds the screens and the Electron side, as far as they are out of date. `--force` builds everything.
import { reasonOf } from '@service-hall/harness/process'
import { buildStale } from './build-stale.ts'
import { bundles } from './bundles.ts'

try {
  for (const { name, outcome, ms } of await buildStale(bundles, process.argv.includes('--force')))
    if (outcome !== 'fresh') console.log(`${name} ${outcome} (${ms} ms)`)
} catch (error) {
  console.error(`The build failed: ${reasonOf(error)}`)
  process.exitCode = 1
}
