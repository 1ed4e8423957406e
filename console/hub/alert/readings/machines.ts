import { lookUp } from '@service-hall/contract'
import type { DeviceState, HallView } from '@service-hall/contract'
import type { Read, Reading } from './reading.ts'

const USED_UP: readonly string[] = ['out', 'full']
const RUNNING_LOW: readonly string[] = ['low', 'nearFull']
const WORKS: readonly string[] = ['online', 'starting', 'deviceBusy']
/** Nobody hears anything of such a device, so it says nothing of its paper either. */
const MUTE: readonly string[] = ['offline', 'powerOff', 'noDevice']

/** Whether the hall has let a station in and does not hear it. */
export function isLost({ stations }: HallView, stationId: string): boolean {
  const station = lookUp(stations, stationId)
  return station !== undefined && station.enrolled && !station.connected
}

/** 0 enough, 1 low, 2 used up, of each thing that a device uses up or fills. */
function stockOf({ paper, consumables = [] }: DeviceState): Map<string, number> {
  const levelOf = (state: string): number =>
    USED_UP.includes(state) ? 2 : RUNNING_LOW.includes(state) ? 1 : 0
  const stock = new Map<string, number>()
  if (paper === 'low' || paper === 'out') stock.set('paper', levelOf(paper))
  else if (paper === 'full') stock.set('paper', 0)
  for (const { name, state } of consumables) stock.set(name, Math.max(stock.get(name) ?? 0, levelOf(state)))
  return stock
}

export const stationLost: Read = ({ view, config }) =>
  config.stations.map(({ id }) => ({ kind: 'stationLost', subject: id, value: isLost(view, id) ? 1 : 0 }))

/** A device of a station that is lost is not read: its state is of before. One that lacks paper says so by its paper. */
export const deviceDown: Read = ({ view, config }) =>
  config.devices.flatMap(({ id, station }): Reading[] => {
    const state = lookUp(view.devices, id)?.state
    if (!state || isLost(view, station)) return []
    const isWorking = WORKS.includes(state.device)
    const isEmpty = state.device === 'userError' && [...stockOf(state).values()].includes(2)
    return [{ kind: 'deviceDown', subject: id, value: isWorking || isEmpty ? 0 : 1 }]
  })

export const consumableLow: Read = ({ view, config }) =>
  config.devices.flatMap(({ id, station }): Reading[] => {
    const state = lookUp(view.devices, id)?.state
    if (!state || isLost(view, station) || MUTE.includes(state.device)) return []
    return [...stockOf(state)].map(([name, value]) => ({
      kind: 'consumableLow',
      subject: `${id}.${name}`,
      value,
    }))
  })
