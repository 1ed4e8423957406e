import { TERMINAL_COMMAND } from '../../frame/card-terminal.ts'
import { nameTold } from '../common/seen-text.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type {
  CardReading,
  CardTerminalEvent,
  TerminalKey,
  TerminalLanguage,
  TerminalScreen,
} from './card-terminal.ts'

/** What a terminal says of itself. */
export type TerminalState = {
  /** Sequence of the reading that is open, or whose end was not seen yet; null: none. */
  reading: number | null
  /** A card is in the slot. */
  card: boolean
  keys: Readonly<Record<TerminalKey, boolean>>
  /** It saw a manipulation, erased its keys, and reads no more. */
  tampered: boolean
  /** Parts that work. */
  modules: { chip: boolean; stripe: boolean; contactless: boolean; keypad: boolean; security: boolean }
}

const MAX_FEN = 999_999_999_999
const MAX_PIN_FREE_FEN = 0xffff_ffff
const MAX_SECONDS = 0xffff
const SCREENS = { idle: 0, approved: 1, declined: 2, takeCard: 3 } as const satisfies Record<
  TerminalScreen,
  number
>
const KEYS = { pin: 1, track: 2 } as const satisfies Record<TerminalKey, number>
const LANGUAGES = { zh: 0, en: 1 } as const satisfies Record<TerminalLanguage, number>
const HOW = [undefined, 'inserted', 'swiped', 'tapped'] as const

/** Data of `read`: fen (6), seconds (2), language (1), limit of contactless without PIN in fen (4); undefined: no such. */
export function readData({
  fen,
  timeoutMs,
  language = 'zh',
  pinFreeFen = 0,
}: CardReading): Buffer | undefined {
  const seconds = Math.ceil(timeoutMs / 1_000)
  const isWell =
    isWithin(fen, 1, MAX_FEN) &&
    isWithin(seconds, 1, MAX_SECONDS) &&
    isWithin(pinFreeFen, 0, MAX_PIN_FREE_FEN)
  if (!isWell) return undefined
  const data = Buffer.alloc(13)
  data.writeUIntBE(fen, 0, 6)
  data.writeUInt16BE(seconds, 6)
  data.writeUInt8(LANGUAGES[language], 8)
  data.writeUInt32BE(pinFreeFen, 9)
  return data
}

/** Data of `show`: screen, language. */
export function showData(screen: TerminalScreen, language: TerminalLanguage): Buffer {
  return Buffer.of(SCREENS[screen], LANGUAGES[language])
}

/** Data of `loadKey`: which key, 16 bytes of cipher, 4 of check value; undefined: not hexadecimal of that length. */
export function keyData(key: TerminalKey, cipher: string, checkValue: string): Buffer | undefined {
  if (!/^[0-9a-f]{32}$/i.test(cipher) || !/^[0-9a-f]{8}$/i.test(checkValue)) return undefined
  return Buffer.concat([Buffer.of(KEYS[key]), Buffer.from(cipher + checkValue, 'hex')])
}

/** What the terminal calls itself, of the answer to `identify`: `00`, name, version and serial number in ASCII. */
export function identityOf(data: Uint8Array): string {
  return nameTold(data.subarray(1))
}

/** Of the answer to `status` and `selfTest`: `00`, flags, parts that failed, sequence of the reading. */
export function stateOf(data: Uint8Array): TerminalState | undefined {
  const [result, flags = 0, faults = 0, high = 0, low] = data
  if (result !== 0 || low === undefined) return undefined
  const works = (bit: number) => (faults & (1 << bit)) === 0
  const is = (bit: number) => (flags & (1 << bit)) !== 0
  return {
    reading: is(0) ? high * 256 + low : null,
    card: is(1),
    keys: { pin: is(2), track: is(3) },
    tampered: is(4),
    modules: {
      chip: works(0),
      stripe: works(1),
      contactless: works(2),
      keypad: works(3),
      security: works(4),
    },
  }
}

/** Check value of the answer to `loadKey`: `00`, then 4 bytes; empty: it tells none. */
export function checkValueOf(data: Uint8Array): string {
  return Buffer.from(data.subarray(1, 5)).toString('hex').toUpperCase()
}

/**
 * How a terminal in this state is, in the words of every device. One way to read that failed leaves the others; without its
 * working keys none is of use. `refused`: keys of the acquirer's that it did not take.
 */
export function statusOf(
  { card, tampered, modules, keys }: TerminalState,
  refused: ReadonlySet<TerminalKey> = new Set(),
): DeviceStatus {
  const media = card ? 'present' : 'notPresent'
  if (tampered)
    return { device: 'fraudAttempt', error: { code: 'fraudAttempt', action: 'maintenance' }, media }
  if (!modules.security)
    return { device: 'hardwareError', error: { code: 'securityFail', action: 'maintenance' }, media }
  const reads = modules.chip || modules.stripe || modules.contactless
  if (!reads || !modules.keypad)
    return { device: 'hardwareError', error: { code: 'selfTestFailed', action: 'maintenance' }, media }
  if (!keys.pin || !keys.track || refused.size > 0)
    return { device: 'hardwareError', error: { code: 'keyNoValue', action: 'configuration' }, media }
  return { device: 'online', media }
}

/** Of an answer's first byte; undefined: done. */
export function errorOfResult(result: number | undefined): DeviceError | undefined {
  switch (result) {
    case 0:
      return undefined
    case 2:
      return { code: 'invalidData', action: 'configuration' }
    case 3:
      return { code: 'keyNoValue', action: 'configuration' }
    case 4:
      return { code: 'fraudAttempt', action: 'maintenance' }
    default:
      return { code: 'refused', action: 'reset' }
  }
}

/** Of the reason behind `failed`: 1 not readable, 2 a card that is not taken, 3 tamper, 4 security module. */
export function errorOfReason(reason: number | undefined): DeviceError {
  if (reason === 2) return { code: 'invalidMedia', action: 'suspend' }
  if (reason === 3) return { code: 'fraudAttempt', action: 'maintenance' }
  if (reason === 4) return { code: 'securityFail', action: 'maintenance' }
  return { code: 'readFailed', action: 'suspend' }
}

/** An event that is told as it comes; undefined for others, and for what is not as the layout has it. */
export function progressOf(
  command: number,
  body: Uint8Array,
  requestId: string,
): CardTerminalEvent | undefined {
  const value = body[0] ?? 0
  const how = HOW[value]
  if (command === TERMINAL_COMMAND.cardPresented) return how && { type: 'cardPresented', requestId, how }
  if (command === TERMINAL_COMMAND.pinDigits && value <= 12)
    return { type: 'pinDigits', requestId, count: value }
  if (command === TERMINAL_COMMAND.pinEntered) return { type: 'pinEntered', requestId }
  if (command === TERMINAL_COMMAND.cardRemoved) return { type: 'cardRemoved', requestId }
  return undefined
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}
