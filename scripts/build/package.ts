// Packages the kiosk with electron-builder: `npm run package`, or `npm run package -- --win nsis` and the like.
// Without arguments it makes release/linux-unpacked. Installers are signed (docs/operations.md); `--unsigned` says that
// these need not be. `--test` makes release/test/…, which takes every switch of Chromium: for our own tests only.
import { readFile, readdir, rm, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureElectron, ensureSqlite3 } from '@service-hall/harness/machine'
import type { ElectronRuntime } from '@service-hall/harness/machine'
import { inCache, inRoot } from '@service-hall/harness/paths'
import { run, runNode } from '@service-hall/harness/process'
import { parse } from 'yaml'
import { buildStale } from './build-stale.ts'
import { bundles } from './bundles.ts'
import { TEST_OUTPUT, packagingConfig } from './packaging.ts'
import type { BuilderConfig } from './packaging.ts'
import { detachedSignature, isSignedBeside, missingSignatures, packageRequest } from './signing.ts'
import type { PackageRequest } from './signing.ts'

const say = (line: string): void => console.log(line)
const request = packageRequest(process.argv.slice(2))
const missing = missingSignatures(request, process.env)
if (missing.length > 0) {
  console.error(missing.join('\n'))
  process.exit(2)
}
const electron = await ensureElectron({ say })
if ('missing' in electron) {
  console.error(electron.missing)
  process.exit(1)
}
const sqlite3 = await ensureSqlite3({ say })
if ('missing' in sqlite3) say(sqlite3.missing)
await buildStale(bundles.filter(({ name }) => name.startsWith('kiosk/')))
process.exitCode = (await pack(electron, request)) || (await signBeside(request))

async function pack(runtime: ElectronRuntime, wanted: PackageRequest): Promise<number> {
  const given = parse(await readFile(inRoot('electron-builder.yml'), 'utf8')) as BuilderConfig
  const config = inCache(`package/electron-builder${wanted.isTest ? '-test' : ''}.json`)
  await mkdir(inCache('package'), { recursive: true })
  const options = { ...wanted, env: process.env }
  await writeFile(config, JSON.stringify(packagingConfig(given, runtime, options)))
  const cli = inRoot('node_modules/electron-builder/cli.js')
  const args = [cli, '--config', config, '--publish', 'never', ...wanted.target]
  const { code } = await runNode(args, { show: true })
  const output = wanted.isTest ? TEST_OUTPUT : 'release'
  // The test runtime's boot app; what we pack is app.asar beside it.
  if (runtime.kind === 'testRuntime')
    await rm(inRoot(output, 'linux-unpacked/resources/app'), { recursive: true, force: true })
  return code
}

/** Signs what carries no signature inside. Answers the exit code. */
async function signBeside({ isTest }: PackageRequest): Promise<number> {
  const key = process.env['LINUX_GPG_KEY']
  if (isTest || !key) return 0
  for (const file of (await readdir(inRoot('release'))).filter(isSignedBeside)) {
    const { code } = await run('gpg', detachedSignature(key, join(inRoot('release'), file)), { show: true })
    if (code !== 0) return code
  }
  return 0
}
