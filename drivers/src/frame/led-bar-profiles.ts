import { encodeGb18030 } from '../paper/gb18030.ts'
import type { DisplayTemplate } from './display-template.ts'

/** How a text moves on an LED bar. */
export type Motion = 'still' | 'scrollLeft' | 'scrollUp' | 'flash'

/** A kind of LED bar: what shows a text, what sets the brightness, and how the kind counts. */
export type LedBarProfile = {
  show: DisplayTemplate
  /** Sets the brightness alone; absent where `show` carries it, or where it cannot be set. */
  brightness?: DisplayTemplate
  /** The kind's number for each motion it has. */
  motions: Partial<Readonly<Record<Motion, number>>>
  /** The kind's numbers for speeds 1 (slow) to 5 (fast). */
  speeds: readonly [number, number, number, number, number]
  /** The kind's number for a brightness of 1…100 %; absent where it cannot be set. */
  brightnessOf?: (percent: number) => number
  /** Whether the kind has the character. */
  knows: (character: string) => boolean
  /** How long a bar may take to answer what nobody needs to know, ms: so long the bus stays with it. */
  answerMs: number
}

const gb = (text: string) => encodeGb18030(text).bytes
const inGb = (character: string) => encodeGb18030(character).warnings.length === 0
const isPrintableAscii = (character: string) => /^[\x20-\x7e]$/.test(character)

const ownBar: LedBarProfile = {
  show: {
    name: 'own',
    encode: (character) => (character === '\n' ? Buffer.of(0x0a) : gb(character)),
    fields: [
      { kind: 'bytes', bytes: [0xaa, 0x56] },
      { kind: 'address' },
      { kind: 'value', name: 'motion' },
      { kind: 'value', name: 'speed' },
      { kind: 'value', name: 'brightness' },
      { kind: 'textLength', bytes: 2 },
      { kind: 'text', maxBytes: 256 },
      { kind: 'check', algorithm: 'crc16', from: 1 },
      { kind: 'bytes', bytes: [0x0d] },
    ],
  },
  motions: { still: 0, scrollLeft: 1, scrollUp: 2, flash: 3 },
  speeds: [1, 2, 3, 4, 5],
  brightnessOf: (percent) => percent,
  knows: inGb,
  answerMs: 0,
}

/** How a BX frame begins: eight A5, then address, source, nothing, any kind of device, version 2 of the protocol. */
const BX_HEAD = [
  { kind: 'bytes', bytes: new Array<number>(8).fill(0xa5) },
  { kind: 'address', as: 'lowFirst' },
  { kind: 'bytes', bytes: [0x00, 0x80, 0, 0, 0, 0, 0, 0, 0xfe, 0x02] },
] as const
const BX_PAIRS = { 0xa5: [0xa6, 0x02], 0xa6: [0xa6, 0x01], 0x5a: [0x5b, 0x02], 0x5b: [0x5b, 0x01] } as const

