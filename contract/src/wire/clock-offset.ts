/** Clocks of machines differ in speed, and the hall follows its own in steps as small as this, ms. */
const DRIFT_MS = 1_000

/**
 * How far the hall's clock is ahead of a client's steady one, after a batch that says `heard`. A batch that was long on
 * its way tells a time that is over: it would put the clock back, so it counts only when the hall has set its clock
 * (`isSet`) or the difference is one of speed.
 */
export function offsetAfter(known: number, heard: number, isSet: boolean): number {
  return isSet || heard >= known || known - heard < DRIFT_MS ? heard : known
}
