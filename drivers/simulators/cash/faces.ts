import { ccnetFace } from './ccnet.ts'
import { cctalkFace } from './cctalk.ts'
import type { Face, FaceTimes } from './face.ts'
import { id003Face } from './id003.ts'
import { sspFace } from './ssp.ts'

/** Every acceptor that can be simulated; `ssp-plain` is an old one that knows no poll with acknowledgement. */
export const faces: Readonly<Record<string, (times: FaceTimes) => Face>> = {
  id003: (times) => id003Face(times),
  ssp: (times) => sspFace(times),
  'ssp-plain': (times) => sspFace(times, { knowsAck: false }),
  ccnet: (times) => ccnetFace(times),
  cctalkBill: (times) => cctalkFace('bill', times),
  cctalkCoin: (times) => cctalkFace('coin', times),
  'cctalkBill-crc16': (times) => cctalkFace('bill', times, { check: 'crc16' }),
  'cctalkCoin-crc16': (times) => cctalkFace('coin', times, { check: 'crc16' }),
  'cctalkCoin-noEcho': (times) => cctalkFace('coin', times, { echo: false }),
}
