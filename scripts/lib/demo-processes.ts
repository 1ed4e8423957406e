import { join } from 'node:path'
import { startKiosk, stationData } from './demo-kiosk.ts'
import type { KioskShow } from './demo-kiosk.ts'
import type { DemoOptions } from './demo-options.ts'
import type { DemoPlan, StationPlan } from './demo-plan.ts'
import { inRoot } from './paths.ts'
import { readyJson, readyMatch } from './procs.ts'
import type { Procs } from './procs.ts'

/** Address of the hall server for programs on this machine. */
export const hallAddress = ({ port }: DemoOptions): string => `http://127.0.0.1:${port}`

export type Running = {
  plan: DemoPlan
  /** Null: no kiosk. */
  show: KioskShow | null
  options: DemoOptions
  /** Every program starts again when its code changes, and the pages come from somewhere else. */
  watch: boolean
}

/** Starts simulators and hall server, then the stations; answers with the lines that say where the kiosk is. */
export async function startAll(procs: Procs, running: Running): Promise<string[]> {
  const { plan, show, options, watch } = running
  const program = programs(watch)
  const server = procs.start({
    name: 'hall',
    ...program('hall-server/src/main.ts', [
      ...['--config', options.config, '--data', join(options.data, 'hall'), '--port', `${options.port}`],
      ...(watch ? ['--no-pages'] : []),
    ]),
    ready: readyJson('listening'),
  })
  const simulators = plan.simulators.map(({ name, script, args }) =>
    procs.start({ name: `${name}-simulator`, ...program(script, args), ready: readyJson('listening') }),
  )
  await allOf([server, ...simulators])
  const agent = (station: StationPlan, kind: 'kiosk' | 'deviceHost') => (args: string[]) => ({
    name: station.id,
    ...program('kiosk/agent/src/main.ts', [
      ...['--station', station.id, '--kind', kind, '--hall', hallAddress(options)],
      ...['--data', stationData(station, options.data), ...args],
    ]),
    env: { HALL_ENROL_CODE: station.code ?? undefined },
  })
  const hosts = plan.deviceHosts.map((station) =>
    procs.start({ ...agent(station, 'deviceHost')([]), ready: readyMatch(/agent\.started/) }),
  )
  const { kiosk: station } = plan
  const kiosk =
    station && show
      ? startKiosk(procs, {
          station,
          show,
          options,
          hall: hallAddress(options),
          agent: agent(station, 'kiosk'),
        })
      : Promise.resolve([])
  await allOf([...hosts, kiosk])
  return kiosk
}

/** How a script of ours is run. */
const programs = (watch: boolean) => (script: string, args: readonly string[]) => ({
  command: process.execPath,
  args: [...(watch ? ['--watch', '--watch-preserve-output'] : []), inRoot(script), ...args],
})

/** Waits for all, also when one fails, so that none is left starting behind our back. */
async function allOf(starts: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
