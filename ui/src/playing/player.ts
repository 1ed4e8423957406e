import type { Slide } from '@service-hall/contract'

/** How long nothing is shown after none of the slides could be, ms. */
export const AGAIN_MS = 60_000

export type PlayerPorts = {
  /** Runs a task after so many ms of steady time. Answers what takes it back. */
  after: (ms: number, task: () => void) => () => void
  /** Whether a slide can be shown: its image is here and is one. */
  load: (slide: Slide) => Promise<boolean>
  /** What is to be seen from now on; null: nothing. */
  show: (slide: Slide | null) => void
}

/** Plays slides one after the other, over and over. What cannot be shown is left out; where nothing can be, nothing is. */
export class Player {
  readonly #ports: PlayerPorts
  #slides: readonly Slide[] = []
  #at = -1
  /** What was begun before the list changed counts no more. */
  #turn = 0
  #cancel = (): void => undefined

  constructor(ports: PlayerPorts) {
    this.#ports = ports
  }

  /** Begins with a list; the same one again goes on as it is. */
  play(slides: readonly Slide[]): void {
    if (JSON.stringify(slides) === JSON.stringify(this.#slides)) return
    this.#slides = slides
    this.#at = -1
    this.#next(0)
  }

  stop(): void {
    this.play([])
  }

  #next(missing: number): void {
    this.#cancel()
    this.#turn += 1
    const turn = this.#turn
    const { length } = this.#slides
    this.#at = (this.#at + 1) % Math.max(1, length)
    const slide = missing < length ? this.#slides[this.#at] : undefined
    if (!slide) {
      this.#ports.show(null)
      if (length > 0) this.#cancel = this.#ports.after(AGAIN_MS, () => this.#next(0))
      return
    }
    void this.#ports.load(slide).then((isThere) => {
      if (turn !== this.#turn) return
      if (!isThere) return this.#next(missing + 1)
      this.#ports.show(slide)
      this.#cancel = this.#ports.after(slide.seconds * 1_000, () => this.#next(0))
    })
  }
}
