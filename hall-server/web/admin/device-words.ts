import type { DeviceState } from '@service-hall/contract'

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
]
const PAPER_WORDS: Partial<Record<NonNullable<DeviceState['paper']>, string>> = {
  out: 'paperOut',
  low: 'paperLow',
  jammed: 'paperJam',
}

/** A device's state for people: what it is, then what is wrong. A word nobody translated is named as a code. */
export function deviceWords(state: DeviceState | undefined, t: Translate): string {
  if (!state) return t('device.never')
  const word = state.error ?? (state.paper && PAPER_WORDS[state.paper])
  if (!word) return t(`device.${state.device}`)
  const error = KNOWN_ERRORS.includes(word) ? t(`device.${word}`) : t('device.otherError', { code: word })
  return state.device === 'online' ? error : `${t(`device.${state.device}`)} · ${error}`
}
