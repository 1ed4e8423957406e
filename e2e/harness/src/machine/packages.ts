import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findBinary } from './find-binary.ts'
import { run } from '../process/run.ts'

/** A Debian package that tests need, and how to see without asking apt that it is there. */
type Need = { package: string; present: () => boolean }

const needs: Need[] = [
  { package: 'git', present: () => findBinary('git') !== null },
  { package: 'chromium', present: () => chromiumPath() !== null },
  { package: 'xvfb', present: () => findBinary('Xvfb') !== null },
  { package: 'socat', present: () => findBinary('socat') !== null },
  { package: 'espeak-ng', present: () => findBinary('espeak-ng') !== null },
  { package: 'fonts-noto-cjk', present: () => hasFile('/usr/share/fonts/opentype/noto', /CJK/) },
  { package: 'libgtk-3-0', present: () => hasLibrary('libgtk-3.so.0') },
  { package: postgresPackage(), present: () => postgresPrograms() !== null },
  { package: 'redis-server', present: () => redisProgram() !== null },
]

/** Without these a test says that it is left out, and why; the others go on. */
const niceToHave: Need[] = [
  { package: 'pcscd', present: () => existsSync('/usr/sbin/pcscd') },
  { package: 'vsmartcard-vpcd', present: () => existsSync('/usr/lib/pcsc/drivers/serial/libifdvpcd.so') },
]

/** What `ensurePackages` did, or the one line that tells a person what to do. */
export type Ensured = { ok: true; installed: string[] } | { ok: false; help: string }

/** The Chromium for tests in a browser: Debian's, another distribution's, or Chrome. */
export function chromiumPath(): string | null {
  return findBinary('chromium') ?? findBinary('chromium-browser') ?? findBinary('google-chrome')
}

/** Where Debian has PostgreSQL's programs, a folder for each version. */
const POSTGRES = '/usr/lib/postgresql'

