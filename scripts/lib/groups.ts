import type { ChildProcess } from 'node:child_process'

/** How long a child may take to end by itself. */
const graceMs = 3_000

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

/** Asks a child and its own to end, and makes them after three seconds. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return signalGroup(child, 'SIGKILL')
  const gone = new Promise((resolve) => child.once('exit', resolve))
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
  // What it started may have outlived it.
  signalGroup(child, 'SIGKILL')
}
