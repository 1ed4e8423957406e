import type { HallFile } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { ensureSqlite3 } from '@service-hall/harness/machine'
import { onSignal, reasonOf } from '@service-hall/harness/process'
import { buildStale } from '../build/build-stale.ts'
import { bundles } from '../build/bundles.ts'
import { startCustomers } from '../customers/customers.ts'
import { createBoard, during } from '../progress/board.ts'
import { demoBox } from './addresses.ts'
import { chooseKiosk } from './kiosk.ts'
import type { KioskShow } from './kiosk.ts'
import { openDemoLog } from './log.ts'
import type { DemoLog } from './log.ts'
import { demoPorts, hallAddress } from './options.ts'
import type { DemoOptions } from './options.ts'
import { planOf } from './plan.ts'
import type { DemoPlan } from './plan.ts'
import { takenPorts } from './ports.ts'
import type { NeededPort } from './ports.ts'
import { allOf, startAll } from './processes.ts'
import { createProgramGroup } from './program-group.ts'
import {
  admitLightHalls,
  furtherHalls,
  lightHalls,
  setUp,
  startLightHalls,
  startRegion,
} from './region/region.ts'

const devKiosk: KioskShow = { previewBecause: 'there its screen reloads as you edit it' }

/** Why the demo cannot run, in words for the person who started it. */
export class DemoError extends Error {}

export type DemoRun = {
  options: DemoOptions
  /** Everything from its sources, beginning again when they change, and what it says on the screen. */
  dev: boolean
  say: (line: string) => void
}

/**
 * Brings up a hall, its region and further halls on this machine and prints where everything is. Comes back when all runs, with the kiosk's
 * address (or what it is shown in); a signal ends it. Throws `DemoError`, or the hall file's own error,
 * when it cannot be brought up; then nothing is left running.
 */
export async function startDemo({ options, dev, say }: DemoRun): Promise<{ kioskAt: string | undefined }> {
  const file = await readHallFile(options.config)
  const plan = planOf(file)
  const ports = demoPorts(options)
  const show = options.kiosk && plan.kiosk ? (dev ? devKiosk : chooseKiosk()) : null
  const taken = await takenPorts(neededPorts(plan, options, show, dev))
  if (taken.length > 0) throw new DemoError(taken.join('\n'))
  const board = createBoard({ print: say })
  const sqlite3 = await during(board, 'sqlite3', 'downloading or building', () => ensureSqlite3({ say }))
  if ('missing' in sqlite3) say(`${sqlite3.missing}. Node's own SQLite is used.`)
  // Loaded late: Vite takes its time, and mostly it is not needed.
  if (dev) await (await import('./screens.ts')).openScreens(options)
  else await during(board, 'pages', 'building', () => buildPages(say))

  const log = openDemoLog(options.data)
  const hear = (line: string): void => {
    log.write(line)
    if (dev) say(line)
  }
  const programs = createProgramGroup({ log: hear, say, onDeath: (name, code) => void onDeath(name, code) })
  const onDeath = async (name: string, code: number | null): Promise<void> => {
    if (name === plan.kiosk?.id && code === 0) return say('The kiosk was closed. Everything else goes on.')
    say([`${name} ended by itself (${code ?? 'killed'}). It last said:`, ...log.tail(name)].join('\n'))
    say(`All it said is in ${log.file}. Stopping the rest.`)
    await programs.stop()
    process.exit(1)
  }

  try {
    const region = { options, file, watch: dev, say }
    const further = options.halls === 0 ? [] : startRegion(programs, region)
    const [started, halls] = await bothOf(
      startAll(programs, { file, plan, show, options, watch: dev }),
      further,
    )
    if (options.halls > 0) await during(board, 'region', 'letting halls in', () => setUp(region))
    if (lightHalls(options) > 0) {
      await startLightHalls(programs, region)
      // They are many, and nobody waits for the last of them.
      admitLightHalls(region).catch((error: unknown) => say(`Not all halls were let in: ${reasonOf(error)}`))
    }
    const kioskAt = dev
      ? started.map((line) => line.replace(`:${ports.preview}/`, `:${ports.screen}/`))
      : started
    if (options.customersPerHour > 0) {
      invite({ options, file, hall: hallAddress(options), busy: 1, log })
      for (const { file: theirs, address, hall } of halls)
        invite({ options, file: theirs, hall: address, busy: hall.busy, log })
    }
    const pagesPort = dev ? ports.pages : ports.hall
    const consolePort = dev ? ports.console : ports.hub
    say(demoBox({ file, plan, options, pagesPort, consolePort, kioskAt, halls, logFile: log.file }))
    return { kioskAt: kioskAt[0] }
  } catch (error) {
    await programs.stop()
    throw explained(error)
  }
}

async function buildPages(say: (line: string) => void): Promise<void> {
  const built = (await buildStale(bundles)).filter(({ outcome }) => outcome === 'built')
  if (built.length > 0) say(`Built ${built.map(({ name, ms }) => `${name} (${ms} ms)`).join(', ')}.`)
}

type Invitation = { options: DemoOptions; file: HallFile; hall: string; busy: number; log: DemoLog }

function invite({ options, file, hall, busy, log }: Invitation): void {
  const { customersPerHour, speed, seed } = options
  const perHour = customersPerHour * busy
  const toLog = (line: string): void => log.write(`customers ${line}`)
  const end = startCustomers({ hall, file, perHour, speed, seed, log: toLog })
  onSignal(async () => end())
}

/** Both, or what the first that failed says, when neither is starting any more. */
async function bothOf<A, B>(one: Promise<A>, other: B | Promise<B>): Promise<[A, B]> {
  await allOf([one, Promise.resolve(other)])
  return [await one, await other]
}

function neededPorts(
  plan: DemoPlan,
  options: DemoOptions,
  show: KioskShow | null,
  dev: boolean,
): NeededPort[] {
  const { hall, preview, pages, screen, hub, console } = demoPorts(options)
  const other = 'Choose another with --port.'
  const elsewhere = `Stop that program, or change the device's link in ${options.config}.`
  const hasPreview = show !== null && 'previewBecause' in show
  return [
    { port: hall, usedBy: 'hall server', remedy: other },
    ...(options.halls > 0 ? [{ port: hub, usedBy: 'hub', remedy: other }] : []),
    ...furtherHalls(options).map((one) => ({ port: one.port, usedBy: `hall ${one.hall.id}`, remedy: other })),
    ...(hasPreview ? [{ port: preview, usedBy: 'kiosk preview', remedy: other }] : []),
    ...(dev ? [{ port: pages, usedBy: 'pages from their sources', remedy: other }] : []),
    ...(dev && options.halls > 0
      ? [{ port: console, usedBy: 'console from its sources', remedy: other }]
      : []),
    ...(dev ? [{ port: screen, usedBy: 'kiosk screen from its sources', remedy: other }] : []),
    ...plan.simulators.flatMap(({ name, port, controlPort }) => [
      { port, usedBy: `simulator of ${name}`, remedy: elsewhere },
      { port: controlPort, usedBy: `control of the simulator of ${name}`, remedy: elsewhere },
    ]),
  ]
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !/journal\.locked|Another process holds this journal/.test(error.message))
    return error
  return new DemoError(
    'Another hall server has this data open. Stop it, or choose another folder with --data.',
  )
}
