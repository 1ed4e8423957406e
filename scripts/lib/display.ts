import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { stopGroup } from './groups.ts'
import { onExit } from './on-exit.ts'

/** An X display that somebody may draw on until `stop`. */
export type Display = { name: string; stop: () => Promise<void> }

/** Large enough for a kiosk upright and lying. */
const SCREEN = '1920x1920x24'
const START_TIMEOUT_MS = 10_000

/** Whether the display named in the environment is one we can draw on. */
export function hasDisplay(env: Record<string, string | undefined> = process.env): boolean {
  if (process.platform !== 'linux') return true
  const wayland = env['WAYLAND_DISPLAY']
  if (wayland !== undefined && wayland !== '') return true
  const display = env['DISPLAY'] ?? ''
  if (display === '') return false
  const local = /^:(\d+)/.exec(display)
  return local === null || existsSync(`/tmp/.X11-unix/X${local[1]}`)
}

/** Starts Xvfb on the first free display. Throws when it does not come up. */
export async function startDisplay(): Promise<Display> {
  // With -displayfd Xvfb picks a free number itself and writes it once it listens.
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const forget = onExit(() => void child.kill('SIGKILL'))
  const name = `:${await displayNumber(child)}`
  return {
    name,
    stop: async () => {
      forget()
      await stopGroup(child)
    },
  }
}

/**
 * Runs something with a display: the one of the environment when it can be used, else an Xvfb of its own that is
 * stopped at the end. The environment's `DISPLAY` names it meanwhile.
 */
export async function withDisplay<T>(work: (display: string) => Promise<T>): Promise<T> {
  if (hasDisplay()) return work(process.env['DISPLAY'] ?? '')
  const before = process.env['DISPLAY']
  const display = await startDisplay()
  process.env['DISPLAY'] = display.name
  try {
    return await work(display.name)
  } finally {
    if (before === undefined) delete process.env['DISPLAY']
    else process.env['DISPLAY'] = before
    await display.stop()
  }
}

function displayNumber(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`Xvfb did not start: ${why} ${said.trim()}`))
    }
    const timer = setTimeout(() => fail(`no answer in ${START_TIMEOUT_MS} ms.`), START_TIMEOUT_MS)
    child.on('error', (error) => fail(error.message))
    child.on('exit', (code) => fail(`it ended with ${code}.`))
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    let number = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      number += chunk.toString()
      if (!number.includes('\n')) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(number.trim())
    })
  })
}
