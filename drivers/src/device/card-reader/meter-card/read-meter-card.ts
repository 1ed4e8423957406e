import type { DeviceError } from '../../common/status.ts'
import type { ChipAnswer, ChipSession } from '../chip/session.ts'
import { chipSerial } from './chip-serial.ts'
import { METER_DIRECTORY, METER_FILE } from './meter-card.ts'
import type { MeterCard } from './meter-card.ts'
import { PARAMETER_FILE_LENGTH, parseParameters } from './parameter-file.ts'
import type { ParameterProblem } from './parameter-file.ts'
import { RETURN_FILE_LENGTH, parseReturnFile } from './return-file.ts'
import { WALLET_LENGTH, parseWallet } from './wallet-file.ts'

/** `notAMeterCard`: it answers well but has no such files. `notRead`: it did not answer, see `error`. */
export type MeterCardProblem = ParameterProblem | 'notAMeterCard' | 'notRead'
/** A card as read, with the parameter file as it came. */
export type ReadCard = { card: MeterCard; parameterFile: Uint8Array }
export type ReadMeterCard =
  ({ ok: true } & ReadCard) | { ok: false; problem: MeterCardProblem; error: DeviceError }

/** Reads a card that was just powered. Changes nothing, needs no keys, and may be repeated. */
export async function readMeterCard(session: ChipSession): Promise<ReadMeterCard> {
  const serial = chipSerial(session.atr)
  if (!serial) return { ok: false, problem: 'notAMeterCard', error: wrongCard }
  const selected = await selectMeterDirectory(session)
  if (!selected.ok) return failed(selected)
  const parameterFile = await readFile(session, METER_FILE.parameters, PARAMETER_FILE_LENGTH)
  if (!parameterFile.ok) return failed(parameterFile)
  const parsed = parseParameters(parameterFile.data)
  if (!parsed.ok) return { ok: false, problem: parsed.problem, error: wrongCard }
  const walletFile = await readFile(session, METER_FILE.wallet, WALLET_LENGTH)
  if (!walletFile.ok) return failed(walletFile)
  const wallet = parseWallet(walletFile.data)
  if (!wallet) return { ok: false, problem: 'badContent', error: wrongCard }
  const returnFile = await readFile(session, METER_FILE.returned, RETURN_FILE_LENGTH)
  if (!returnFile.ok) return failed(returnFile)
  const card: MeterCard = {
    serial: Buffer.from(serial).toString('hex'),
    parameters: parsed.parameters,
    wallet,
    returned: parseReturnFile(returnFile.data),
  }
  return { ok: true, card, parameterFile: parameterFile.data }
}

/** SELECT 00 A4 00 00 02 DF 01. */
function selectMeterDirectory(session: ChipSession): Promise<ChipAnswer> {
  return session.command({ cla: 0x00, ins: 0xa4, p1: 0x00, p2: 0x00, data: METER_DIRECTORY })
}

/** READ BINARY by short file identifier, from the beginning. */
export function readFile(session: ChipSession, file: number, length: number): Promise<ChipAnswer> {
  return session.command({ cla: 0x00, ins: 0xb0, p1: 0x80 | file, p2: 0, le: length })
}

const wrongCard: DeviceError = { code: 'invalidMedia', action: 'clear' }

/** A status word means that the card is well but another one; without one it was not read. */
function failed(answer: { error: DeviceError; sw?: number }): ReadMeterCard {
  return answer.sw === undefined
    ? { ok: false, problem: 'notRead', error: answer.error }
    : { ok: false, problem: 'notAMeterCard', error: wrongCard }
}
