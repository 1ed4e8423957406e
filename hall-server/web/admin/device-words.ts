import type { Consumable, DeviceState } from '@service-hall/contract'

type Translate = (key: string, values?: Record<string, unknown>) => string

/** Words of the drivers that have a text of their own under `device`. */
const KNOWN_ERRORS = [
  'paperOut',
  'paperLow',
  'paperJam',
  'coverOpen',
  'cutterJam',
  'mechanical',
  'unrecoverable',
  'overheated',
  'notOpen',
  'noAnswer',
  'lineLost',
  'portBusy',
  'portForbidden',
  'misconfigured',
  'notDriven',
  'selfTestFailed',
  'sensorFailed',
  'mediaJammed',
  'retractBinFull',
  'captureBinFull',
  'mediaRetained',
  'readFailed',
  'securityFail',
  'cashBoxFull',
  'cashBoxOpen',
  'cashJammed',
  'refused',
  'unsupported',
  'timeOut',
  'fraudAttempt',
]
const PAPER_WORDS: Partial<Record<NonNullable<DeviceState['paper']>, string>> = {
  out: 'paperOut',
  low: 'paperLow',
  jammed: 'paperJam',
}

/** A device's state for people: what it is, then what is wrong. A word nobody translated is named as a code. */
export function deviceWords(state: DeviceState | undefined, t: Translate): string {
  if (!state) return t('device.never')
  const error = trouble(state, t)
  if (error === null) return t(`device.${state.device}`)
  return state.device === 'online' ? error : `${t(`device.${state.device}`)} · ${error}`
}

/** What is wrong, or soon will be: the error, the paper, else a box that fills or a stock that runs out. */
function trouble(state: DeviceState, t: Translate): string | null {
  const word = state.error ?? (state.paper && PAPER_WORDS[state.paper]) ?? (state.media && 'mediaJammed')
  if (word) return KNOWN_ERRORS.includes(word) ? t(`device.${word}`) : t('device.otherError', { code: word })
  const short = state.consumables?.find(isShort)
  return short
    ? t('device.filling', { box: t(`device.box.${short.name}`), fill: t(`device.fill.${short.state}`) })
    : null
}

/** Whether somebody must fill or empty it, now or soon. */
export function isShort({ state }: Consumable): boolean {
  return state !== 'ok' && state !== 'unknown'
}