const bx5: LedBarProfile = {
  show: {
    name: 'bx5',
    // A backslash begins a command within the text, of which only that for a new line is used.
    encode: (character) => gb(character === '\n' ? '\\n' : character === '\\' ? '＼' : character),
    fields: [
      ...BX_HEAD,
      { kind: 'length', from: 4, to: 15 },
      // Show at once, no answer wanted, delete no area, one area follows.
      { kind: 'bytes', bytes: [0xa3, 0x06, 0x02, 0x00, 0x00, 0x00, 0x01] },
      { kind: 'length', from: 6, to: 15 },
      // A dynamic area at 0, 0; its width counts in bytes of eight dots, its height in dots.
      { kind: 'bytes', bytes: [0, 0, 0, 0, 0] },
      { kind: 'value', name: 'widthBytes', as: 'lowFirst' },
      { kind: 'value', name: 'height', as: 'lowFirst' },
      // Area 0, no space between lines, shown until replaced, no voice, several lines, broken where they are full.
      { kind: 'bytes', bytes: [0, 0, 0, 2, 0, 0, 0, 0, 2, 2] },
      { kind: 'value', name: 'motion' },
      { kind: 'bytes', bytes: [0] },
      { kind: 'value', name: 'speed' },
      { kind: 'value', name: 'hold' },
      { kind: 'textLength', bytes: 4 },
      { kind: 'text', maxBytes: 512 },
      { kind: 'check', algorithm: 'crc16Arc', from: 1 },
      { kind: 'bytes', bytes: [0x5a] },
    ],
    escape: { from: 1, to: 16, pairs: BX_PAIRS },
  },
  brightness: {
    name: 'bx5 brightness',
    encode: gb,
    fields: [
      ...BX_HEAD,
      { kind: 'length', from: 4, to: 6 },
      { kind: 'bytes', bytes: [0xa3, 0x02, 0x01, 0x00, 0x00, 0x01] },
      { kind: 'value', name: 'brightness' },
      // The table by half hours, which is used only when the brightness is not set by hand.
      { kind: 'bytes', bytes: new Array<number>(48).fill(1) },
      { kind: 'check', algorithm: 'crc16Arc', from: 1 },
      { kind: 'bytes', bytes: [0x5a] },
    ],
    escape: { from: 1, to: 7, pairs: BX_PAIRS },
  },
  motions: { still: 1, scrollLeft: 3, scrollUp: 5 },
  speeds: [60, 40, 20, 10, 4],
  brightnessOf: (percent) => Math.max(1, Math.ceil((percent * 16) / 100)),
  knows: inGb,
  answerMs: 150,
}

const alpha: LedBarProfile = {
  show: {
    name: 'alpha',
    encode: (character) =>
      Buffer.from(character === '\n' ? '\r' : isPrintableAscii(character) ? character : '', 'latin1'),
    fields: [
      // Five nulls, by which a sign finds the speed of the line; start of header, any kind of sign.
      { kind: 'bytes', bytes: [0, 0, 0, 0, 0, 0x01, 0x5a] },
      { kind: 'address', as: 'hexDigits' },
      // Write text file A, to be shown in the whole sign.
      { kind: 'bytes', bytes: [0x02, 0x41, 0x41, 0x1b, 0x30] },
      { kind: 'value', name: 'motion' },
      { kind: 'value', name: 'speed' },
      { kind: 'text', maxBytes: 256 },
      { kind: 'bytes', bytes: [0x03] },
      { kind: 'check', algorithm: 'sumDigits', from: 2 },
      { kind: 'bytes', bytes: [0x04] },
    ],
  },
  motions: { still: 0x62, scrollLeft: 0x61, scrollUp: 0x65, flash: 0x63 },
  speeds: [0x15, 0x16, 0x17, 0x18, 0x19],
  knows: isPrintableAscii,
  answerMs: 0,
}

/** LED bars known by name. */
export const LED_BAR_PROFILES = {
  /**
   * Our own: `AA 56 address motion speed brightness n n text… crc16 0D`, low byte of n first, text in GB18030 with 0A
   * between lines, CRC-16/IBM-3740 over address … text, high byte first. Sets everything in one frame.
   */
  own: ownBar,
  /**
   * Onbon BX-5K controllers with fonts of their own (仰邦字库卡): one dynamic area that fills the bar, by the command
   * A3 06 发送实时显示信息; brightness in 16 steps by A3 02. Numbers are low byte first, the check is CRC-16/ARC; A5, A6,
   * 5A and 5B are escaped. Sources: BX-5K/6K 通讯协议用户版本 (doc.onbonbx.com), and frames recorded in public programs
   * that drive such bars.
   */
  bx5,
  /**
   * Signs of the Alpha protocol (Adaptive Micro Systems: Alpha, BetaBrite): text file A in the whole sign, ASCII only.
   * Source: Alpha Sign Communications Protocol ("M-Protocol"), Adaptive document 9708-8061.
   */
  alpha,
} as const satisfies Record<string, LedBarProfile>

/** Names a kind of LED bar. */
export type LedBarKind = keyof typeof LED_BAR_PROFILES
