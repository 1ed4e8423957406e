import type { Random } from '@service-hall/harness/random'
import { NEVER } from '../life.ts'
import type { Life } from '../life.ts'
import type { Timeline } from '../timeline.ts'

export type Unsure = { is: 'unsure'; why: string }

/** How bad a line is: shares of the calls. */
export type Weather = { faults: number; storms: boolean }

/** How long the hall's clients wait for an answer, ms. */
const TIMEOUT_MS = 5_000
const FAULTS = [
  'dropRequest',
  'dropResponse',
  'dropResponse',
  'slowRequest',
  'slowResponse',
  'busy',
  'busyAfterEffect',
  'badSignature',
] as const

/** The way to one system outside, and what goes wrong on it. What was sent arrives though its sender has died. */
export class Line {
  faults = 0
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #weather: Weather
  #stormUntil = 0

  constructor(timeline: Timeline, random: Random, weather: Weather) {
    this.#timeline = timeline
    this.#random = random
    this.#weather = weather
  }

  /** Nothing arrives for so long. */
  storm(ms: number): void {
    this.#stormUntil = this.#timeline.now + ms
    this.faults += 1
  }

  get isStormy(): boolean {
    return this.#timeline.now < this.#stormUntil
  }

  /** `effect`: what the system outside does when the request is there. `late`: told of an answer after its time. */
  call<T>(life: Life, effect: () => T, late: (answer: T) => void = () => undefined): Promise<T | Unsure> {
    if (life.isDead() || life.diesHere()) return NEVER
    const fault = this.#fault()
    if (fault) this.faults += 1
    return new Promise((resolve) => {
      let isOver = false
      const end = (answer: T | Unsure): void => {
        if (isOver || life.isDead() || life.diesHere()) return
        isOver = true
        resolve(answer)
      }
      const arrive = (ms: number, then: (answer: T) => void): void =>
        void this.#timeline.after(ms, () => {
          const answer = effect()
          if (!life.isDead() && life.diesHere()) return
          then(answer)
        })
      const back = (ms: number, answer: T | Unsure): void => void this.#timeline.after(ms, () => end(answer))
      const there = this.#ms()
      if (fault) this.#timeline.after(TIMEOUT_MS, () => end({ is: 'unsure', why: 'timeout' }))
      switch (fault) {
        case null:
          return arrive(there, (answer) => back(this.#ms(), answer))
        case 'dropRequest':
          return
        case 'dropResponse':
          return arrive(there, () => undefined)
        case 'slowRequest':
          return arrive(TIMEOUT_MS + this.#random.below(40_000), () => undefined)
        case 'slowResponse':
          return arrive(
            there,
            (answer) =>
              void this.#timeline.after(
                TIMEOUT_MS + this.#random.below(20_000),
                () => life.isDead() || late(answer),
              ),
          )
        case 'busy':
          return back(this.#ms() * 2, { is: 'unsure', why: 'busy' })
        case 'busyAfterEffect':
          return arrive(there, () => back(this.#ms(), { is: 'unsure', why: 'busy' }))
        case 'badSignature':
          return arrive(there, () => back(this.#ms(), { is: 'unsure', why: 'badSignature' }))
      }
    })
  }

  #fault(): (typeof FAULTS)[number] | null {
    if (this.isStormy) return this.#random.chance(0.5) ? 'busy' : 'dropRequest'
    return this.#random.chance(this.#weather.faults) ? this.#random.pick(FAULTS) : null
  }

  #ms(): number {
    return this.#random.chance(0.03) ? 1_000 + this.#random.below(3_000) : 5 + this.#random.below(300)
  }
}
