import { firstProtocol, parseAtr } from './chip/atr.ts'
import type { ChipStart } from './dialect.ts'

/** A chip by its answer to reset; `undefined` when the bytes are none, or it speaks neither T=0 nor T=1 at first. */
export function chipOf(bytes: Uint8Array): ChipStart | undefined {
  const parsed = parseAtr(bytes)
  const protocol = parsed.ok ? firstProtocol(parsed.atr) : undefined
  return protocol && { atr: bytes, protocol }
}
