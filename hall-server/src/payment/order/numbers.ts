import { hash } from 'node:crypto'

/** Length that all channels take: 20 to 32 of `[0-9A-Z]`, without `-` and `_`. */
const LENGTH = 28

/**
 * A number for a channel, made of an id of ours: always the same for the same id, and 139 bits of it, so never the same for
 * two. `kind`: `P` a payment, `R` a refund.
 */
export function channelNumber(kind: 'P' | 'R', id: string): string {
  const digits = BigInt(`0x${hash('sha256', id, 'hex')}`)
    .toString(36)
    .toUpperCase()
    .padStart(50, '0')
  return kind + digits.slice(-(LENGTH - 1))
}

/** What channels know a machine or counter by: at most 40 of `[A-Za-z0-9-]`. */
export function terminalIdOf(place: string): string {
  return place.replace(/[^A-Za-z0-9]/g, '-').slice(0, 40)
}
