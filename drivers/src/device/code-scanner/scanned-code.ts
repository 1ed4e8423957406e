import { guarded } from '../common/guarded.ts'

/**
 * A code as it was read. Whoever has a payment code can spend with it, so `text` can be read by name only: printing,
 * JSON, spreading and cloning show the masked form.
 */
export type ScannedCode = {
  readonly text: string
  readonly masked: string
  /** The kind of symbol by ISO/IEC 15424 (`Q1` QR, `C0` Code 128, `E0` EAN-13 …), when the scanner is set to tell it. */
  readonly symbology?: string
  /** `payment` for what looks like a customer's payment code. */
  readonly purpose?: 'payment'
  toJSON(): object
}

/** Whether a text looks like the payment code of a customer's phone: 16 to 24 digits, as all wallets have. */
export function isPaymentCode(text: string): boolean {
  return /^\d{16,24}$/.test(text)
}

/** The first two characters, as many stars as there is need of, and the last two; nothing of a short text. */
export function maskCode(text: string): string {
  const characters = [...text]
  if (characters.length < LEAST_SHOWN) return '*'.repeat(characters.length)
  return characters.slice(0, 2).join('') + '*'.repeat(STARS) + characters.slice(-2).join('')
}

/** Makes a code of a line; `aimPrefix` says that each line begins with `]` and two characters for the symbology. */
export function scannedCode(line: string, aimPrefix: boolean): ScannedCode | undefined {
  const [, symbology, rest = ''] =
    (aimPrefix ? /^\]([A-Za-z][0-9A-Za-z])(.+)$/su : /^()(.+)$/su).exec(line) ?? []
  if (rest === '') return undefined
  return guarded(
    {
      masked: maskCode(rest),
      ...(symbology ? { symbology } : {}),
      ...(isPaymentCode(rest) ? { purpose: 'payment' as const } : {}),
    },
    { text: rest },
  )
}

const LEAST_SHOWN = 8
const STARS = 6
