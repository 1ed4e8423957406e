import { encodeGb18030 } from '../paper/gb18030.ts'
import type { DisplayTemplate } from './display-template.ts'

const gb = (text: string) => encodeGb18030(text).bytes

/**
 * Displays known by name. `digits4` and `colour` are as found in public code for hall displays, without a maker's manual:
 * to be tried on the display at hand. `text` is our own.
 */
export const DISPLAY_TEMPLATES = {
  /** Four digits on an RS-485 bus, 9600 8N1: `id hi lo sum`, sum over the first three bytes. */
  digits4: {
    name: 'digits4',
    encode: gb,
    fields: [
      { kind: 'address' },
      { kind: 'number16', order: 'highFirst' },
      { kind: 'check', algorithm: 'sum8', from: 0 },
    ],
  },
  /** Coloured digits: `3A colour lo hi info sum 0A`, sum over colour … info; info is the display's address. */
  colour: {
    name: 'colour',
    encode: gb,
    fields: [
      { kind: 'bytes', bytes: [0x3a] },
      { kind: 'state', values: [0, 2, 1, 3] },
      { kind: 'number16', order: 'lowFirst' },
      { kind: 'address' },
      { kind: 'check', algorithm: 'sum8', from: 1 },
      { kind: 'bytes', bytes: [0x0a] },
    ],
  },
  /** One line of text: `AA 55 address state n text… crc16 0D`, text in GB18030, check over address … text. */
  text: {
    name: 'text',
    encode: gb,
    fields: [
      { kind: 'bytes', bytes: [0xaa, 0x55] },
      { kind: 'address' },
      { kind: 'state', values: [0, 1, 2, 3] },
      { kind: 'textLength' },
      { kind: 'text', maxBytes: 64 },
      { kind: 'check', algorithm: 'crc16', from: 1 },
      { kind: 'bytes', bytes: [0x0d] },
    ],
  },
} as const satisfies Record<string, DisplayTemplate>

/** Names a display profile. */
export type DisplayProfile = keyof typeof DISPLAY_TEMPLATES
