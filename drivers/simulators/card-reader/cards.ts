import { MemoryChip } from './memory-chip.ts'
import type { Card } from './mechanics.ts'
import { createChip } from '../chip/chip.ts'
import type { MeterCardContent } from '../chip/files.ts'

/** Makes the card a control request describes: `card` is `cpu`, `cpuT1`, `meter`, `sle4442` or `magnetic`. */
export function cardOf(request: Record<string, unknown>): Card {
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
        chip: createChip({ ...(request['content'] as MeterCardContent), kind: 'meterCard' }),
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
