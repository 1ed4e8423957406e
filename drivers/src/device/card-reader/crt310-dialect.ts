import { createCrt310Reader, encodeCrt310 } from '../../frame/crt310.ts'
import { CONTROL_BYTE } from '../../frame/sized-frame.ts'
import type { DeviceError } from '../common/status.ts'
import { chipOf } from './chip-start.ts'
import { isOdd, movement, operationOnce, question, repeatableOperation } from './dialect.ts'
import type { CommandAnswer, CardPlace, Command, Dialect, MemoryDialect, Seen } from './dialect.ts'

const FAILED = 0x4e
const LETTER_T1 = 0x5a
/** Commands whose reply begins with the letter of its outcome. */
const lettered = [0x2f, 0x32, 0x33, 0x37, 0x38]

const memory: MemoryDialect = {
  open: [repeatableOperation(0x33, 0x30), repeatableOperation(0x38, 0x30)],
  read: (offset, length) => repeatableOperation(0x38, 0x31, offset, length & 0xff),
  readProtection: repeatableOperation(0x38, 0x32),
  readSecurity: repeatableOperation(0x38, 0x33),
  verify: (code) => operationOnce(0x38, 0x34, ...code),
  write: (offset, data) => repeatableOperation(0x38, 0x35, offset, data.length & 0xff, ...data),
  protect: (offset, data) => repeatableOperation(0x38, 0x36, offset, data.length & 0xff, ...data),
  dataOf: (data, length) => (data.length >= length ? data.subarray(data.length - length) : undefined),
}

/**
 * Creator CRT-310 and its relatives (CRT-310 communication protocol V3.0). It acknowledges a frame and then waits for
 * ENQ before it does anything. Its manual has Y and N the wrong way round for some commands, so that for whatever
 * shows in the status, the status decides and not the letter. It has no bin of its own: a captured card leaves by the
 * rear, where a kiosk has one.
 */
export const crt310: Dialect = {
  profile: 'crt310',
  line: { baud: 9_600 },
  capabilities: {
    reader: 'motor',
    chip: true,
    memoryCards: ['SLE4442'],
    captures: true,
    longestApdu: 261,
  },
  createReader: createCrt310Reader,
  encode: ({ body }) => encodeCrt310(body),
  decode,
  manners: { onAck: Uint8Array.of(CONTROL_BYTE.enq) },
  cancel: Uint8Array.of(CONTROL_BYTE.eot),
  initialize: repeatableOperation(0x30, 0x30),
  marker: question(0x31, 0x2f),
  status: question(0x31, 0x30),
  // 33: by the switch behind the slot, so for any card; 31: not at all. The second byte forbids the rear entry.
  entry: (open) => question(0x2f, open ? 0x33 : 0x31, 0x31),
  // 31 holds the card at the front, 30 lets it go, so that it can be kept no more. 34 is the way of odd cards, by the rear.
  eject: () => movement(0x32, 0x31),
  capture: (place) => [movement(0x32, isOdd(place) ? 0x34 : 0x33)],
  chip: {
    toContacts: repeatableOperation(0x32, 0x2f),
    prepare: [repeatableOperation(0x33, 0x30)],
    reset: (cold) => repeatableOperation(0x37, cold ? 0x30 : 0x2f),
    start({ data, letter }) {
      const atr = counted(data)
      const chip = atr && chipOf(atr)
      return chip && { atr: chip.atr, protocol: letter === LETTER_T1 ? 'T=1' : 'T=0' }
    },
    off: [repeatableOperation(0x33, 0x31)],
    exchange: (protocol, apdu) =>
      operationOnce(0x37, protocol === 'T=0' ? 0x31 : 0x32, apdu.length >> 8, apdu.length & 0xff, ...apdu),
    response(data) {
      const response = counted(data)
      return response && response.length >= 2 ? response : undefined
    },
  },
  memory,
}

/** The bytes behind a length of two bytes, if they are all there. */
function counted(data: Uint8Array): Uint8Array | undefined {
  const [high, low] = data
  if (high === undefined || low === undefined) return undefined
  const end = 2 + high * 0x100 + low
  return data.length >= end ? data.subarray(2, end) : undefined
}

function decode(text: Uint8Array, { body }: Command): CommandAnswer | undefined {
  const [first, second, third = 0] = text
  const [command = 0, parameter = 0] = body
  if (first === FAILED && second === command && text.length === 3) {
    return { ok: false, error: errors[third & 0x0f] ?? refused }
  }
  if (first !== command || second !== parameter) return undefined
  const data = text.subarray(2)
  if (command === 0x31 && parameter === 0x30) return { ok: true, data, seen: seen(data) }
  if (!lettered.includes(command)) return { ok: true, data }
  const error = outcomeError(third, command, parameter)
  return error ? { ok: false, error } : { ok: true, data: data.subarray(1), letter: third }
}

const refused: DeviceError = { code: 'refused', action: 'reset' }

/** What the letter after `CM PM` says; any but these, Y (59) and Z (5A) among them, is a success. */
function outcomeError(letter: number, command: number, parameter: number): DeviceError | undefined {
  if (letter === 0x45) return { code: 'noMedia', action: 'clear' }
  if (letter === 0x57) return { code: 'refused', action: 'clear' }
  if (letter !== FAILED) return undefined
  if (command === 0x32) return { code: 'mediaJammed', action: 'clear' }
  if (command === 0x2f) return refused
  const reset = command === 0x33 || parameter === 0x30 || parameter === 0x2f
  return { code: reset ? 'atrNotObtained' : 'readFailed', action: 'clear' }
}

/** The byte after `4E CM`. */
const errors: Readonly<Record<number, DeviceError>> = {
  0: { code: 'unsupported', action: 'configuration' },
  1: { code: 'invalidData', action: 'configuration' },
  2: refused,
  4: { code: 'invalidData', action: 'configuration' },
  5: { code: 'mechanical', action: 'maintenance' },
  6: { code: 'invalidMedia', action: 'clear' },
  7: { code: 'mechanical', action: 'suspend' },
}

/** S1. A card at the rear (4C, 4D) is inside as far as a customer goes. */
const places: Readonly<Record<number, CardPlace>> = {
  0x46: 'tooLong',
  0x47: 'tooShort',
  0x48: 'gate',
  0x49: 'gate',
  0x4a: 'inside',
  0x4b: 'inside',
  0x4c: 'inside',
  0x4d: 'inside',
  0x4e: 'none',
}
const AT_CONTACTS = 0x4b
const ENTRY_FORBIDDEN = 0x4e

function seen([card = 0, front]: Uint8Array): Seen {
  return {
    card: places[card] ?? 'unknown',
    entryOpen: front !== ENTRY_FORBIDDEN,
    contacts: card === AT_CONTACTS,
  }
}
