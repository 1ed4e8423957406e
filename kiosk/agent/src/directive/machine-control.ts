import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a program with exactly these arguments, without a shell. Rejects when it fails or takes too long. */
export type Runner = (program: string, args: readonly string[]) => Promise<void>

/** What of its own machine the agent may move. */
export type MachineControl = {
  /** Starts the machine again. Resolves when the system has taken the order. */
  reboot(): Promise<void>
  /** Switches the machine off, to come on again after so many seconds; false: this system cannot wake by itself. */
  powerOff(wakeAfterSeconds: number): Promise<boolean>
}

const RUN_MS = 20_000
const run = promisify(execFile)

export const systemRunner: Runner = async (program, args) => {
  await run(program, [...args], { timeout: RUN_MS, windowsHide: true })
}

/**
 * Debian and its like: `systemctl reboot`, and `rtcwake` (util-linux), which sets the machine's alarm clock and switches
 * it off. The agent's user needs the right to both; docs/operations.md has the polkit and sudo rules.
 */
export function linuxMachine(runner: Runner): MachineControl {
  return {
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
export function windowsMachine(runner: Runner): MachineControl {
  const comment = ['/c', 'Service Hall']
  return {
    reboot: () => runner('shutdown.exe', ['/r', '/t', '5', ...comment]),
    async powerOff() {
      await runner('shutdown.exe', ['/s', '/t', '5', ...comment])
      return false
    },
  }
}

/** The machine that this program runs on; null: of a system that nothing is known of. */
export function machineOf(platform: NodeJS.Platform, runner: Runner = systemRunner): MachineControl | null {
  if (platform === 'linux') return linuxMachine(runner)
  return platform === 'win32' ? windowsMachine(runner) : null
}
