import type { Cancel, Clock } from '@service-hall/server-kit'

/** Clocks differ in speed and are nudged by time servers: so much is followed without a word, ms. */
const DRIFT_MS = 500
/** So much is put right at once: no more than a correction by hand or by a time server, ms. */
export const SMALL_MS = 5 * 60_000
/** So long may a hall have been without its server: the longest holidays, and some days, ms. */
const AWAY_MS = 15 * 86_400_000
/** A machine that was just started often gets its time from elsewhere only now: for so long its clock is on trial, ms. */
const TRIAL_MS = 10 * 60_000
/** A clock that was doubted is doubted still when it has gone on for no longer than a restart takes, at night too, ms. */
const RESTART_MS = 16 * 3_600_000
/** So often the machine's uptime is looked at, ms. */
const ASK_MS = 500
/** A machine that slept for less is taken for one that was busy, ms. */
const SLEPT_MS = 2_000
/** Before this nobody ran this program: a clock that shows it has lost its battery. */
const EARLIEST = Date.parse('2025-01-01T00:00:00Z')

/** What the machine's clock shows, against the hall's. */
export type ClockReading =
  | { is: 'right' }
  /** It was put right by so much, or shows the true time at last. */
  | { is: 'corrected'; byMs: number }
  /** It cannot be right, or nobody knows whether it is. */
  | { is: 'doubtful'; offByMs: number }

/**
 * The hall's own time: the machine's clock at the beginning, and from then on the time that has passed. A clock that
 * jumps moves nothing; what is to be done about it `look` says, and `set` does. `last`: when the last fact was noted, so
 * that a clock which stands before it, or far after it, is not believed.
 */
export class HallClock implements Clock {
  readonly #machine: Clock
  readonly #last: number | null
  /** The machine's steady clock and uptime at the beginning. */
  readonly #from: { steady: number; uptime: number }
  /** Where both clocks of the machine stood when its uptime was asked last. */
  #asked = { steady: -Infinity, shows: 0 }
  /** Hall time at the beginning, as it is known by now. */
  #base: number
  #sleptMs = 0
  #trialEnds = TRIAL_MS
  #timeUnknown: boolean
  /** How far the machine's clock was off when an earlier run doubted it; null: it did not. */
  #doubtedBy: number | null = null

  constructor(machine: Clock, last: number | null) {
    this.#machine = machine
    this.#last = last
    this.#from = { steady: machine.monotonic(), uptime: machine.uptime?.() ?? 0 }
    const shows = machine.now()
    this.#timeUnknown = !this.#isPlausible(shows)
    this.#base = this.#timeUnknown ? (last ?? EARLIEST) : shows
  }

  /** An earlier run doubted the machine's clock, which was off by so much: a restart makes it no better. */
  doubtOn(offByMs: number | null): void {
    this.#doubtedBy = offByMs
    if (!this.#isDoubtedStill(this.#machine.now())) return
    this.#timeUnknown = true
    this.#base = (this.#last ?? 0) - this.#passed()
  }

  /** Whether the machine's clock has not been believed since the beginning: the time of day is anybody's guess. */
  get timeUnknown(): boolean {
    return this.#timeUnknown
  }

  /** Whether the machine's clock may still be put right without anybody being asked. */
  get isOnTrial(): boolean {
    return this.#timeUnknown || this.#passed() < this.#trialEnds
  }

  /** Hall time, epoch ms. */
  now(): number {
    return Math.floor(this.#base + this.#passed())
  }

  monotonic(): number {
    return this.#machine.monotonic()
  }

  after(ms: number, task: () => void): Cancel {
    return this.#machine.after(ms, task)
  }

  /** Compares the machine's clock with the hall's, and follows it where they hardly differ. */
  look(): ClockReading {
    const shows = this.#machine.now()
    const off = Math.round(shows - this.now())
    if (Math.abs(off) <= DRIFT_MS) {
      this.#base += off
      this.#timeUnknown = false
      return { is: 'right' }
    }
    if (Math.abs(off) <= SMALL_MS) return { is: 'corrected', byMs: off }
    if (this.isOnTrial && this.#isPlausible(shows) && !this.#isDoubtedStill(shows))
      return { is: 'corrected', byMs: off }
    return { is: 'doubtful', offByMs: off }
  }

  /** Puts the hall's clock right. */
  set(byMs: number): void {
    this.#base += byMs
    this.#timeUnknown = false
    this.#doubtedBy = null
    this.#trialEnds = this.#passed() + TRIAL_MS
  }

  #isPlausible(shows: number): boolean {
    if (this.#last === null) return shows >= EARLIEST
    return shows >= this.#last - SMALL_MS && shows <= this.#last + AWAY_MS
  }

  /** Whether it shows what an earlier run did not believe, and the time since. */
  #isDoubtedStill(shows: number): boolean {
    if (this.#doubtedBy === null || this.#last === null) return false
    const since = shows - this.#doubtedBy - this.#last
    return since >= -SMALL_MS && since <= RESTART_MS + this.#passed()
  }

  /** Time since the beginning, ms, the time that the machine slept included. */
  #passed(): number {
    const steady = this.#machine.monotonic()
    if (this.#mayHaveSlept(steady)) this.#noteSleep(steady)
    return steady - this.#from.steady + this.#sleptMs
  }

  /**
   * Whether to ask for the uptime, which costs a read of the kernel's and every ticket asks for the time: after a while,
   * and at once when the machine's clock went on without the steady one, as it does over a sleep.
   */
  #mayHaveSlept(steady: number): boolean {
    const ran = steady - this.#asked.steady
    return ran >= ASK_MS || Math.abs(this.#machine.now() - this.#asked.shows - ran) >= ASK_MS
  }

  #noteSleep(steady: number): void {
    const { uptime } = this.#from
    this.#asked = { steady, shows: this.#machine.now() }
    if (!this.#machine.uptime) return
    const slept = this.#machine.uptime() - uptime - (steady - this.#from.steady)
    if (slept > this.#sleptMs + SLEPT_MS) this.#sleptMs = slept
  }
}
