import { localTime } from '@service-hall/contract'
import type { BusinessDay, Fact, FactOf, HallConfig, HallView } from '@service-hall/contract'
import { businessDay } from './business-day.ts'
import { SMALL_MS } from './hall-clock.ts'
import type { HallClock } from './hall-clock.ts'
import { openAcross } from './open-across.ts'

/** A shorter absence is a restart, ms. */
const AWAY_MS = 10 * 60_000
/** After a longer absence nobody waits still, not even in a hall that never closes, ms. */
const NIGHT_MS = 12 * 3_600_000
/** The doubt is told anew when the machine's clock is off by so much more or less, ms. */
const OTHERWISE_MS = 60_000

/** Time that this run did not live through: until this moment the day changed by what a clock said. */
type Gap = { until: number; carriesFrom: number }

/**
 * What the hall notes of time: that its machine's clock is doubted, trusted, put right; which day it is. Every method
 * answers the facts to record at once; a correction is in force when they are answered, so that they are stamped by it.
 */
export class HallTime {
  readonly #clock: HallClock
  readonly #last: number | null
  /** Number of this run's first fact. */
  readonly #first: number
  /** When this run began, by the hall's clock as it is known by now. */
  #began: number
  #hasBegun = false
  #gap: Gap
  #steadyFrom: number

  /** `last`: when the last fact before this run was noted; null: there was none. */
  constructor(clock: HallClock, run: { last: number | null; first: number }) {
    this.#clock = clock
    this.#last = run.last
    this.#first = this.#steadyFrom = run.first
    this.#began = clock.now()
    this.#gap = { until: this.#began, carriesFrom: Infinity }
  }

  /** See `Context.steadyFrom`. */
  get steadyFrom(): number {
    return this.#steadyFrom
  }

  /** The first facts of a run: how long nobody was there. */
  begin(): Fact[] {
    if (this.#hasBegun || this.#clock.timeUnknown) return []
    this.#hasBegun = true
    const forMs = this.#last === null ? 0 : this.#began - this.#last
    return forMs >= AWAY_MS ? [{ type: 'ServerAway', forMs }] : []
  }

  /** What is to be said of the machine's clock now. */
  watch(view: HallView): Fact[] {
    const held = view.clock
    const seen = this.#clock.look()
    if (seen.is === 'right') return held ? [{ type: 'ClockTrusted' }] : []
    const { timeUnknown } = this.#clock
    const { since, from } = this.#reach(view)
    if (seen.is === 'corrected')
      return this.put({ type: 'ClockSet', byMs: seen.byMs, since, by: 'system' }, view, from)
    const { offByMs } = seen
    if (held && Math.abs(held.offByMs - offByMs) < OTHERWISE_MS && held.timeUnknown === timeUnknown) return []
    return [{ type: 'ClockHeld', offByMs, since, from, timeUnknown }]
  }

  /** A correction comes into force: the fact, and the day that it brings back, if it does. */
  put(set: FactOf<'ClockSet'>, view: HallView, from = this.#reach(view).from): Fact[] {
    this.#hasBegun = true
    this.#clock.set(set.byMs)
    this.#began += set.byMs
    this.#steadyFrom = view.number + 1
    const now = this.#clock.now()
    this.#gap = { until: now, carriesFrom: from }
    const { config, day } = view
    const today = config && localTime(now, config.hall.timeZone).day
    const goesBack = today !== null && day !== null && today < day && -set.byMs > SMALL_MS
    return goesBack ? [set, { type: 'DayResumed', day: today }] : [set]
  }

  /** The business day. While nobody knows the time, the last one goes on. */
  day(config: HallConfig, { day }: HallView): BusinessDay {
    if (this.#clock.timeUnknown && day !== null) return day
    return businessDay(this.#clock.now(), config.hall.timeZone, day)
  }

  /** What time says of the opening of a business day that has not begun yet. */
  opening(day: BusinessDay, config: HallConfig, view: HallView): Omit<FactOf<'DayOpened'>, 'type' | 'day'> {
    // Where it was the same day by the time zone of before, no night has passed: everybody is still there.
    if (view.config && this.day(view.config, view) === view.day) return { carriesFrom: 1 }
    const { until, carriesFrom } = this.#gap
    const isLived = localTime(until, config.hall.timeZone).day < day
    const awayMs = this.#last === null || isLived ? 0 : this.#began - this.#last
    const carriesServices = awayMs < NIGHT_MS ? openAcross(config, this.#clock.now()) : []
    return {
      ...(carriesServices.length > 0 ? { carriesServices } : {}),
      ...(isLived ? {} : { afterGap: true }),
      ...(isLived || carriesFrom === Infinity ? {} : { carriesFrom }),
    }
  }

  /** Which stamps a correction moves, and whose tickets outlast the day that it ends. */
  #reach({ clock }: HallView): { since: number; from: number } {
    if (clock) return { since: clock.since, from: clock.from }
    // What this run has noted is on the clock's present line; so is all that it lived through when the clock jumps later.
    return this.#clock.isOnTrial ? { since: this.#began, from: this.#first } : { since: 0, from: 1 }
  }
}
