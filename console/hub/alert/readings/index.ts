import { counterIdle, handlingOverLimit } from './counters.ts'
import { consumableLow, deviceDown, stationLost } from './machines.ts'
import { takingsUnusual, unknownsAgeing } from './payments.ts'
import { ratingLow } from './ratings.ts'
import type { HallMoment, Read, Reading } from './reading.ts'
import { kioskStuck } from './stays.ts'
import { noCounter, waitTooLong } from './waits.ts'

/** What is read off a hall whose line is up: one line a kind. */
const READS: readonly Read[] = [
  waitTooLong,
  noCounter,
  counterIdle,
  handlingOverLimit,
  ratingLow,
  stationLost,
  deviceDown,
  consumableLow,
  kioskStuck,
  takingsUnusual,
  unknownsAgeing,
]

/** All that a hall shows of what alerts are raised for. */
export function readingsOf(moment: HallMoment): Reading[] {
  return READS.flatMap((read) => read(moment))
}
