import { randomBytes } from 'node:crypto'
import { systemClock } from '../../../clock.ts'
import type { DeviceError } from '../../common/status.ts'
import type { ChipSession } from '../chip/session.ts'
import { chipSerial } from './chip-serial.ts'
import { boundedKeyService } from './key-service.ts'
import type { MeterKeyService } from './key-service.ts'
import { METER_FILE } from './meter-card.ts'
import { PARAMETER_FILE_LENGTH, parseParameters } from './parameter-file.ts'
import { readMeterCard } from './read-meter-card.ts'
import { authenticate, writeFile } from './secure-write.ts'
import type { WriteFault } from './secure-write.ts'
import type { WriteOptions } from './write-purchase.ts'

/** What is known of a card from before: its number, and its parameter file as `readMeterCard` gave it. */
export type KnownCard = { serial: string; parameterFile: Uint8Array }

export type Repaired =
  | { ok: true }
  /** `badOrder`: the parameter file is none. `otherCard`: another card, or one with something else wrong. */
  | { ok: false; reason: 'badOrder' | 'otherCard' | WriteFault; error: DeviceError }

/**
 * Puts back the parameter file of a card that was torn out while it was written (`parametersTorn`). The card is then as it
 * was before that purchase; ask `nextPurchase`. Leaves a card alone that can be read, and may be repeated.
 */
export async function repairMeterCard(
  session: ChipSession,
  keys: MeterKeyService,
  { serial, parameterFile }: KnownCard,
  options: WriteOptions = {},
): Promise<Repaired> {
  const { clock = systemClock, keyServiceMs = 10_000, challenge = () => randomBytes(8) } = options
  if (parameterFile.length !== PARAMETER_FILE_LENGTH || !parseParameters(parameterFile).ok)
    return { ok: false, reason: 'badOrder', error: { code: 'invalidData', action: 'clear' } }
  const number = chipSerial(session.atr)
  if (!number || Buffer.from(number).toString('hex') !== serial) return otherCard
  const read = await readMeterCard(session)
  if (read.ok) return { ok: true }
  if (read.problem === 'notRead') return { ok: false, reason: 'card', error: read.error }
  if (!torn.includes(read.problem)) return otherCard
  const writing = { session, keys: boundedKeyService(keys, clock, keyServiceMs), serial: number }
  const authenticated = await authenticate(writing, challenge())
  const written = authenticated.ok
    ? await writeFile(writing, METER_FILE.parameters, parameterFile)
    : authenticated
  const again = await readMeterCard(session)
  if (again.ok) return { ok: true }
  if (!written.ok) return { ok: false, reason: written.fault, error: written.error }
  return { ok: false, reason: 'card', error: again.error }
}

/** What half a parameter file reads as. */
const torn: readonly string[] = ['badSum', 'notAFrame', 'badCardType', 'badContent']
const otherCard: Repaired = {
  ok: false,
  reason: 'otherCard',
  error: { code: 'invalidMedia', action: 'clear' },
}
