import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { buildStale } from './build.ts'
import { bundles } from './bundles.ts'
import { startCustomers } from './customers.ts'
import { demoBox } from './demo-addresses.ts'
import { agentSpec, chooseKiosk, previewPort, startKiosk } from './demo-kiosk.ts'
import type { KioskShow } from './demo-kiosk.ts'
import { openDemoLog } from './demo-log.ts'
import type { DemoLog } from './demo-log.ts'
import type { DemoOptions } from './demo-options.ts'
import { planOf } from './demo-plan.ts'
import type { DemoPlan } from './demo-plan.ts'
import { takenPorts } from './demo-ports.ts'
import type { NeededPort } from './demo-ports.ts'
import { onSignal } from './on-exit.ts'
import { inRoot } from './paths.ts'
import { createProcs, readyJson, readyMatch } from './procs.ts'
import type { Procs } from './procs.ts'

/** Why the demo cannot run, in words for the person who started it. */
export class DemoError extends Error {}

/**
 * Brings up one hall on this machine and prints where everything is. Comes back when all runs; a signal ends it.
 * Throws `DemoError`, or the hall file's own error, when it cannot be brought up; then nothing is left running.
 */
export async function startDemo(options: DemoOptions, say: (line: string) => void): Promise<void> {
  const file = await readHallFile(options.config)
  const plan = planOf(file)
  const show = options.kiosk && plan.kiosk ? chooseKiosk() : null
  const taken = await takenPorts(neededPorts(plan, options, show))
  if (taken.length > 0) throw new DemoError(taken.join('\n'))
  await buildPages(say)

  const log = openDemoLog(options.data)
  const procs = createProcs({ log: log.write, onDeath: (name, code) => void mourn(name, code) })
  const mourn = async (name: string, code: number | null): Promise<void> => {
    if (name === plan.kiosk?.id && code === 0) return say('The kiosk was closed. Everything else goes on.')
    say([`${name} ended by itself (${code ?? 'killed'}). It last said:`, ...log.tail(name)].join('\n'))
    say(`All it said is in ${log.file}. Stopping the rest.`)
    await procs.stop()
    process.exit(1)
  }

  try {
    const kioskAt = await startAll(procs, plan, show, options)
    if (options.customersPerHour > 0) invite(options, file, log)
    say(demoBox(file, plan, options, kioskAt, log.file))
  } catch (error) {
    await procs.stop()
    throw explained(error)
  }
}

/** Address of the hall server for programs on this machine. */
export const hallAddress = ({ port }: DemoOptions): string => `http://127.0.0.1:${port}`

async function startAll(
  procs: Procs,
  plan: DemoPlan,
  show: KioskShow | null,
  options: DemoOptions,
): Promise<string[]> {
  const hall = hallAddress(options)
  const server = procs.start({
    name: 'hall',
    command: process.execPath,
    args: [
      inRoot('hall-server/src/main.ts'),
      ...['--config', options.config, '--data', join(options.data, 'hall'), '--port', `${options.port}`],
    ],
    ready: readyJson('listening'),
  })
  const simulators = plan.simulators.map(({ name, script, args }) =>
    procs.start({
      name: `${name}-simulator`,
      command: process.execPath,
      args: [inRoot(script), ...args],
      ready: readyJson('listening'),
    }),
  )
  await allOf([server, ...simulators])
  const hosts = plan.deviceHosts.map((station) =>
    procs.start({
      ...agentSpec(station, 'deviceHost', hall, options.data),
      ready: readyMatch(/agent\.started/),
    }),
  )
  const kiosk = plan.kiosk && show ? startKiosk(procs, plan.kiosk, show, options, hall) : Promise.resolve([])
  await allOf([...hosts, kiosk])
  return kiosk
}

/** Waits for all, also when one fails, so that none is left starting behind our back. */
async function allOf(starts: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function buildPages(say: (line: string) => void): Promise<void> {
  const built = (await buildStale(bundles)).filter(({ outcome }) => outcome === 'built')
  if (built.length > 0) say(`Built ${built.map(({ name, ms }) => `${name} (${ms} ms)`).join(', ')}.`)
}

function invite(options: DemoOptions, file: HallFile, log: DemoLog): void {
  const { customersPerHour: perHour, speed, seed } = options
  const toLog = (line: string): void => log.write(`customers ${line}`)
  const end = startCustomers({ hall: hallAddress(options), file, perHour, speed, seed, log: toLog })
  onSignal(async () => end())
}

function neededPorts(plan: DemoPlan, options: DemoOptions, show: KioskShow | null): NeededPort[] {
  const other = 'Choose another with --port.'
  const elsewhere = `Stop that program, or change the device's link in ${options.config}.`
  const hasPreview = show !== null && 'previewBecause' in show
  return [
    { port: options.port, usedBy: 'hall server', remedy: other },
    ...(hasPreview ? [{ port: previewPort(options), usedBy: 'kiosk preview', remedy: other }] : []),
    ...plan.simulators.flatMap(({ name, port, controlPort }) => [
      { port, usedBy: `simulator of ${name}`, remedy: elsewhere },
      { port: controlPort, usedBy: `control of the simulator of ${name}`, remedy: elsewhere },
    ]),
  ]
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !/Another process holds this journal/.test(error.message)) return error
  return new DemoError(
    'Another hall server has this data open. Stop it, or choose another folder with --data.',
  )
}
