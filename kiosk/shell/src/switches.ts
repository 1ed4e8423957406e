/** What a kiosk may be started with; see settings.ts. */
const OWN = ['station', 'hall', 'data', 'windowed', 'size']

/**
 * Switches of Chromium that an installation may need for its screen and graphics. None of them opens the kiosk, loads
 * code, starts a program or weakens a wall.
 */
const HARMLESS = [
  'ozone-platform',
  'ozone-platform-hint',
  'force-device-scale-factor',
  'touch-events',
  'disable-gpu',
]

/** Two hyphens or one; on Windows also a slash: Chromium reads them all as a switch, whatever stands before it. */
const PREFIX = { win32: /^(--?|\/)/, others: /^--?/ }

/**
 * Switches on a command line that an installed kiosk does not take: `--remote-debugging-port`, `--no-sandbox`,
 * `--load-extension`, `--inspect` … An allow list, because every release of Chromium knows hundreds and brings new ones.
 * Answers their names, without values.
 *
 * @param argv without the program
 */
export function refusedSwitches(argv: readonly string[], platform: string = process.platform): string[] {
  const prefix = platform === 'win32' ? PREFIX.win32 : PREFIX.others
  return argv.flatMap((argument) => {
    if (!prefix.test(argument)) return []
    const [name = ''] = argument.split('=', 1)
    const isAllowed = argument.startsWith('--') && [...OWN, ...HARMLESS].includes(name.slice(2))
    return isAllowed ? [] : [name]
  })
}

/** Variables by which Electron, its Node or our own agent would run or read something else than the kiosk. */
const REFUSED_VARIABLES = [
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
  'ELECTRON_ENABLE_STACK_DUMPING',
  'ELECTRON_DEBUG_NOTIFICATIONS',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_DEBUG',
  'NODE_V8_COVERAGE',
  'SERVICE_HALL_NODE',
  'SSLKEYLOGFILE',
]

/** Takes such variables out of the environment, for the kiosk and all that it starts. Answers their names. */
export function dropVariables(env: Record<string, string | undefined>): string[] {
  const found = REFUSED_VARIABLES.filter((name) => env[name] !== undefined)
  for (const name of found) delete env[name]
  return found
}

/** What package.json of an application says when it was packaged for tests (scripts/build/packaging.ts). */
const TEST_BUILD = 'test'

/**
 * Whether this program obeys what it is started with: the sources, and an application packaged for tests, which says so
 * in its own package.json, inside its archive. No product does.
 */
export function isOpenBuild(isPackaged: boolean, manifest: unknown): boolean {
  if (!isPackaged) return true
  if (typeof manifest !== 'object' || manifest === null || !('serviceHallBuild' in manifest)) return false
  return manifest.serviceHallBuild === TEST_BUILD
}
