import { Refusal } from './refusal.ts'

// What a request may hold, checked by hand: the sandbox reads the contract's document, not its code.

type Check = (value: unknown) => boolean
const MOST_FEN = 1_000_000_000_000

const word =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const whole =
  (least: number, most = MOST_FEN): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most

const ACCOUNT = word(/^(\d{10}|\d{13})$/)
const WORD = word(/^[0-9A-Za-z_.:-]{1,64}$/)
const CARD = word(/^[0-9a-f]{16}$/)
const METER = word(/^\d{12}$/)
export const KEY = /^[0-9A-Za-z_.-]{8,64}$/
const BILL = { billId: word(/^[0-9A-Za-z_.-]{1,64}$/), fen: whole(1) }

const SHAPES = {
  accountNo: { by: word(/^accountNo$/), accountNo: ACCOUNT },
  idNumber: { by: word(/^idNumber$/), idNumber: word(/^\d{17}[\dX]$/) },
  meterCard: { by: word(/^meterCard$/), cardSerial: CARD, meterNo: METER },
  billBarcode: { by: word(/^billBarcode$/), barcode: word(/^[0-9A-Za-z-]{8,64}$/) },
  writeOff: {
    accountNo: ACCOUNT,
    bills: (value: unknown) =>
      Array.isArray(value) && value.length <= 60 && value.every((one) => fits(BILL, one)),
    creditFen: whole(0),
    paidAt: whole(0, 4_102_444_800_000),
    channel: WORD,
    hallId: WORD,
    terminalId: WORD,
  },
  reverseWriteOff: {
    writeOffKey: word(KEY),
    reason: (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= 200,
  },
  requestInvoice: { writeOffKey: word(KEY) },
  billInvoice: { accountNo: ACCOUNT, billId: word(/^[0-9A-Za-z_.-]{1,64}$/) },
  sellToMeterCard: {
    accountNo: ACCOUNT,
    meterNo: METER,
    cardSerial: CARD,
    fen: whole(1),
    cardCount: whole(0, 0xffff_fffe),
  },
  response: { ask: word(/^(card|host)Response$/), cardSerial: CARD, challenge: word(/^[0-9a-f]{16}$/) },
  mac: {
    ask: word(/^mac$/),
    cardSerial: CARD,
    challenge: word(/^([0-9a-f]{8}){1,2}$/),
    message: word(/^([0-9a-f]{2}){6,260}$/),
  },
  meterCardRead: { count: whole(0, 0xffff_ffff) },
} as const satisfies Record<string, Readonly<Record<string, Check>>>

export type ShapeName = keyof typeof SHAPES

function fits(shape: Readonly<Record<string, Check>>, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const names = Object.keys(value)
  return (
    names.length === Object.keys(shape).length &&
    Object.entries(shape).every(([name, check]) => check((value as Record<string, unknown>)[name]))
  )
}

/** A body as JSON with exactly the fields of its shape, in the shape's order. Throws `badRequest`. */
export function readBody<Body>(body: Buffer, names: readonly ShapeName[]): Body {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal('badRequest', 'no JSON')
  }
  const name = names.find((one) => fits(SHAPES[one], value))
  if (name === undefined) throw new Refusal('badRequest', 'not a body of this operation')
  const fields = value as Record<string, unknown>
  return Object.fromEntries(Object.keys(SHAPES[name]).map((field) => [field, fields[field]])) as Body
}
