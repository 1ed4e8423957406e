import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '@service-hall/harness/hall'
import { electronArgs, ensureElectron, withDisplay } from '@service-hall/harness/machine'
import type { ElectronRuntime } from '@service-hall/harness/machine'
import { inRoot } from '@service-hall/harness/paths'
import { startProgram } from '@service-hall/harness/process'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { writeBenchHall } from '../lib/bench-hall.ts'
import { firstPage } from '../lib/devtools.ts'
import type { DevToolsPage } from '../lib/devtools.ts'
import { median } from '../lib/quantile.ts'

export type KioskFigures = {
  /** From the start of the process to a start page that can be touched, ms. */
  startMs: number
  /** Memory of all its processes, each shared page by the share that falls to it (PSS), MB. */
  rssMb: number
}

/** One start; `plainRssMb` counts every shared page once for each process that maps it. */
type Start = KioskFigures & { plainRssMb: number }

/** How long a started kiosk is left alone before its memory is read, ms. */
const SETTLE_MS = 3_000
const ATTEMPTS = 5

/**
 * The real kiosk program under X, with its hall. The first start is not counted: it enrols the machine and fills
 * caches, which a kiosk has behind it on every other morning.
 */
export async function benchKiosk({
  repeats,
  say,
}: {
  repeats: number
  say: (line: string) => void
}): Promise<KioskFigures> {
  const electron = await ensureElectron({ say })
  if ('missing' in electron) throw new Error(electron.missing)
  say(`${electron.kind} ${electron.version}`)
  return withWorkFolder('kiosk', (folder) =>
    withDisplay(async () => {
      const hall = await writeBenchHall(folder, { counters: 1, kiosks: 1 })
      const server = await startServer({ configFile: hall.file, dataFolder: join(folder, 'data') })
      const start = { electron, folder, hall: server.url, code: hall.kiosks[0]?.code }
      const runs: Start[] = []
      for (let repeat = 0; repeat <= repeats; repeat += 1) {
        const figures = await oneStart(start)
        if (repeat > 0) runs.push(figures)
        const { startMs, rssMb, plainRssMb } = figures
        say(`kiosk touchable after ${startMs} ms, PSS ${rssMb} MB, plain RSS ${plainRssMb} MB`)
      }
      await server.stop()
      return {
        startMs: median(runs.map((run) => run.startMs)),
        rssMb: median(runs.map((run) => run.rssMb)),
      }
    }),
  )
}

async function oneStart(start: {
  electron: ElectronRuntime
  folder: string
  hall: string
  code: string | undefined
}): Promise<Start> {
  const began = performance.now()
  const kiosk = startProgram({
    command: start.electron.path,
    args: electronArgs(inRoot('kiosk'), { rest: ['--remote-debugging-port=0'] }),
    env: {
      HALL_ENROL_CODE: start.code,
      KIOSK_STATION: 'K1',
      KIOSK_HALL: start.hall,
      KIOSK_DATA: join(start.folder, 'K1'),
      SERVICE_HALL_NODE: process.execPath,
      KIOSK_WINDOWED: '1080x1920',
    },
  })
  const address = await kiosk.next((line) => /DevTools listening on (ws:\S+)/.exec(line)?.[1])
  const page = await firstPage(address)
  await untilTouchable(page)
  const startMs = Math.round(performance.now() - began)
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const rssMb = Math.round(memoryKb(kiosk.pid, 'Pss') / 1024)
  const plainRssMb = Math.round(memoryKb(kiosk.pid, 'Rss') / 1024)
  page.close()
  await kiosk.stop()
  return { startMs, rssMb, plainRssMb }
}

/** A service's button is there, enabled, and what a finger on it would meet. */
const TOUCHABLE = `new Promise((resolve) => {
  const look = () => {
    const button = [...document.querySelectorAll('button')].find((row) => row.textContent.includes('pay'))
    if (button && !button.disabled) {
      const { left, top, width, height } = button.getBoundingClientRect()
      const met = document.elementFromPoint(left + width / 2, top + height / 2)
      if (met && button.contains(met)) return resolve(true)
    }
    requestAnimationFrame(look)
  }
  look()
})`

async function untilTouchable(page: DevToolsPage): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page.evaluate(TOUCHABLE)
      return
    } catch (error) {
      // The empty page that was asked first gave way to the kiosk's.
      if (attempt === ATTEMPTS) throw error
    }
  }
}

type Measure = 'Pss' | 'Rss'

/** Memory of a process and all that it started, KiB. */
function memoryKb(pid: number, measure: Measure): number {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))] as const),
  )
  const isOurs = (process: number | undefined): boolean =>
    process !== undefined && (process === pid || isOurs(parents.get(process)))
  return [...parents.keys()].filter(isOurs).reduce((sum, process) => sum + ownKb(process, measure), 0)
}

function parentOf(pid: number): number | undefined {
  const parent = /^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1]
  return parent === undefined || parent === '0' ? undefined : Number(parent)
}

function ownKb(pid: number, measure: Measure): number {
  const row = new RegExp(`^${measure}:\\s+(\\d+) kB`, 'm')
  return Number(row.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0)
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    // It ended between the listing and the look.
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return ''
    throw error
  }
}
