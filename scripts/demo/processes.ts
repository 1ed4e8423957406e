import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import { inRoot } from '@service-hall/harness/paths'
import { lineLike, lineWith } from '@service-hall/harness/process'
import { startKiosk, stationData } from './kiosk.ts'
import type { KioskShow } from './kiosk.ts'
import { demoPorts, hallAddress } from './options.ts'
import type { DemoOptions } from './options.ts'
import type { DemoPlan, StationPlan } from './plan.ts'
import type { ProgramGroup } from './program-group.ts'
import { startSandboxes } from './sandboxes.ts'

/** Address of the hub for programs on this machine. */
export const hubAddress = (options: DemoOptions): string => `http://127.0.0.1:${demoPorts(options).hub}`

/** What tells a hall server of its region; nothing where the demo has none. */
export const hubArgs = (options: DemoOptions): string[] =>
  options.halls === 0 ? [] : ['--hub', hubAddress(options)]

export type Running = {
  file: HallFile
  plan: DemoPlan
  /** Null: no kiosk. */
  show: KioskShow | null
  options: DemoOptions
  /** Every program starts again when its code changes, and the pages come from somewhere else. */
  watch: boolean
}

/** Starts simulators and hall server, then the stations; answers with the lines that say where the kiosk is. */
export async function startAll(group: ProgramGroup, running: Running): Promise<string[]> {
  const { file, plan, show, options, watch } = running
  const program = programs(watch)
  const systems = await startSandboxes(group, { file, options })
  const server = group.start({
    name: 'hall',
    ...program('hall-server/src/main.ts', [
      ...['--config', options.config, '--data', join(options.data, 'hall'), '--port', `${options.port}`],
      ...(watch ? ['--no-pages'] : []),
      ...hubArgs(options),
      ...systems,
    ]),
    pick: lineWith('listening'),
  })
  const simulators = plan.simulators.map(({ name, script, args }) =>
    group.start({ name: `${name}-simulator`, ...program(script, args), pick: lineWith('listening') }),
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
    group.start({ ...agent(station, 'deviceHost')([]), pick: lineLike(/agent\.started/) }),
  )
  const { kiosk: station } = plan
  const kiosk =
    station && show
      ? startKiosk(group, {
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
export const programs = (watch: boolean) => (script: string, args: readonly string[]) => ({
  args: [...(watch ? ['--watch', '--watch-preserve-output'] : []), inRoot(script), ...args],
})

/** Waits for all, also when one fails, so that none is left starting behind our back. */
export async function allOf(starts: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
