// End-to-end tests: gets what they need, gives them a display, and runs Playwright with the arguments given.
import { ensureElectron, ensurePackages, ensureSqlite3, withDisplay } from '@service-hall/harness/machine'
import { inRoot } from '@service-hall/harness/paths'
import { runNode } from '@service-hall/harness/process'
import { buildStale } from '../build/build-stale.ts'
import { bundles } from '../build/bundles.ts'
import { TOOLS } from './tools.ts'

const say = (line: string) => console.log(line)

const packages = await ensurePackages(say)
if (!packages.ok) say(packages.help)
const sqlite3 = await ensureSqlite3({ say, mayInstall: true })
if ('missing' in sqlite3) say(sqlite3.missing)
const electron = await ensureElectron({ say })
if ('missing' in electron) say(electron.missing)
await buildStale(bundles)

const config = ['--config', inRoot('e2e/playwright.config.ts')]
const { code } = await withDisplay(() =>
  runNode([...TOOLS.playwright, 'test', ...config, ...process.argv.slice(2)], { show: true }),
)
process.exitCode = code
