import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBinary } from './find-binary.ts'
import { installPackages } from './packages.ts'
import { fetchRelease } from './release-host.ts'
import { tryOnce } from './remembered.ts'
import { inCache, inRoot } from '../paths.ts'
import { runNode } from '../process/run.ts'

/** The database's own binary is there, or one sentence why not; Node's SQLite takes its place then. */
export type EnsuredSqlite3 = { ready: true } | { missing: string }

export type Sqlite3Options = {
  /** Told about what takes a while. */
  say: (line: string) => void
  /** Installs Debian's compiler where it is needed and we may. Default false. */
  mayInstall?: boolean
}

const DOWNLOAD_STILL_MS = 60_000
const FOLDER = inRoot('node_modules/sqlite3')
const BINARY = join(FOLDER, 'build/Release/node_sqlite3.node')
/** A place to take the binary from, as prebuild-install reads it. */
const MIRRORS = ['npm_config_sqlite3_binary_host', 'npm_config_sqlite3_binary_host_mirror'] as const
const COMPILER = { python3: 'python3', make: 'make', 'g++': 'g++' } as const

/**
 * Gets sqlite3's binary: from its release host, else built with the compiler of this machine. No install script does
 * it, so that a machine that can have neither is still installed. Only looks for a file when it is there already.
 */
export async function ensureSqlite3({ say, mayInstall = false }: Sqlite3Options): Promise<EnsuredSqlite3> {
  if (existsSync(BINARY) || takeKept()) return { ready: true }
  const failure = await fetchRelease({
    name: 'sqlite3',
    version: version(),
    url: 'https://github.com/TryGhost/node-sqlite3/releases/',
    chosen: MIRRORS.some((name) => process.env[name] !== undefined),
    fetch: () => download(say),
  })
  if (failure === null && existsSync(BINARY)) return { ready: true }
  const lacking = await ensureCompiler(mayInstall, say)
  if (lacking !== null) return { missing: `sqlite3 has no binary here (${failure}; ${lacking})` }
  const fault = await tryOnce('sqlite3-build', version(), () => build(say))
  return fault === null ? { ready: true } : { missing: `sqlite3 could not be built here: ${fault}` }
}

async function download(say: (line: string) => void): Promise<string | null> {
  say(`Downloading the binary of sqlite3 ${version()}…`)
  const installer = inRoot('node_modules/prebuild-install/bin.js')
  const options = { cwd: FOLDER, stillMs: DOWNLOAD_STILL_MS }
  const { code, output } = await runNode([installer, '-r', 'napi'], options)
  if (code === 0 && existsSync(BINARY)) return null
  return output.trim().split('\n').at(-1) ?? `its installer ended with ${code}`
}

/** Null when it is there, else what is missing and how to have it. */
async function ensureCompiler(mayInstall: boolean, say: (line: string) => void): Promise<string | null> {
  const missing = missingCompiler()
  if (missing.length === 0) return null
  const words = missing.join(' ')
  const advice = `building it needs ${words}; on Debian: sudo apt-get install -y ${words}`
  return mayInstall ? installPackages(missing, say) : advice
}

const missingCompiler = (): string[] =>
  Object.entries(COMPILER)
    .filter(([command]) => findBinary(command) === null)
    .map(([, name]) => name)

/** Null when it worked, else why not. */
async function build(say: (line: string) => void): Promise<string | null> {
  say(`Building sqlite3 ${version()} from its source, which takes some minutes…`)
  const gyp = inRoot('node_modules/node-gyp/bin/node-gyp.js')
  const headers = ownHeaders()
  const env = headers === null ? {} : { npm_config_nodedir: headers }
  const { code, output } = await runNode([gyp, 'rebuild'], { cwd: FOLDER, env })
  if (code === 0 && existsSync(BINARY)) return keep()
  const told = output.split('\n').find((line) => /\berror\b|ERR! stack/i.test(line))
  return told?.trim() ?? `node-gyp ended with ${code}`
}

/** What was built here once: `npm ci` empties node_modules, and building takes minutes. */
const kept = (): string => inCache('sqlite3', `${version()}-${process.platform}-${process.arch}.node`)

function keep(): null {
  mkdirSync(dirname(kept()), { recursive: true })
  copyFileSync(BINARY, `${kept()}.new`)
  renameSync(`${kept()}.new`, kept())
  return null
}

function takeKept(): boolean {
  if (!existsSync(kept())) return false
  mkdirSync(dirname(BINARY), { recursive: true })
  copyFileSync(kept(), BINARY)
  return true
}

/** The headers that lie beside the Node that runs us; the release host of Node is not asked then. */
function ownHeaders(): string | null {
  const folder = dirname(dirname(process.execPath))
  return existsSync(join(folder, 'include/node/node_api.h')) ? folder : null
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
