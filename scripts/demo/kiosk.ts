import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { electronArgs, hasDisplay, presentElectron } from '@service-hall/harness/machine'
import type { ElectronRuntime } from '@service-hall/harness/machine'
import { inRoot } from '@service-hall/harness/paths'
import { lineLike, lineWith } from '@service-hall/harness/process'
import { demoPorts } from './options.ts'
import type { DemoOptions } from './options.ts'
import type { StationPlan } from './plan.ts'
import type { GroupStart, ProgramGroup } from './program-group.ts'

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

/** Folder of what a station keeps by itself. */
export const stationData = ({ id }: StationPlan, data: string): string => join(data, `station-${id}`)

export type KioskStart = {
  station: StationPlan
  show: KioskShow
  options: DemoOptions
  hall: string
  /** The plain agent of this station, with further arguments. */
  agent: (args: string[]) => Omit<GroupStart<unknown>, 'pick'>
}

/** Starts the kiosk; answers with the lines that say where it is. */
export async function startKiosk(programs: ProgramGroup, start: KioskStart): Promise<string[]> {
  const { station, show, options, hall, agent } = start
  if ('electron' in show) {
    await programs.start({
      name: station.id,
      command: show.electron.path,
      args: electronArgs(inRoot('kiosk')),
      env: {
        HALL_ENROL_CODE: station.code ?? undefined,
        KIOSK_STATION: station.id,
        KIOSK_HALL: hall,
        KIOSK_DATA: stationData(station, options.data),
        SERVICE_HALL_NODE: process.execPath,
        KIOSK_WINDOWED: '1',
      },
      pick: lineLike(/agent\.ready/),
    })
    return [`a window of its own (Electron ${show.electron.version})`]
  }
  const spec = agent(['--preview', `127.0.0.1:${demoPorts(options).preview}`])
  const { ready } = await programs.start({
    ...spec,
    // One token for the whole run: when the agent starts again, an open page finds it again.
    env: { ...spec.env, KIOSK_PREVIEW_TOKEN: randomBytes(24).toString('base64url') },
    pick: lineWith('preview'),
  })
  return [`${ready['preview']}`, `in a browser, because ${show.previewBecause}`]
}
