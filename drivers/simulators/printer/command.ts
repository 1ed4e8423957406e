/** One complete command at the head of the receive buffer. */
export type Command =
  | { kind: 'initialize' }
  | { kind: 'style'; what: 'align' | 'bold'; value: number }
  | { kind: 'size'; width: number; height: number }
  | { kind: 'lineFeed' }
  | { kind: 'feed'; lines: number }
  | { kind: 'cut'; mode: 'full' | 'partial' }
  | { kind: 'qr'; fn: number; data: Uint8Array }
  | { kind: 'barcode'; data: Uint8Array }
  | { kind: 'barcodeHeight'; dots: number }
  | { kind: 'barcodeText'; on: boolean }
  | { kind: 'image'; width: number; height: number; dots: Uint8Array }
  | { kind: 'learn'; code: number[]; dots: Uint8Array }
  | { kind: 'ejector'; what: number }
  | { kind: 'fullStatus'; mask: number }
  | { kind: 'automaticStatus'; mask: number }
  | { kind: 'answerPaper' }
  | { kind: 'answerId'; what: number }
  | { kind: 'processId'; id: Uint8Array }
  | { kind: 'letter'; bytes: number[] }
  | { kind: 'nothing' }
  | { kind: 'unknown'; bytes: number[] }

/** A command and its length in bytes; `undefined` when more bytes are needed. */
export type Parsed = { command: Command; length: number } | undefined

/** Reads the first command of `bytes`, written from the tables of Epson's ESC/POS reference. */
export function parse(bytes: Uint8Array): Parsed {
  const first = bytes[0]
  if (first === undefined) return undefined
  if (first === 0x1b) return parseEsc(bytes)
  if (first === 0x1d) return parseGs(bytes)
  if (first === 0x1c) return parseFs(bytes)
  if (first === 0x0a) return { command: { kind: 'lineFeed' }, length: 1 }
  if (first < 0x20 || first === 0x80 || first === 0xff) return { command: { kind: 'nothing' }, length: 1 }
  return parseLetter(bytes, first)
}

function parseLetter(bytes: Uint8Array, first: number): Parsed {
  if (first < 0x80) return letter(bytes, 1)
  const second = bytes[1]
  if (second === undefined) return undefined
  // A GBK printer knows no four-byte letters: it takes the lead for noise and prints the digits.
  if (second < 0x40) return { command: { kind: 'nothing' }, length: 1 }
  return letter(bytes, 2)
}

function letter(bytes: Uint8Array, length: number): Parsed {
  return { command: { kind: 'letter', bytes: [...bytes.subarray(0, length)] }, length }
}

function parseEsc(bytes: Uint8Array): Parsed {
  const [, code, value] = bytes
  if (code === undefined) return undefined
  if (code === 0x40) return { command: { kind: 'initialize' }, length: 2 }
  if (code === 0x32) return { command: { kind: 'nothing' }, length: 2 }
  if (code === 0x69) return { command: { kind: 'cut', mode: 'full' }, length: 2 }
  if (code === 0x6d) return { command: { kind: 'cut', mode: 'partial' }, length: 2 }
  if (value === undefined) return undefined
  switch (code) {
    case 0x61:
      return { command: { kind: 'style', what: 'align', value: value & 3 }, length: 3 }
    case 0x45:
      return { command: { kind: 'style', what: 'bold', value: value & 1 }, length: 3 }
    case 0x64:
      return { command: { kind: 'feed', lines: value }, length: 3 }
    case 0x33:
    case 0x4a:
    case 0x74:
      return { command: { kind: 'nothing' }, length: 3 }
    default:
      return unknown(bytes, 2)
  }
}

/** FS 2 c1 c2 and 24 × 24 dots. */
const OWN_LETTER_BYTES = 4 + 72

