// Builds the screens and the Electron side, as far as they are out of date. `--force` builds everything.
import { buildStale } from './lib/build.ts'
import { bundles } from './lib/bundles.ts'
import { reasonOf } from './lib/run.ts'

try {
  for (const { name, outcome, ms } of await buildStale(bundles, process.argv.includes('--force')))
    if (outcome !== 'fresh') console.log(`${name} ${outcome} (${ms} ms)`)
} catch (error) {
  console.error(`The build failed: ${reasonOf(error)}`)
  process.exitCode = 1
}