/** The folder of PostgreSQL's programs (`initdb`, `postgres`), of the latest version that is here; null: there is none. */
export function postgresPrograms(): string | null {
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions
    .map((version) => join(POSTGRES, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
  if (found !== undefined) return found
  const onPath = findBinary('initdb')
  return onPath && dirname(onPath)
}

/** Redis' server; null: it is not here. */
export function redisProgram(): string | null {
  return findBinary('redis-server')
}

/** The version that we are tried with on Debian 12, on others the one they have. */
function postgresPackage(): string {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^VERSION_ID="?12"?$/m.test(release) ? 'postgresql-15' : 'postgresql'
}

/** Tells the programs that this run starts that it was tried, and said, once. */
const LEFT_OUT = 'SERVICE_HALL_WITHOUT_PCSC'

/** What `ensurePackages` asks of the machine; tests put their own in its place. */
export type Machine = {
  missing: { needed: string[]; nice: string[] }
  canInstall: boolean
  /** Whether a package that brings a service would have it started. */
  startsServices: boolean
  /** Null when all went well, or what apt-get said. */
  install: (packages: string[], how: 'patient' | 'quick') => Promise<string | null>
}

/** Installs the Debian packages that tests need and that are missing. Only a few `stat` calls when none is. */
export async function ensurePackages(
  say: (line: string) => void = () => undefined,
  machine: Machine = thisMachine(),
): Promise<Ensured> {
  const { needed, nice } = machine.missing
  const ensured = await ensureNeeded(needed, say, machine)
  if (nice.length > 0) await tryNice(nice, say, machine)
  return ensured
}

/** Installs these packages; null when they are there, else what to do or what apt-get said. */
export async function installPackages(
  missing: string[],
  say: (line: string) => void,
  { canInstall, install }: Pick<Machine, 'canInstall' | 'install'> = thisMachine(),
): Promise<string | null> {
  const words = missing.join(' ')
  if (!canInstall) return `Missing: ${words}. On Debian: sudo apt-get install -y ${words}`
  say(`Installing ${words}…`)
  return install(missing, 'patient')
}

async function ensureNeeded(
  missing: string[],
  say: (line: string) => void,
  machine: Machine,
): Promise<Ensured> {
  if (missing.length === 0) return { ok: true, installed: [] }
  const help = await installPackages(missing, say, machine)
  return help === null ? { ok: true, installed: missing } : { ok: false, help }
}

/** pcscd is a service: where systemd would start it, whoever owns the machine decides. Elsewhere it only lies there. */
async function tryNice(packages: string[], say: (line: string) => void, machine: Machine): Promise<void> {
  const words = packages.join(' ')
  const mayInstall = machine.canInstall && !machine.startsServices
  if (mayInstall && (await machine.install(packages, 'quick')) === null) return
  process.env[LEFT_OUT] = '1'
  say(`PC/SC is not tested without ${words}. On Debian: sudo apt-get install -y ${words}`)
}

function thisMachine(): Machine {
  return {
    missing: { needed: missingOf(needs), nice: process.env[LEFT_OUT] ? [] : missingOf(niceToHave) },
    canInstall: canInstall(),
    startsServices: existsSync('/run/systemd/system'),
    install,
  }
}

function missingOf(wanted: readonly Need[]): string[] {
  return wanted.filter((need) => !need.present()).map((need) => need.package)
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && findBinary('apt-get') !== null
}

const WAITS = {
  patient: ['DPkg::Lock::Timeout=300'],
  quick: [
    'DPkg::Lock::Timeout=0',
    'Acquire::Retries=0',
    'Acquire::http::Timeout=5',
    'Acquire::https::Timeout=5',
  ],
} as const

/**
 * Tries with the package lists at hand, then with fresh ones. `quick` waits neither for another apt nor for a network that
 * does not answer.
 */
async function install(packages: string[], how: 'patient' | 'quick'): Promise<string | null> {
  const undo: (() => Promise<void>)[] = []
  try {
    // Tests make a cluster of their own: installing must neither make nor start one.
    if (packages.some((name) => name.startsWith('postgresql')))
      undo.push(await placed(NO_CLUSTER, 'create_main_cluster = false\n', 0o644))
    // Nor does anybody want the Redis of the system, which its package starts.
    if (packages.includes('redis-server')) undo.push(await placed(NO_START, '#!/bin/sh\nexit 101\n', 0o755))
    return await installWith(packages, how)
  } finally {
    for (const one of undo) await one()
  }
}

/** Puts a file where there is none. Answers a function that takes it away again. */
async function placed(path: string, text: string, mode: number): Promise<() => Promise<void>> {
  if (existsSync(path)) return async () => undefined
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { mode })
  return () => rm(path)
}

/** Read by postgresql-common when a version is installed for the first time, and removed afterwards. */
const NO_CLUSTER = '/etc/postgresql-common/createcluster.d/service-hall-tests.conf'
/** Asked by packages whether they may start a service (invoke-rc.d, deb-systemd-invoke); 101: no. */
const NO_START = '/usr/sbin/policy-rc.d'

async function installWith(packages: string[], how: 'patient' | 'quick'): Promise<string | null> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = ['-qq', ...WAITS[how].flatMap((option) => ['-o', option])]
  const get = ['install', '-y', '--no-install-recommends', ...apt, ...packages]
  if ((await run('apt-get', get, { env })).code === 0) return null
  await run('apt-get', ['update', ...apt], { env })
  const second = await run('apt-get', get, { env })
  return second.code === 0
    ? null
    : `apt-get could not install ${packages.join(' ')}:\n${second.output.trim()}`
}

function hasFile(folder: string, name: RegExp): boolean {
  return existsSync(folder) && readdirSync(folder).some((file) => name.test(file))
}

function hasLibrary(file: string): boolean {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
  return folders.some((folder) => existsSync(join(folder, file)))
}