function parseFs(bytes: Uint8Array): Parsed {
  const [, code] = bytes
  if (code === undefined) return undefined
  if (code === 0x26 || code === 0x2e) return { command: { kind: 'nothing' }, length: 2 }
  if (code === 0x21 || code === 0x57 || code === 0x2d) {
    return bytes.length < 3 ? undefined : { command: { kind: 'nothing' }, length: 3 }
  }
  if (code === 0x32) {
    if (bytes.length < OWN_LETTER_BYTES) return undefined
    const learn = {
      kind: 'learn' as const,
      code: [...bytes.slice(2, 4)],
      dots: bytes.slice(4, OWN_LETTER_BYTES),
    }
    return { command: learn, length: OWN_LETTER_BYTES }
  }
  return unknown(bytes, 2)
}

function parseGs(bytes: Uint8Array): Parsed {
  const [, code, value, low, high] = bytes
  if (code === undefined || value === undefined) return undefined
  switch (code) {
    case 0x21:
      return { command: { kind: 'size', width: (value >> 4) + 1, height: (value & 15) + 1 }, length: 3 }
    case 0x61:
      return { command: { kind: 'automaticStatus', mask: value }, length: 3 }
    case 0x72:
      return { command: { kind: 'answerPaper' }, length: 3 }
    case 0x49:
      return { command: { kind: 'answerId', what: value }, length: 3 }
    case 0x56:
      return parseCut(bytes, value)
    case 0x68:
      return { command: { kind: 'barcodeHeight', dots: value }, length: 3 }
    case 0x48:
      return { command: { kind: 'barcodeText', on: value !== 0 }, length: 3 }
    case 0x66:
    case 0x77:
      return { command: { kind: 'nothing' }, length: 3 }
    case 0x6b:
      if (low === undefined || bytes.length < 4 + low) return undefined
      return { command: { kind: 'barcode', data: bytes.slice(4, 4 + low) }, length: 4 + low }
    case 0x76:
      return parseRaster(bytes)
    case 0x65:
      if (value === 3 && low === undefined) return undefined
      return { command: { kind: 'ejector', what: value }, length: value === 3 ? 4 : 3 }
    case 0xe0:
      return { command: { kind: 'fullStatus', mask: value }, length: 3 }
    case 0x28:
      if (low === undefined || high === undefined) return undefined
      return parseLong(bytes, value, low + high * 256)
    default:
      return unknown(bytes, 3)
  }
}

function parseRaster(bytes: Uint8Array): Parsed {
  const [, , , , xL, xH, yL, yH] = bytes
  if (xL === undefined || xH === undefined || yL === undefined || yH === undefined) return undefined
  const rowBytes = xL + xH * 256
  const height = yL + yH * 256
  const end = 8 + rowBytes * height
  if (bytes.length < end) return undefined
  return { command: { kind: 'image', width: rowBytes * 8, height, dots: bytes.slice(8, end) }, length: end }
}

function parseCut(bytes: Uint8Array, mode: number): Parsed {
  const withFeed = mode === 0x41 || mode === 0x42
  if (withFeed && bytes.length < 4) return undefined
  const full = mode === 0x41 || mode === 0x00 || mode === 0x30
  return { command: { kind: 'cut', mode: full ? 'full' : 'partial' }, length: withFeed ? 4 : 3 }
}

function parseLong(bytes: Uint8Array, group: number, length: number): Parsed {
  const end = 5 + length
  if (bytes.length < end) return undefined
  const body = bytes.slice(5, end)
  if (group === 0x6b && body[0] === 0x31) {
    return { command: { kind: 'qr', fn: body[1] ?? 0, data: body.subarray(2) }, length: end }
  }
  if (group === 0x48 && body[0] === 0x30 && body[1] === 0x30) {
    return { command: { kind: 'processId', id: body.subarray(2) }, length: end }
  }
  return unknown(bytes, end)
}

function unknown(bytes: Uint8Array, length: number): Parsed {
  return { command: { kind: 'unknown', bytes: [...bytes.subarray(0, length)] }, length }
}
