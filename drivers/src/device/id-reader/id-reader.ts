import type { LinkConfig } from '../../link/config.ts'
import type { Device } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError } from '../common/status.ts'
import type { Person } from './person.ts'
import { SdtSamReader } from './sdt-sam-reader.ts'
import type { IdReaderTiming } from './sdt-sam-reader.ts'

/** What a reader tells while it is armed. */
export type IdReaderEvent =
  /** A card was read: told once for each time it is presented. */
  | { type: 'cardRead'; person: Person }
  /** There is a card, but it could not be read or says what cannot be true. It must be lifted before it is tried again. */
  | { type: 'readFailed'; error: DeviceError }
  /** There is a card that is not told: left lying since an arming before, or laid down again too soon after. */
  | { type: 'cardLeft' }
  /**
   * The card that was told is not found any more. Some readers do not find a card they have read until it is lifted,
   * and so this may come while it lies there still.
   */
  | { type: 'cardRemoved' }

/** Which reader, on which line. */
export type IdReaderConfig = {
  id: string
  /** `sdtSam`: the serial readers of Chinese resident identity cards. Its line is 115200 8N1 unless `link` says else. */
  profile: 'sdtSam'
  link: LinkConfig
  timing?: Partial<IdReaderTiming>
}

/** A reader of resident identity cards. Photo and fingerprints never leave the protocol's decoder. */
export type IdReader = Device<IdReaderEvent> & {
  readonly kind: 'idReader'
  /** Whether cards are looked for. */
  readonly armed: boolean
  /**
   * Looks for cards until disarmed, also when the line is lost and found again meanwhile. A card that lies there since
   * an arming before, read or not, or since before the start, is not told: it may be another customer's. One that was
   * lifted is, in the same arming at once, in another when it was away for a while. Does nothing when armed already.
   */
  arm(): void
  /** Stops looking. A card whose reading is under way is never told, not even when armed again before it is done. */
  disarm(): void
}

/** Makes an identity card reader, disarmed; `start()` begins to keep it alive. */
export function createIdReader(config: IdReaderConfig, surroundings: DeviceSurroundings = {}): IdReader {
  return new SdtSamReader(config, surroundings)
}
