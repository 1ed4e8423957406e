import { execFile, spawn } from 'node:child_process'
import { isAbsolute } from 'node:path'
import { promisify } from 'node:util'
import type { PackageFormat } from '@service-hall/contract'

/** Runs a program with exactly these arguments, without a shell. Rejects when it fails or takes too long. */
export type Runner = (program: string, args: readonly string[]) => Promise<void>

/** What of its own machine the agent may move. */
export type MachineControl = {
  /** Starts the machine again. Resolves when the system has taken the order. */
  reboot(): Promise<void>
  /** Switches the machine off, to come on again after so many seconds; false: this system cannot wake by itself. */
  powerOff(wakeAfterSeconds: number): Promise<boolean>
  /** Installs packages of releases; null: nobody has set how, and none is installed. */
  installer: Installer | null
}

/** How this machine installs a package. */
export type Installer = {
  /** What it can install; null: whatever there is. */
  format: PackageFormat | null
  /** Resolves when it has ended well. It may end this program before that. Rejects when it failed. */
  install(file: string, version: string): Promise<void>
}

const RUN_MS = 20_000
const run = promisify(execFile)

export const systemRunner: Runner = async (program, args) => {
  await run(program, [...args], { timeout: RUN_MS, windowsHide: true })
}

/**
 * Runs an installer to its end, however long that takes: one that is stopped half-way leaves half a program. It outlives
 * this program, which it may end.
 */
export const installRunner: Runner = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { detached: true, stdio: 'ignore', windowsHide: true })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`the installer ended with ${signal ?? `code ${code}`}`)),
    )
    child.unref()
  })

/** What a machine's own settings say of installing: `deb`, `setup`, or the path of a program. Throws what was expected. */
export function readInstall(text: string): string {
  if (text === 'deb' || text === 'setup' || isAbsolute(text)) return text
  throw new Error(`--install: expected deb, setup, or the absolute path of a program, got ${text}`)
}

function installerOf(setting: string | null, runner: Runner): Installer | null {
  switch (setting) {
    case null:
      return null
    case 'deb':
      return {
        format: 'deb',
        install: (file) => {
          // As a unit of its own: what it does to our service does not end it.
          const unit = ['/usr/bin/systemd-run', '--wait', '--collect', '--quiet']
          return runner('sudo', ['-n', ...unit, '/usr/bin/dpkg', '--install', file])
        },
      }
    case 'setup':
      // Of electron-builder: without a window, and the program is started again.
      return { format: 'exe', install: (file) => runner(file, ['/S', '--force-run']) }
    default:
      return { format: null, install: (file, version) => runner(setting, [file, version]) }
  }
}

/**
 * Debian and its like: `systemctl reboot`, and `rtcwake` (util-linux), which sets the machine's alarm clock and switches
 * it off. The agent's user needs the right to both; docs/operations.md has the polkit and sudo rules.
 */
export function linuxMachine(runner: Runner, installer: Installer | null = null): MachineControl {
  return {
    installer,
    reboot: () => runner('systemctl', ['reboot', '--no-wall']),
    async powerOff(seconds) {
      await runner('sudo', ['-n', '/usr/sbin/rtcwake', '--mode', 'off', '--seconds', String(seconds)])
      return true
    },
  }
}

/**
 * Windows: `shutdown.exe`. It wakes from off by the machine's own settings alone (BIOS, resume by alarm), so that only the
 * half of it is done here.
 */
export function windowsMachine(runner: Runner, installer: Installer | null = null): MachineControl {
  const comment = ['/c', 'Service Hall']
  return {
    installer,
    reboot: () => runner('shutdown.exe', ['/r', '/t', '5', ...comment]),
    async powerOff() {
      await runner('shutdown.exe', ['/s', '/t', '5', ...comment])
      return false
    },
  }
}

/** The machine that this program runs on; null: of a system that nothing is known of. */
export function machineOf(
  platform: NodeJS.Platform,
  {
    install = null,
    runner = systemRunner,
    installs = installRunner,
  }: { install?: string | null; runner?: Runner; installs?: Runner } = {},
): MachineControl | null {
  const installer = installerOf(install, installs)
  if (platform === 'linux') return linuxMachine(runner, installer)
  return platform === 'win32' ? windowsMachine(runner, installer) : null
}
