import type { Align, Scale } from './document.ts'

/**
 * ESC/POS command bytes, each named by its function (Epson ESC/POS reference,
 * https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/).
 */
export const ESCPOS = {
  initialize: () => Buffer.from([0x1b, 0x40]),
  /** FS &: two-byte characters; some Chinese models start without. */
  chineseOn: () => Buffer.from([0x1c, 0x26]),
  align: (align: Align) => Buffer.from([0x1b, 0x61, { left: 0, center: 1, right: 2 }[align]]),
  size: (width: Scale, height: Scale) => Buffer.from([0x1d, 0x21, ((width - 1) << 4) | (height - 1)]),
  bold: (on: boolean) => Buffer.from([0x1b, 0x45, on ? 1 : 0]),
  lineFeed: () => Buffer.from([0x0a]),
  feed: (lines: number) => Buffer.from([0x1b, 0x64, clamp(lines, 0, 255)]),
  /** Function B: feeds what is printed past the knife first. */
  cut: (mode: 'partial' | 'full') => Buffer.from([0x1d, 0x56, mode === 'full' ? 0x41 : 0x42, 0x00]),
  /** ESC i: cuts through, at once (Custom KPM210/216 User Manual, "ESC i"). */
  totalCut: () => Buffer.from([0x1b, 0x69]),
  /** GS e n: ejector of a kiosk printer (Custom KPM210/216 User Manual, "GS e"). */
  ejector: {
    /** Takes the ticket back in, where that is enabled. */
    retract: () => Buffer.from([0x1d, 0x65, 0x02]),
    /** Pushes the ticket out by so many steps of 6.5 mm and holds it. */
    present: (steps: number) => Buffer.from([0x1d, 0x65, 0x03, clamp(steps, 0, 255)]),
  },
  qr,
  /** GS h, GS w, GS H and GS k 73: a CODE128 symbol from data as `code128` makes it. */
  code128: (data: Uint8Array, height: number, module: number, digits: boolean) =>
    Buffer.concat([
      Buffer.from([0x1d, 0x68, clamp(height, 1, 255), 0x1d, 0x77, clamp(module, 2, 6)]),
      Buffer.from([0x1d, 0x48, digits ? 2 : 0, 0x1d, 0x6b, 0x49, data.length]),
      data,
    ]),
  /** ASB on for every kind of change; Custom's printers have GS E0 for it, which sends all four bytes. */
  automaticStatusOn: (kind: 'realtime' | 'full') =>
    Buffer.from(kind === 'full' ? [0x1d, 0xe0, 0x0f] : [0x1d, 0x61, 0xff]),
  /** DLE EOT n. */
  askRealtime: (questions: readonly number[]) => Buffer.from(questions.flatMap((n) => [0x10, 0x04, n])),
  /** GS r 1, answered by one byte when all before it is executed. */
  fence: () => Buffer.from([0x1d, 0x72, 0x01]),
  /** GS ( H function 48: answered by `37 22 id 00` when all before it is printed. `id` is four of 20…7E. */
  processId: (id: string) =>
    Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]), Buffer.from(id, 'latin1')]),
  /** GS I 67 and 68: model and serial number, each answered by a block `5F … 00` (reference, "GS I"). */
  askModel: () => Buffer.from([0x1d, 0x49, 0x43]),
  askSerial: () => Buffer.from([0x1d, 0x49, 0x44]),
  /** DLE ENQ 2: recover from an error after emptying the buffers. Carried out at once. */
  recoverAndClear: () => Buffer.from([0x10, 0x05, 0x02]),
  /** DLE DC4 8: empty the buffers, answered by `37 25 00`. Carried out at once. */
  clearBuffers: () => Buffer.from([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]),
} as const

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.floor(value)))
}

/**
 * A QR symbol by GS ( k; the length that it announces counts bytes, not characters. A length that would read as a
 * real-time command (10 04, 10 05) is made one longer by a space at the end, which readers of links and codes ignore.
 */
function qr(data: string, module: number, level: 'L' | 'M' | 'Q' | 'H'): Buffer {
  const text = Buffer.from(data, 'utf8')
  const lengthBytes = text.length + 3
  const isCommand = (lengthBytes & 0xff) === 0x10 && [0x04, 0x05].includes(lengthBytes >> 8)
  const bytes = isCommand ? Buffer.concat([text, Buffer.from(' ')]) : text
  const stored = bytes.length + 3
  return Buffer.concat([
    Buffer.from([0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00]),
    Buffer.from([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, clamp(module, 1, 16)]),
    Buffer.from([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, { L: 0x30, M: 0x31, Q: 0x32, H: 0x33 }[level]]),
    Buffer.from([0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30]),
    bytes,
    Buffer.from([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30]),
  ])
}
