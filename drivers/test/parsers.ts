import type { FrameReader } from '../src/frame/frame-reader.ts'
import { createPrinterReplyReader } from '../src/frame/escpos-replies.ts'
import { createPadReader, encodePadFrame } from '../src/frame/rating-pad.ts'

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
    name: 'escpos',
    maxFrame: 100,
    create: createPrinterReplyReader,
    frame: (random) => Uint8Array.of(0x37, 0x22, ...bytes(random, 4, 0x20, 0x7e), 0),
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
]

/** A whole number from 0 up to, not including, `end`. */
export function below(random: () => number, end: number): number {
  return Math.floor(random() * end)
}

/** `length` bytes, each from `lowest` to `highest`. */
export function bytes(random: () => number, length: number, lowest = 0, highest = 255): Uint8Array {
  return Uint8Array.from({ length }, () => lowest + below(random, highest - lowest + 1))
}
