import { join } from 'node:path'
import { inRoot } from './paths.ts'
import { hasDisplay } from './display.ts'
import { electronArgs, presentElectron } from './electron-runtime.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import type { DemoOptions } from './demo-options.ts'
import type { StationPlan } from './demo-plan.ts'
import { readyJson, readyMatch } from './procs.ts'
import type { Procs } from './procs.ts'

/** How the kiosk is shown: in a window of Electron, or in a browser and why. */
export type KioskShow = { electron: ElectronRuntime } | { previewBecause: string }

/** Looks for a display and an Electron; downloads nothing. */
export function chooseKiosk(): KioskShow {
  if (!hasDisplay()) return { previewBecause: 'there is no display here' }
  const electron = presentElectron()
  return electron === null
    ? { previewBecause: 'Electron is not on this machine yet (npm run ensure gets it)' }
    : { electron }
}

/** Where the browser preview of the kiosk listens. */
export const previewPort = (options: DemoOptions): number => options.port + 1

/** Folder of what a station keeps by itself. */
const stationData = ({ id }: StationPlan, data: string): string => join(data, `station-${id}`)

/** Arguments and environment of a station's agent. */
export function agentSpec(station: StationPlan, kind: 'kiosk' | 'deviceHost', hall: string, data: string) {
  return {
    name: station.id,
    command: process.execPath,
    args: [
      inRoot('kiosk/agent/src/main.ts'),
      ...['--station', station.id, '--kind', kind, '--hall', hall],
      ...['--data', stationData(station, data)],
    ],
    env: { HALL_ENROL_CODE: station.code ?? undefined },
  }
}

/** Starts the kiosk; answers with the lines that say where it is. */
export async function startKiosk(
  procs: Procs,
  station: StationPlan,
  show: KioskShow,
  options: DemoOptions,
  hall: string,
): Promise<string[]> {
  const spec = agentSpec(station, 'kiosk', hall, options.data)
  if ('electron' in show) {
    await procs.start({
      ...spec,
      command: show.electron.path,
      args: electronArgs(inRoot('kiosk')),
      env: {
        ...spec.env,
        KIOSK_STATION: station.id,
        KIOSK_HALL: hall,
        KIOSK_DATA: stationData(station, options.data),
        KIOSK_WINDOWED: '1',
      },
      ready: readyMatch(/agent\.ready/),
    })
    return [`a window of its own (Electron ${show.electron.version})`]
  }
  const { ready } = await procs.start({
    ...spec,
    args: [...spec.args, '--preview', `127.0.0.1:${previewPort(options)}`],
    ready: readyJson('preview'),
  })
  return [String(ready['preview']), `in a browser, because ${show.previewBecause}`]
}
