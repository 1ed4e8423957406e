import { createCallPadReader, encodeCallPadFrame, MAX_CALL_PAD_FRAME } from '../src/frame/call-pad.ts'
import type { FrameReader } from '../src/frame/frame-reader.ts'
import { createCcnetReader, encodeCcnet, MAX_CCNET_FRAME } from '../src/frame/ccnet.ts'
import { createCctalkReader, encodeCctalk, MAX_CCTALK_FRAME } from '../src/frame/cctalk.ts'
import { createId003Reader, encodeId003, MAX_ID003_FRAME } from '../src/frame/id003.ts'
import { createSspReader, encodeSsp, MAX_SSP_FRAME } from '../src/frame/ssp.ts'
import { createCrt310Reader, encodeCrt310, maxCrt310Frame } from '../src/frame/crt310.ts'
import { createCrt571Reader, encodeCrt571, maxCrt571Frame } from '../src/frame/crt571.ts'
import { createHoneywellReader } from '../src/frame/honeywell.ts'
import { createJtt905Reader, encodeJtt905, MAX_JTT905_FRAME } from '../src/frame/jtt905.ts'
import { createNewlandReader } from '../src/frame/newland.ts'
import { createScannerReader, USUAL_MAX_LENGTH } from '../src/frame/scanner-line.ts'
import { createSamReader, MAX_SAM_FRAME } from '../src/frame/sdt-sam.ts'
import { samReply } from './sam-reply.ts'
import { createPrinterReplyReader } from '../src/frame/escpos-replies.ts'
import { createModbusReader, MAX_MODBUS_FRAME, writeCoil } from '../src/frame/modbus.ts'
import { createPadReader, encodePadFrame } from '../src/frame/rating-pad.ts'
import { createTerminalReader, encodeTerminalFrame, MAX_TERMINAL_FRAME } from '../src/frame/card-terminal.ts'
import { createSankyoReader, encodeSankyo, maxSankyoFrame } from '../src/frame/sankyo.ts'

/** A parser as the soak and the bench see it. */
export type ParserEntry = {
  name: string
  /** Bytes of its longest frame. */
  maxFrame: number
  create: () => Pick<FrameReader<unknown>, 'push' | 'expire' | 'heldBytes'>
  /** Some valid frame; `random` gives numbers in [0, 1). */
  frame: (random: () => number) => Uint8Array
}

