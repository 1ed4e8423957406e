import type { Severity } from '@service-hall/contract'
import { ref } from 'vue'

/** Sounds are no closer to each other than this, s: fifty alerts at once are one sound, of the gravest. */
const APART_S = 1.5

/** Alert sounds, made by the browser itself: one tone for a warning, two for what is critical. */
export class Beeper {
  /** The browser lets nothing be heard before somebody has touched the page. */
  readonly blocked = ref(false)
  #context: AudioContext | null = null
  #last: { at: number; severity: Severity } | null = null

  /** Opens the way for sounds that were chosen before this page was loaded: with the first touch, where it takes one. */
  prepare(): void {
    this.#context ??= new AudioContext()
    this.blocked.value = this.#context.state !== 'running'
    if (!this.blocked.value) return
    const unlock = (): void => {
      void this.#resume()
      for (const type of ['pointerdown', 'keydown']) window.removeEventListener(type, unlock)
    }
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, unlock)
  }

  /** Whether it could be heard. */
  async beep(severity: Severity): Promise<boolean> {
    this.#context ??= new AudioContext()
    await this.#resume()
    if (this.blocked.value) return false
    const { currentTime } = this.#context
    const last = this.#last
    const isSoon = last !== null && currentTime - last.at < APART_S
    if (isSoon && !(severity === 'critical' && last.severity === 'warning')) return true
    this.#last = { at: currentTime, severity }
    for (const at of severity === 'critical' ? [0, 0.25] : [0])
      this.#tone(this.#context, currentTime + at, severity === 'critical' ? 880 : 660)
    return true
  }

  async #resume(): Promise<void> {
    const context = this.#context
    if (!context) return
    // Without a touch some browsers never answer.
    if (context.state !== 'running')
      await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 300))])
    this.blocked.value = context.state !== 'running'
  }

  #tone(context: AudioContext, at: number, hertz: number): void {
    const tone = context.createOscillator()
    const loudness = context.createGain()
    tone.frequency.value = hertz
    loudness.gain.setValueAtTime(0.2, at)
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.2)
    tone.connect(loudness).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.2)
  }
}
