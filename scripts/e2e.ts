// End-to-end tests: gets what they need, gives them a display, and runs Playwright with the arguments given.
import { buildStale } from './lib/build.ts'
import { bundles } from './lib/bundles.ts'
import { withDisplay } from './lib/display.ts'
import { ensureElectron } from './lib/electron-runtime.ts'
import { ensurePackages } from './lib/ensure.ts'
import { inRoot } from './lib/paths.ts'
import { runNode } from './lib/run.ts'
import { TOOLS } from './lib/tools.ts'

const say = (line: string) => console.log(line)

const packages = await ensurePackages(say)
if (!packages.ok) say(packages.help)
const electron = await ensureElectron({ say })
if ('missing' in electron) say(electron.missing)
await buildStale(bundles)

const config = ['--config', inRoot('e2e/playwright.config.ts')]
const { code } = await withDisplay(() =>
  runNode([...TOOLS.playwright, 'test', ...config, ...process.argv.slice(2)], { show: true }),
)
process.exitCode = code