/** Every parser that bytes from outside reach. */
export const parsers: readonly ParserEntry[] = [
  {
    name: 'call-pad',
    maxFrame: MAX_CALL_PAD_FRAME,
    create: createCallPadReader,
    frame: (random) =>
      encodeCallPadFrame({
        address: 1 + below(random, 254),
        command: 0x81,
        data: bytes(random, below(random, 65)),
      }),
  },
  {
    name: 'modbus',
    maxFrame: MAX_MODBUS_FRAME,
    create: createModbusReader,
    frame: (random) => writeCoil(1 + below(random, 247), below(random, 256), random() < 0.5),
  },
  {
    name: 'escpos',
    maxFrame: 100,
    create: createPrinterReplyReader,
    frame: printerReply,
  },
  {
    name: 'escpos-full',
    maxFrame: 100,
    create: () => createPrinterReplyReader({ fullStatus: true }),
    frame: (random) => Uint8Array.of(0x10, 0x0f, ...bytes(random, 4)),
  },
  {
    name: 'rating-pad',
    maxFrame: 104,
    create: createPadReader,
    frame: (random) =>
      encodePadFrame({
        sequence: below(random, 0x10000),
        command: 0xc1,
        data: bytes(random, below(random, 97)),
      }),
  },
  {
    name: 'card-terminal',
    maxFrame: MAX_TERMINAL_FRAME,
    create: createTerminalReader,
    frame: (random) =>
      encodeTerminalFrame({
        sequence: below(random, 0x10000),
        command: 0xc8,
        data: bytes(random, mostlyBelow(random, 200, 513)),
      }),
  },
  {
    name: 'crt310',
    maxFrame: maxCrt310Frame,
    create: createCrt310Reader,
    frame: (random) => encodeCrt310(bytes(random, 2 + mostlyBelow(random, 200, 519))),
  },
  {
    name: 'crt571',
    maxFrame: maxCrt571Frame,
    create: createCrt571Reader,
    frame: (random) =>
      encodeCrt571(Uint8Array.of(0x50, ...bytes(random, 5 + mostlyBelow(random, 200, 1_013)))),
  },
  {
    name: 'sankyo',
    maxFrame: maxSankyoFrame,
    create: createSankyoReader,
    frame: (random) =>
      encodeSankyo(Uint8Array.of(0x50, ...bytes(random, 4 + mostlyBelow(random, 200, 1_015)))),
  },
  {
    name: 'sdt-sam',
    maxFrame: MAX_SAM_FRAME,
    create: createSamReader,
    // One in ten is a card: text and photo, 1,295 bytes, or fingerprints as well, 2,321 bytes.
    frame: (random) => {
      const length = random() < 0.9 ? below(random, 64) : random() < 0.5 ? 1_284 : 2_310
      return samReply(0x90, bytes(random, length))
    },
  },
  {
    name: 'jtt905',
    maxFrame: MAX_JTT905_FRAME,
    create: createJtt905Reader,
    frame: (random) =>
      encodeJtt905({ device: 6, maker: 0, command: 0xe0, data: bytes(random, mostlyBelow(random, 64, 253)) }),
  },
  ...[createNewlandReader, createHoneywellReader, createScannerReader].map((create, index) => ({
    name: ['newland', 'honeywell', 'scanner-line'][index] ?? '',
    maxFrame: USUAL_MAX_LENGTH + 1,
    create: () => create({}),
    frame: (random: () => number) =>
      Uint8Array.of(...bytes(random, 1 + mostlyBelow(random, 80, 1_023), 0x20, 0x7e), 0x0d, 0x0a),
  })),
  {
    name: 'id003',
    maxFrame: MAX_ID003_FRAME,
    create: createId003Reader,
    frame: (random) => encodeId003({ command: 0x13, data: bytes(random, below(random, 251)) }),
  },
  {
    name: 'ssp',
    maxFrame: MAX_SSP_FRAME,
    create: createSspReader,
    frame: (random) => encodeSsp({ sequence: 1, address: 0, data: bytes(random, 1 + below(random, 255)) }),
  },
  {
    name: 'ccnet',
    maxFrame: MAX_CCNET_FRAME,
    create: () => createCcnetReader(3),
    frame: (random) => encodeCcnet({ address: 3, data: bytes(random, 1 + below(random, 500)) }),
  },
  ...(['sum8', 'crc16'] as const).map((check) => ({
    name: `cctalk-${check}`,
    maxFrame: MAX_CCTALK_FRAME,
    create: () => createCctalkReader({ device: 40, check }),
    frame: (random: () => number) =>
      encodeCctalk(
        { fromHost: false, header: 0, data: bytes(random, below(random, 256)) },
        { device: 40, check },
      ),
  })),
]

/** One of what an ESC/POS printer says: status of both kinds, a proof, a block of text. */
function printerReply(random: () => number): Uint8Array {
  const replies = [
    () => [0x12 | (below(random, 128) & 0x6c)],
    () => [0x10 | (below(random, 128) & 0x6c), ...bytes(random, 3, 0x00, 0x0f)],
    () => [below(random, 16)],
    () => [0x37, 0x22, ...bytes(random, 4, 0x20, 0x7e), 0],
    () => [0x37, 0x25, 0],
    () => [0x5f, ...bytes(random, below(random, 80), 0x20, 0x7e), 0],
  ]
  return Uint8Array.from(replies[below(random, replies.length)]?.() ?? [])
}

/** A whole number from 0 up to, not including, `end`. */
export function below(random: () => number, end: number): number {
  return Math.floor(random() * end)
}

/** A whole number from 0 up to, not including, `usual`; one time in ten up to `end`, and now and then the last. */
function mostlyBelow(random: () => number, usual: number, end: number): number {
  if (random() < 0.9) return below(random, usual)
  return random() < 0.2 ? end - 1 : below(random, end)
}

/** `length` bytes, each from `lowest` to `highest`. */
export function bytes(random: () => number, length: number, lowest = 0, highest = 255): Uint8Array {
  return Uint8Array.from({ length }, () => lowest + below(random, highest - lowest + 1))
}
