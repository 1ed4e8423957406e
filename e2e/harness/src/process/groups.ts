import type { ChildProcess } from 'node:child_process'
import { waitFor } from './wait-for.ts'

/** How long a child may take to end by itself. */
const GRACE_MS = 3_000

/** How long a killed one may take to be gone: only a kernel that waits for a disk or a device takes longer. */
const KILLED_MS = 30_000

/** Whether a child is still there. */
export const isAlive = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

/** Sends a signal to a child started `detached` and to all that it started. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    // Gone already, which is what we want.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/**
 * Asks a child to end and makes it after three seconds; then ends what it left behind. Only the child itself is
 * asked: Electron, for one, takes its own processes down in order, and a signal to those would look like a crash.
 */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (isAlive(child)) {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS)
    child.kill('SIGTERM')
    await waitFor(`process ${child.pid} to end`, gone, GRACE_MS + KILLED_MS).finally(() =>
      clearTimeout(timer),
    )
  }
  signalGroup(child, 'SIGKILL')
}
