// Packages the kiosk with electron-builder: `npm run package`, or `npm run package -- --win nsis` and the like.
// Without arguments it makes release/linux-unpacked.
import { readFile, rm, mkdir, writeFile } from 'node:fs/promises'
import { ensureElectron, ensureSqlite3 } from '@service-hall/harness/machine'
import type { ElectronRuntime } from '@service-hall/harness/machine'
import { inCache, inRoot } from '@service-hall/harness/paths'
import { runNode } from '@service-hall/harness/process'
import { parse } from 'yaml'
import { buildStale } from './build-stale.ts'
import { bundles } from './bundles.ts'
import { packagingConfig } from './packaging.ts'
import type { BuilderConfig } from './packaging.ts'

const say = (line: string): void => console.log(line)
const electron = await ensureElectron({ say })
if ('missing' in electron) {
  console.error(electron.missing)
  process.exit(1)
}
const sqlite3 = await ensureSqlite3({ say })
if ('missing' in sqlite3) say(sqlite3.missing)
await buildStale(bundles.filter(({ name }) => name.startsWith('kiosk/')))
process.exitCode = await pack(electron, process.argv.slice(2))

async function pack(runtime: ElectronRuntime, args: string[]): Promise<number> {
  const given = parse(await readFile(inRoot('electron-builder.yml'), 'utf8')) as BuilderConfig
  const config = inCache('package/electron-builder.json')
  await mkdir(inCache('package'), { recursive: true })
  await writeFile(config, JSON.stringify(packagingConfig(given, runtime)))
  const target = args.length > 0 ? args : ['--linux', 'dir']
  const cli = inRoot('node_modules/electron-builder/cli.js')
  const { code } = await runNode([cli, '--config', config, '--publish', 'never', ...target], { show: true })
  // The test runtime's boot app; what we pack is app.asar beside it.
  if (runtime.kind === 'testRuntime')
    await rm(inRoot('release/linux-unpacked/resources/app'), { recursive: true, force: true })
  return code
}
