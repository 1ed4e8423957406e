import type { DeviceSurroundings } from '../common/line-device.ts'
import type { CardReader, CardReaderConfig, SerialCardReaderConfig } from './card-reader.ts'
import { crt310 } from './crt310-dialect.ts'
import { crt571 } from './crt571-dialect.ts'
import { createPcscCardReader } from './pcsc/pcsc-card-reader.ts'
import { sankyo } from './sankyo-dialect.ts'
import { SerialCardReader } from './serial-card-reader.ts'

const dialects = { crt310, crt571, sankyo }

/** Makes a card reader; `start()` begins to keep it alive. */
export function createCardReader(
  config: CardReaderConfig,
  surroundings: DeviceSurroundings = {},
): CardReader {
  return config.profile === 'pcsc'
    ? createPcscCardReader(config, surroundings)
    : createSerialCardReader(config, surroundings)
}

/** Makes a motor card reader on a serial line. */
export function createSerialCardReader(
  config: SerialCardReaderConfig,
  surroundings: DeviceSurroundings = {},
): CardReader {
  return new SerialCardReader(config, dialects[config.profile], surroundings)
}
