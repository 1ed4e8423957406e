/** What a simulated card of a prepaid meter holds. Numbers are invented; amounts in fen. */
export type MeterCardContent = {
  grid?: 'state' | 'southern'
  /** 1 opens an account, 2 buys, 3 replaces a lost card. */
  cardType?: number
  /** 12 digits. */
  meterNo?: string
  customerNo?: string
  amountFen?: number
  count?: number
  /** What the meter wrote back; `null` for an empty return file. */
  returned?: { remainingFen: number; count: number } | null
}

const DEFAULTS = {
  grid: 'state',
  cardType: 2,
  meterNo: '990000000017',
  customerNo: '990000004321',
  amountFen: 10_000,
  count: 7,
  returned: { remainingFen: 2_345, count: 7 },
} as const

/** The files of a user card under DF01, by short identifier (layout as in public meter firmware for Q/GDW 1365 cards). */
export function meterFiles(content: MeterCardContent = {}): Map<number, Uint8Array> {
  const all = { ...DEFAULTS, ...content }
  return new Map([
    [1, parameterFile(all)],
    [2, walletFile(all.amountFen, all.count)],
    [3, new Uint8Array(258)],
    [4, new Uint8Array(258)],
    [5, all.returned ? returnFile({ ...all, ...all.returned }) : new Uint8Array(49)],
  ])
}

/** 8 bytes: amount in fen, number of purchases, both binary and big-endian. */
export function walletFile(amountFen: number, count: number): Uint8Array {
  return Uint8Array.of(...four(amountFen), ...four(count))
}

/** 49 bytes, command 11: what the meter says of itself. */
export function returnFile(of: {
  meterNo: string
  customerNo: string
  remainingFen: number
  count: number
}): Uint8Array {
  const data = [2, ...bcd('000001'), ...bcd('000001'), ...bcd(of.meterNo), ...bcd(of.customerNo)]
  data.push(...four(of.remainingFen), ...four(of.count), ...bcd('00000000'), 0, 0, 0, 0, ...bcd('000003'))
  data.push(...bcd('2601150930'))
  return framed(0x11, data)
}

/** 45 bytes, command 01 (State Grid) or 03 (Southern Grid): what the card is to tell the meter. */
function parameterFile(of: typeof DEFAULTS | Required<MeterCardContent>): Uint8Array {
  const data = [2, 0x80, 0, 0, 0, 0, ...bcd('2601010000'), 4, ...bcd('00001000'), ...bcd('00000500')]
  data.push(...bcd('000001'), ...bcd('000001'), ...bcd(of.meterNo), ...bcd(of.customerNo), of.cardType)
  return framed(of.grid === 'state' ? 0x01 : 0x03, data)
}

/** 68, command, length in two bytes, data, sum of all from the command on, 16. */
function framed(command: number, data: readonly number[]): Uint8Array {
  const body = [command, data.length >> 8, data.length & 0xff, ...data]
  return Uint8Array.of(0x68, ...body, body.reduce((sum, byte) => sum + byte, 0) & 0xff, 0x16)
}

function four(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}

function bcd(digits: string): number[] {
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}
