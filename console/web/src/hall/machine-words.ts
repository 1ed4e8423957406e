import { localTime, lookUp } from '@service-hall/contract'
import type { DeviceState, HallPlan, Localized, MachineNow } from '@service-hall/contract'
import { DEVICE_KINDS, describeDevice, isShort } from '@service-hall/ui'
import type { MachineLook } from './looks.ts'

/** What of a machine is told by its state. */
export type MachineSeen = Pick<MachineNow, 'kind' | 'up' | 'state' | 'switchedOff' | 'offByCalendar'> & {
  since: number | null
}

const STATIONS: Readonly<Record<string, Localized>> = {
  kiosk: { zh: '自助终端', en: 'Kiosk' },
  display: { zh: '叫号屏', en: 'Call display' },
  deviceHost: { zh: '设备主机', en: 'Device host' },
}
const THERE: Localized = { zh: '在线', en: 'Connected' }
const LOST: Localized = { zh: '失去连接', en: 'Connection lost' }
const OFF_BY_CALENDAR: Localized = { zh: '按电源日程关机', en: 'Off by its power calendar' }
const NEVER: Localized = { zh: '尚未上报', en: 'Not heard of yet' }

export function machineLook({
  kind,
  up,
  state,
  since,
  switchedOff,
  offByCalendar,
}: MachineSeen): MachineLook {
  if (switchedOff || offByCalendar) return 'off'
  if (kind === 'station' ? since === null : state === null) return 'unknown'
  if (!up) return 'down'
  return state && runsLow(state) ? 'low' : 'up'
}

function runsLow({ paper, consumables = [], error, media }: DeviceState): boolean {
  const isPaperShort = paper === 'low' || paper === 'out' || paper === 'jammed'
  return isPaperShort || error !== undefined || media !== undefined || consumables.some(isShort)
}

/** The state of a machine in words. */
export function machineState({ kind, up, state, since, offByCalendar }: MachineSeen): Localized {
  if (offByCalendar) return OFF_BY_CALENDAR
  if (kind === 'device') return describeDevice(state ?? undefined)
  return since === null ? NEVER : up ? THERE : LOST
}

/** Until when it is switched off, by the clock of the hall; today's times without their day. */
export function offUntilText(until: number, now: number, timeZone: string): string {
  const { day, time } = localTime(until, timeZone)
  return day === localTime(now, timeZone).day ? time : `${day.slice(5)} ${time}`
}

/** What a machine is: kind of device, or of station. */
export function machineKind(plan: HallPlan, { kind, id }: Pick<MachineNow, 'kind' | 'id'>): Localized {
  const none = { zh: '', en: '' }
  if (kind === 'station')
    return lookUp(STATIONS, plan.stations.find((one) => one.id === id)?.kind ?? '') ?? none
  return lookUp<Localized>(DEVICE_KINDS, plan.devices.find((one) => one.id === id)?.kind ?? '') ?? none
}
