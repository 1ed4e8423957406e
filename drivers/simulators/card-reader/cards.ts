import { MemoryChip } from './memory-chip.ts'
import type { Card } from './mechanics.ts'
import { createChip } from '../chip/chip.ts'
import type { MeterCardContent } from '../chip/files.ts'

/**
 * The card a control request describes: `card` is `cpu`, `cpuT1`, `meter` (`content`, `serial`), `sle4442` or `magnetic`, made anew,
 * or `same`: the one that was taken out last, or `before` so many others.
 */
export function cardOf(request: Record<string, unknown>, out: readonly Card[]): Card {
  const kind = typeof request['card'] === 'string' ? request['card'] : 'cpu'
  const size = request['size'] === 'long' || request['size'] === 'short' ? request['size'] : 'normal'
  switch (kind) {
    case 'cpu':
      return { kind, size, chip: createChip({ kind: 'plain' }) }
    case 'cpuT1':
      return { kind, size, chip: createChip({ kind: 'plain', protocol: 'T=1' }) }
    case 'meter':
      return {
        kind,
        size,
        chip: createChip({
          ...(request['content'] as MeterCardContent),
          ...(typeof request['serial'] === 'string' ? { serial: request['serial'] } : {}),
          kind: 'meterCard',
        }),
      }
    case 'same': {
      const before = typeof request['before'] === 'number' ? request['before'] : 0
      const same = out.at(-1 - before)
      if (!same) throw new Error('no such card was taken out')
      return same
    }
    case 'sle4442':
      return { kind, size, memory: memoryOf(request) }
    case 'magnetic':
      return { kind, size }
    default:
      throw new Error(`unknown card ${kind}`)
  }
}

function memoryOf(request: Record<string, unknown>): MemoryChip {
  const code = typeof request['code'] === 'string' ? request['code'] : 'ffffff'
  const triesLeft = typeof request['triesLeft'] === 'number' ? request['triesLeft'] : 3
  return new MemoryChip(Buffer.from(code, 'hex'), triesLeft)
}

/** What the wallet of a meter card says, and whether its meter has written back since; null: it is no such card. */
export function meterCardOf(card: Card | undefined): object | null {
  const [wallet, returned] = [card?.chip?.files.get(2), card?.chip?.files.get(5)]
  if (!wallet || !returned) return null
  const bytes = Buffer.from(wallet)
  return {
    amountFen: bytes.readUInt32BE(0),
    count: bytes.readUInt32BE(4),
    isReturned: returned.some((byte) => byte !== 0),
  }
}
