import type { MeterParameters } from './parameter-file.ts'
import type { ReturnFile } from './return-file.ts'
import type { Purchase } from './wallet-file.ts'

/** A prepaid meter's user card (购电卡) as read. Numbers are personal data: not for logs. */
export type MeterCard = {
  /** Number of the chip, 16 hexadecimal digits, from its answer to reset. */
  serial: string
  parameters: MeterParameters
  /** The purchase that was written last. */
  wallet: Purchase
  /** What the meter wrote back since. */
  returned: ReturnFile
}

/** Short file identifiers under the directory DF01. */
export const METER_FILE = { parameters: 1, wallet: 2, returned: 5 } as const
export const METER_DIRECTORY = Uint8Array.of(0xdf, 0x01)
