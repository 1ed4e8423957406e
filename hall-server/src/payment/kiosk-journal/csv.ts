import { localTime } from '@service-hall/contract'
import type { PaymentJournalLine } from '@service-hall/contract'

/** Programs that open the file know by it that it is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'
const HEADINGS = ['number', 'day', 'time', 'record', 'order', 'channel', 'amount', 'reference', 'code']

/** Heading of the file, with its line end. */
export const CSV_HEAD = `${BYTE_ORDER_MARK}${HEADINGS.join(',')}\r\n`

/** One line of the journal as CSV (RFC 4180), the amount in yuan with two decimals. */
export function csvLine(line: PaymentJournalLine, timeZone: string): string {
  const { day, time } = localTime(line.at, timeZone)
  const seconds = String(Math.floor(line.at / 1000) % 60).padStart(2, '0')
  const { number, type, orderId, channel, fen, reference, code } = line
  const cells = [number, day, `${time}:${seconds}`, type, orderId, channel, yuan(fen), reference, code]
  return `${cells.map(cell).join(',')}\r\n`
}

function yuan(fen: number | null): string | null {
  if (fen === null) return null
  const whole = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** Words from outside are quoted, and none of them can be a formula where the file is opened. */
function cell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const plain = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
