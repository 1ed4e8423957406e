import { createCrt571Reader, encodeCrt571 } from '../../frame/crt571.ts'
import { CONTROL_BYTE } from '../../frame/sized-frame.ts'
import { chipOf } from './chip-start.ts'
import { movement, operationOnce, question, repeatableOperation } from './dialect.ts'
import type { CardPlace, Dialect, MemoryDialect, Seen } from './dialect.ts'
import { decodeStatusReply } from './status-replies.ts'

const TO_UNIT = 0x43
const DONE = [0x90, 0x00] as const

/**
 * SLE4442 through command 53: APDU-like, `00 B0` reads (P1 0 main, 1 protection, 2 security memory), `00 D0` writes,
 * `00 20` verifies; the card's data come with `90 00`. The shape of this one command is the family's custom and was
 * not found written down in public: check it on a unit before relying on it.
 */
const memory: MemoryDialect = {
  open: [repeatableOperation(0x53, 0x30)],
  read: (offset, length) => repeatableOperation(0x53, 0x33, 0x00, 0xb0, 0x00, offset, length & 0xff),
  readProtection: repeatableOperation(0x53, 0x33, 0x00, 0xb0, 0x01, 0x00, 0x04),
  readSecurity: repeatableOperation(0x53, 0x33, 0x00, 0xb0, 0x02, 0x00, 0x04),
  verify: (code) => operationOnce(0x53, 0x33, 0x00, 0x20, 0x00, 0x00, code.length, ...code),
  write: (offset, data) =>
    repeatableOperation(0x53, 0x33, 0x00, 0xd0, 0x00, offset, data.length & 0xff, ...data),
  protect: (offset, data) =>
    repeatableOperation(0x53, 0x33, 0x00, 0xd0, 0x01, offset, data.length & 0xff, ...data),
  dataOf(data, length) {
    const [high, low] = data.subarray(-2)
    const own = high === DONE[0] && low === DONE[1] ? data.subarray(0, -2) : data
    return own.length === length ? own : undefined
  },
}

/** Creator CRT-571 and CRT-591-M: card dispensers that also take cards in (CRT-591-M001 protocol). */
export const crt571: Dialect = {
  profile: 'crt571',
  line: { baud: 9_600 },
  addressed: true,
  // Shorter than a turn on a shared line may last; it moves a card in less.
  timing: { slowMs: 9_000 },
  capabilities: {
    reader: 'motor',
    chip: true,
    memoryCards: ['SLE4442'],
    captures: true,
    longestApdu: 261,
    stacker: true,
  },
  createReader: createCrt571Reader,
  encode: ({ body }, address) => encodeCrt571(Uint8Array.of(TO_UNIT, ...body), address),
  decode: (text, command) => decodeStatusReply(text, command, 3, seen),
  manners: { onText: Uint8Array.of(CONTROL_BYTE.ack) },
  cancel: Uint8Array.of(CONTROL_BYTE.eot),
  initialize: repeatableOperation(0x30, 0x33),
  marker: question(0x31, 0x31),
  status: question(0x31, 0x30),
  entry: (open) => question(0x33, open ? 0x30 : 0x31),
  // 30 holds the card at the gate, where it can be taken or kept; 39 lets it go, whoever is there.
  eject: () => movement(0x32, 0x30),
  capture: () => [movement(0x32, 0x33)],
  chip: {
    toContacts: repeatableOperation(0x32, 0x31),
    prepare: [],
    reset: (cold) => repeatableOperation(0x51, cold ? 0x30 : 0x38),
    start: ({ data }) => chipOf(data) ?? chipOf(data.subarray(1)),
    off: [repeatableOperation(0x51, 0x31)],
    exchange: (protocol, apdu) => operationOnce(0x51, protocol === 'T=0' ? 0x33 : 0x34, ...apdu),
    response: (data) => (data.length >= 2 ? data : undefined),
  },
  memory,
}

const places: Readonly<Record<number, CardPlace>> = { 0x30: 'none', 0x31: 'gate', 0x32: 'inside' }
const stackers: Readonly<Record<number, Seen['stacker']>> = { 0x30: 'out', 0x31: 'low', 0x32: 'ok' }

function seen([card = 0, stacker = 0, bin]: Uint8Array): Seen {
  return {
    card: places[card] ?? 'unknown',
    stacker: stackers[stacker] ?? 'unknown',
    binFull: bin === 0x31,
  }
}
