import type { DeviceSurroundings } from '../common/line-device.ts'
import type { CardReader, SerialCardReaderConfig } from './card-reader.ts'
import { crt310 } from './crt310-dialect.ts'
import { crt571 } from './crt571-dialect.ts'
import { sankyo } from './sankyo-dialect.ts'
import { SerialCardReader } from './serial-card-reader.ts'

const dialects = { crt310, crt571, sankyo }

/** Makes a card reader on a serial line; `start()` begins to keep it alive. */
export function createSerialCardReader(
  config: SerialCardReaderConfig,
  surroundings: DeviceSurroundings = {},
): CardReader {
  return new SerialCardReader(config, dialects[config.profile], surroundings)
}
