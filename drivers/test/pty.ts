import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real pseudo-terminal whose other end is a simulator's TCP port. */
export type Pty = {
  /** Path of the terminal, as for `serial:`. */
  path: string
  url: string
  /** Pulls the cable: the terminal is gone. */
  unplug(): Promise<void>
  /** Puts the cable back: a new terminal under the same path. */
  plug(): Promise<void>
  stop(): Promise<void>
}

/** Makes a pseudo-terminal in front of `tcp://127.0.0.1:<port>`. Needs socat. */
export async function openPty(port: number): Promise<Pty> {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-pty-'))
  const path = join(folder, 'tty')
  let socat: ChildProcess | undefined = undefined

  async function plug(): Promise<void> {
    await unplug()
    socat = spawn('socat', ['-t0', `PTY,link=${path},raw,echo=0,mode=666`, `TCP:127.0.0.1:${port},nodelay`], {
      stdio: 'ignore',
    })
    await appears(folder, path, socat)
  }
  async function unplug(): Promise<void> {
    const running = socat
    socat = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGTERM')
    await ended
  }
  async function stop(): Promise<void> {
    await unplug()
    rmSync(folder, { recursive: true, force: true })
  }

  await plug()
  return { path, url: `serial:${path}`, plug, unplug, stop }
}

function appears(folder: string, path: string, socat: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, look)
    socat.once('error', (error) => finish(() => reject(error)))
    socat.once('exit', () => finish(() => reject(new Error(`socat ended before ${path} was there`))))
    look()
    function look(): void {
      if (existsSync(path)) finish(resolve)
    }
    function finish(then: () => void): void {
      watcher.close()
      then()
    }
  })
}
