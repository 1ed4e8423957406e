import { lookUp } from '@service-hall/contract'
import type { Consumable, DeviceState, Localized } from '@service-hall/contract'
import { CONSUMABLES, DEVICE_ERRORS, DEVICE_STATES, FILL_LEVELS } from './texts.ts'

const NEVER: Localized = { zh: '尚未上报', en: 'Not heard of yet' }
const PAPER_ERRORS: Partial<Record<NonNullable<DeviceState['paper']>, keyof typeof DEVICE_ERRORS>> = {
  out: 'paperOut',
  low: 'paperLow',
  jammed: 'paperJam',
}

/** The text of an error code. A code of a later release is named, never hidden. */
export function deviceErrorText(code: string): Localized {
  return lookUp<Localized>(DEVICE_ERRORS, code) ?? { zh: `故障代码 ${code}`, en: `Fault code ${code}` }
}

/** The text of a device's state; of an unknown one its name. */
export function deviceStateText(state: string): Localized {
  return lookUp<Localized>(DEVICE_STATES, state) ?? { zh: state, en: state }
}

/** A device's state for people: what it is, then what is wrong or soon will be. */
export function describeDevice(state: DeviceState | undefined): Localized {
  if (!state) return NEVER
  const error = errorOf(state)
  const device = deviceStateText(state.device)
  if (error === null) return device
  return state.device === 'online' ? error : joined(device, ' · ', error)
}

/** The error, the paper, else a box that fills or a stock that runs out. */
function errorOf({ error, paper, media, consumables }: DeviceState): Localized | null {
  const code = error ?? (paper && PAPER_ERRORS[paper]) ?? (media && 'mediaJammed')
  if (code) return deviceErrorText(code)
  const short = consumables?.find(isShort)
  if (!short) return null
  const [name, level] = [CONSUMABLES[short.name], FILL_LEVELS[short.state]]
  return { zh: `${name.zh}${level.zh}`, en: `${name.en} ${level.en}` }
}

function joined(a: Localized, between: string, b: Localized): Localized {
  return { zh: a.zh + between + b.zh, en: a.en + between + b.en }
}

/** Whether somebody must fill or empty it, now or soon. */
export function isShort({ state }: Consumable): boolean {
  return state !== 'ok' && state !== 'unknown'
}
