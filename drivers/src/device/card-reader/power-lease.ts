import type { DeviceError } from '../common/status.ts'
import type { ChipChannel, ChipReply } from './chip-channel.ts'
import type { ChipStart } from './dialect.ts'

const SHORTEST = 4
const LONGEST = 261
const ended: DeviceError = { code: 'noMedia', action: 'clear' }
const invalid: DeviceError = { code: 'invalidData', action: 'configuration' }

/** How long a chip has power: until its power, its card or its line goes, and never again. */
export class PowerLease {
  #alive = true

  get alive(): boolean {
    return this.#alive
  }

  end(): void {
    this.#alive = false
  }
}

/** The channel of a chip that has answered its reset; `exchange` sends one APDU as it is. */
export function chipChannel(
  { atr, protocol }: ChipStart,
  lease: PowerLease,
  exchange: (apdu: Uint8Array) => Promise<ChipReply>,
): ChipChannel {
  return {
    atr: Uint8Array.from(atr),
    protocol,
    async transmit(apdu) {
      if (!lease.alive) return { ok: false, error: ended }
      if (apdu.length < SHORTEST || apdu.length > LONGEST) return { ok: false, error: invalid }
      return exchange(apdu)
    },
  }
}
