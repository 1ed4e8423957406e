import { parseAtr } from '../chip/atr.ts'

const SERIAL_LENGTH = 8

/** Number of a meter card's chip: the last eight historical bytes of its answer to reset; keys are made card by card from it. */
export function chipSerial(atr: Uint8Array): Uint8Array | undefined {
  const parsed = parseAtr(atr)
  if (!parsed.ok || parsed.atr.historical.length < SERIAL_LENGTH) return undefined
  return parsed.atr.historical.slice(-SERIAL_LENGTH)
}
