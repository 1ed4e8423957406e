import { CONTROL_BYTE } from '../../frame/sized-frame.ts'
import { createSankyoReader, encodeSankyo } from '../../frame/sankyo.ts'
import { chipOf } from './chip-start.ts'
import { movement, operationOnce, question, repeatableOperation } from './dialect.ts'
import type { CardPlace, Command, Dialect, Seen } from './dialect.ts'
import { decodeStatusReply } from './status-replies.ts'

const ascii = (text: string) => Buffer.from(text, 'latin1')
const asked = (text: string): Command => question(...ascii(text))
const done = (text: string): Command => repeatableOperation(...ascii(text))
const doneOnce = (text: string): Command => movement(...ascii(text))

/**
 * Initializes without moving a card (`3`), in compatible mode (`32410`), powers the chip down (`0`), has the reader
 * name itself (`1`), no ejection when DTR falls (`0`), no counting of captured cards (`0`).
 */
const initialize = done('03' + '32410' + '0100')

/**
 * Sankyo ICT3K5 and ICT3Q8 (public code: dd5xl/Sankyo_Reader, smartkiosk/smartware, and a JavaPOS driver for C2 to
 * C4). The chip commands `@` and `I` follow the same numbering as the CRT-571, whose maker took it over; they were not
 * found in public code of these readers.
 */
export const sankyo: Dialect = {
  profile: 'sankyo',
  line: { baud: 38_400, parity: 'even', rtscts: true },
  capabilities: { reader: 'motor', chip: true, memoryCards: [], captures: true, longestApdu: 261 },
  createReader: createSankyoReader,
  encode: ({ body }) => encodeSankyo(Uint8Array.of(0x43, ...body)),
  decode: (text, command) => decodeStatusReply(text, command, 2, seen),
  manners: { onText: Uint8Array.of(CONTROL_BYTE.ack) },
  cancel: Uint8Array.of(CONTROL_BYTE.dle, CONTROL_BYTE.eot),
  initialize,
  marker: asked('11'),
  status: asked('10'),
  entry: (open) => asked(open ? ':0' : ':1'),
  eject: () => doneOnce('30'),
  capture: (place) => (place === 'gate' ? [doneOnce('40'), doneOnce('31')] : [doneOnce('31')]),
  chip: {
    toContacts: done('@0'),
    prepare: [],
    reset: (cold) => done(cold ? 'I0' : 'I8'),
    start: ({ data }) => chipOf(data) ?? chipOf(data.subarray(1)),
    off: [done('I1'), done('@2')],
    exchange: (protocol, apdu) => operationOnce(...ascii(protocol === 'T=0' ? 'I3' : 'I4'), ...apdu),
    response: (data) => (data.length >= 2 ? data : undefined),
  },
}

const places: Readonly<Record<string, CardPlace>> = { '00': 'none', '01': 'gate', '02': 'inside' }

function seen(status: Uint8Array): Seen {
  return { card: places[Buffer.from(status).toString('latin1')] ?? 'unknown' }
}
