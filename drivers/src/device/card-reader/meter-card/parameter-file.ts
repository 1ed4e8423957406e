import { Fields } from './fields.ts'
import { frameFile, unframe } from './file-frame.ts'
import type { FileProblem } from './file-frame.ts'

/** `open` makes a meter this customer's, `purchase` is the everyday card, `replacement` stands in for a lost one. */
export type MeterCardType = 'open' | 'purchase' | 'replacement'

/** What the utility tells a meter by a card. Amounts in fen; numbers as 12 digits. Personal data: not for logs. */
export type MeterParameters = {
  grid: 'state' | 'southern'
  /** What the meter is to take over from the card. */
  update: {
    parameters: boolean
    currentTariff: boolean
    backupTariff: boolean
    currentLadder: boolean
    backupLadder: boolean
  }
  /** Local time at which the backup tariff begins, `2026-01-01T00:00`; left out when none is set. */
  tariffSwitch?: string
  /** Below these the meter warns. */
  alarm1Fen: number
  alarm2Fen: number
  /** Ratios of the current and voltage transformers; 1 without. */
  ct: number
  pt: number
  meterNo: string
  customerNo: string
  cardType: MeterCardType
}

/** `otherCard` is a card of the utility for another purpose, such as presetting meters. */
export type ParameterProblem = FileProblem | 'otherCard' | 'badCardType' | 'badContent'
export type ParsedParameters =
  { ok: true; parameters: MeterParameters } | { ok: false; problem: ParameterProblem }

export const PARAMETER_FILE_LENGTH = 45
const DATA_LENGTH = PARAMETER_FILE_LENGTH - 6
const CARD_TYPE_AT = 42
const grids: Readonly<Record<number, MeterParameters['grid']>> = { 0x01: 'state', 0x03: 'southern' }
const cardTypes: Readonly<Record<number, MeterCardType>> = {
  0x01: 'open',
  0x02: 'purchase',
  0x03: 'replacement',
}

/**
 * Reads the parameter file, 45 bytes. Offsets: 1 command (01 State Grid, 03 Southern Grid), 5 update flags, 10 tariff
 * switch yyMMddHHmm, 16 and 20 alarms (BCD, 0.01 yuan), 24 CT, 27 PT, 30 meter no., 36 customer no., 42 card type, 43
 * sum. Source: public meter firmware for the user cards of Q/GDW 1365, and bench software (float12/WorkProjectsSVN).
 */
export function parseParameters(file: Uint8Array): ParsedParameters {
  const frame = unframe(file)
  if (!frame.ok) return frame
  const grid = grids[frame.command]
  if (!grid) return { ok: false, problem: 'otherCard' }
  if (frame.data.length !== DATA_LENGTH) return { ok: false, problem: 'badContent' }
  const fields = new Fields(frame.data)
  fields.take(1)
  const flags = fields.byte()
  fields.take(4)
  const tariffSwitch = fields.minute()
  fields.take(1)
  const [alarm1Fen, alarm2Fen, ct, pt] = [fields.bcd(4), fields.bcd(4), fields.bcd(3), fields.bcd(3)]
  const meterNo = fields.digits(6)
  const customerNo = fields.digits(6)
  const cardType = cardTypes[fields.byte()]
  if (!cardType) return { ok: false, problem: 'badCardType' }
  if (meterNo === undefined || customerNo === undefined || Number.isNaN(alarm1Fen + alarm2Fen + ct + pt)) {
    return { ok: false, problem: 'badContent' }
  }
  const parameters: MeterParameters = {
    grid,
    update: updateOf(flags),
    alarm1Fen,
    alarm2Fen,
    ct,
    pt,
    meterNo,
    customerNo,
    cardType,
  }
  return { ok: true, parameters: tariffSwitch === undefined ? parameters : { ...parameters, tariffSwitch } }
}

/** The same file as that of an everyday card: a meter takes no second purchase from one that opened the account. */
export function asPurchaseCard(file: Uint8Array): Uint8Array {
  const changed = file.slice()
  changed[CARD_TYPE_AT] = 0x02
  return frameFile(changed[1] ?? 0, changed.subarray(4, PARAMETER_FILE_LENGTH - 2))
}

function updateOf(flags: number): MeterParameters['update'] {
  return {
    parameters: (flags & 0x80) !== 0,
    currentTariff: (flags & 0x01) !== 0,
    backupTariff: (flags & 0x02) !== 0,
    currentLadder: (flags & 0x04) !== 0,
    backupLadder: (flags & 0x08) !== 0,
  }
}
