import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lookUntil, waitFor } from '@service-hall/harness/process'

/** A real pseudo-terminal whose other end is a simulator's TCP port. */
export type Pty = {
  /** Path of the terminal, as for `serial:`. */
  path: string
  url: string
  /** Pulls the cable: the terminal is gone. */
  unplug: () => Promise<void>
  /** Puts the cable back: a new terminal under the same path. */
  plug: () => Promise<void>
  stop: () => Promise<void>
}

const SOCAT_MS = 60_000

/** Makes a pseudo-terminal in front of `tcp://127.0.0.1:<port>`. Needs socat. */
export async function openPty(port: number): Promise<Pty> {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-pty-'))
  const path = join(folder, 'tty')
  let socat: ChildProcess | undefined = undefined

  async function plug(): Promise<void> {
    await unplug()
    socat = spawn('socat', ['-t0', `PTY,link=${path},raw,echo=0,mode=666`, `TCP:127.0.0.1:${port},nodelay`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await appears(path, socat)
  }
  async function unplug(): Promise<void> {
    const running = socat
    socat = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGTERM')
    await waitFor('socat to end', ended, SOCAT_MS)
  }
  async function stop(): Promise<void> {
    await unplug()
    rmSync(folder, { recursive: true, force: true })
  }

  await plug()
  return { path, url: `serial:${path}`, plug, unplug, stop }
}

/** Looks for the terminal instead of waiting to be told: a folder's watch does not tell of everything everywhere. */
async function appears(path: string, socat: ChildProcess): Promise<void> {
  let complaint = ''
  let why: string | undefined
  socat.stderr?.on('data', (text: Buffer) => (complaint = text.toString().trim()))
  socat.once('error', ({ message }) => (why = message))
  socat.once('close', () => (why ??= `socat ended before ${path} was there: ${complaint}`))
  await lookUntil(`socat to make ${path}`, () => existsSync(path) || why !== undefined, {
    longestMs: SOCAT_MS,
  })
  if (!existsSync(path)) throw new Error(why)
}
