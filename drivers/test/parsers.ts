import { createCallPadReader, encodeCallPadFrame, maxCallPadFrame } from '../src/frame/call-pad.ts'
import type { FrameReader } from '../src/frame/frame-reader.ts'
import { createCrt310Reader, encodeCrt310, maxCrt310Frame } from '../src/frame/crt310.ts'
import { createCrt571Reader, encodeCrt571, maxCrt571Frame } from '../src/frame/crt571.ts'
import { createPrinterReplyReader } from '../src/frame/escpos-replies.ts'
import { createModbusReader, maxModbusFrame, writeCoil } from '../src/frame/modbus.ts'
import { createPadReader, encodePadFrame } from '../src/frame/rating-pad.ts'
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
    maxFrame: maxCallPadFrame,
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
    maxFrame: maxModbusFrame,
    create: createModbusReader,
    frame: (random) => writeCoil(1 + below(random, 247), below(random, 256), random() < 0.5),
  },
  {
    name: 'escpos',
    maxFrame: 100,
    create: createPrinterReplyReader,
    frame: (random) => Uint8Array.of(0x37, 0x22, ...bytes(random, 4, 0x20, 0x7e), 0),
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
    name: 'crt310',
    maxFrame: maxCrt310Frame,
    create: createCrt310Reader,
    frame: (random) => encodeCrt310(bytes(random, 2 + below(random, 200))),
  },
  {
    name: 'crt571',
    maxFrame: maxCrt571Frame,
    create: createCrt571Reader,
    frame: (random) => encodeCrt571(Uint8Array.of(0x50, ...bytes(random, 5 + below(random, 200)))),
  },
  {
    name: 'sankyo',
    maxFrame: maxSankyoFrame,
    create: createSankyoReader,
    frame: (random) => encodeSankyo(Uint8Array.of(0x50, ...bytes(random, 4 + below(random, 200)))),
  },
]

/** A whole number from 0 up to, not including, `end`. */
export function below(random: () => number, end: number): number {
  return Math.floor(random() * end)
}

/** `length` bytes, each from `lowest` to `highest`. */
export function bytes(random: () => number, length: number, lowest = 0, highest = 255): Uint8Array {
  return Uint8Array.from({ length }, () => lowest + below(random, highest - lowest + 1))
}
