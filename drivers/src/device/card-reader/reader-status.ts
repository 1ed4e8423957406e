import type { Consumable, ChipState, DeviceError, DeviceStatus, MediaState } from '../common/status.ts'
import type { CardPlace, Seen } from './dialect.ts'

type Facts = { seen: Seen | undefined; fault: DeviceError | undefined; chip: ChipState; captured: number }

const mediaByPlace: Readonly<Record<CardPlace, MediaState>> = {
  none: 'notPresent',
  gate: 'entering',
  inside: 'present',
  tooLong: 'jammed',
  tooShort: 'jammed',
  unknown: 'unknown',
}

/** A reader's state in XFS words. */
export function readerStatus({ seen, fault, chip, captured }: Facts): DeviceStatus {
  const place = seen?.card ?? 'unknown'
  return {
    device: !fault ? 'online' : fault.action === 'clear' ? 'userError' : 'hardwareError',
    ...(fault && { error: fault }),
    media: fault?.code === 'mediaJammed' ? 'jammed' : mediaByPlace[place],
    chip: place === 'inside' ? chip : place === 'none' || place === 'gate' ? 'noCard' : 'unknown',
    consumables: consumables(seen, captured),
  }
}

function consumables(seen: Seen | undefined, captured: number): Consumable[] {
  const state = seen?.binFull === undefined ? 'unknown' : seen.binFull ? 'full' : 'ok'
  const bin: Consumable = { name: 'captureBin', state, amount: captured, unit: 'cards' }
  return seen?.stacker ? [bin, { name: 'cards', state: seen.stacker }] : [bin]
}

const LONGEST_NAME = 40
/** More digits in a row than any serial number of a reader has, but not more than a card's number. */
const tooManyDigits = /\d{10,}/

/** The name a reader gives itself; empty when what it sent is no name, as a magnetic track would be. */
export function readerName(data: Uint8Array): string {
  const text = Buffer.from(data).toString('latin1').trim()
  if (text.length > LONGEST_NAME || !/^[\w .,:/()-]*$/.test(text) || tooManyDigits.test(text)) return ''
  return text
}
