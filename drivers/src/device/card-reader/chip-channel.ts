import type { DeviceError } from '../common/status.ts'

/** What a chip answered: its data followed by SW1 and SW2, as they came. */
export type ChipReply = { ok: true; response: Uint8Array } | { ok: false; error: DeviceError }

/**
 * Exchanges APDUs with a powered chip (ISO/IEC 7816-3, -4). The transport passes them raw: a `61 xx` or `6C xx` under
 * T=0 comes back as it is, and nothing is ever repeated, since a chip may have carried out what it did not confirm.
 * A channel ends with the power of its chip; afterwards it answers `noMedia`. Without an answer (`noAnswer`) the chip
 * may or may not have carried the command out.
 */
export type ChipChannel = {
  /** Answer to reset, beginning with TS. */
  readonly atr: Uint8Array
  readonly protocol: 'T=0' | 'T=1'
  /** Sends a command APDU of 4…261 bytes. `invalidData` when it is shorter or longer than the reader takes. */
  transmit(apdu: Uint8Array): Promise<ChipReply>
}

/** What came of powering a chip; `atrNotObtained` when it stays mute, `noMedia` without a card. */
export type PoweredChip = { ok: true; chip: ChipChannel } | { ok: false; error: DeviceError }
