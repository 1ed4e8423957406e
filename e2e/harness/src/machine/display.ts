import { existsSync } from 'node:fs'
import { lineLike, startReady } from '../process/index.ts'

/** An X display that somebody may draw on until `stop`. */
export type Display = { name: string; stop: () => Promise<void> }

/** Large enough for a kiosk upright and lying. */
const SCREEN = '1920x1920x24'

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
async function startDisplay(): Promise<Display> {
  // With -displayfd Xvfb picks a free number itself and writes it once it listens.
  const server = await startReady({
    command: 'Xvfb',
    args: ['-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
    pick: lineLike(/^\d+$/),
  })
  return { name: `:${server.ready[0]}`, stop: server.stop }
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
