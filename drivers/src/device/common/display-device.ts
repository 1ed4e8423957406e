import { delay } from '../../clock.ts'
import type { Line } from '../../link/link.ts'
import type { WriteResult } from '../../link/write-queue.ts'
import type { Outcome, SelfTest } from './device.ts'
import { LineDevice } from './line-device.ts'
import { errorOfFault } from './link-status.ts'
import type { DeviceStatus } from './status.ts'

/** How long a test pattern stays, so that one can look. */
const PATTERN_MS = 1_000

/** A display that never answers: what it is to show is kept, and shown again whenever its line is found again. */
export abstract class DisplayDevice<Content> extends LineDevice<never> {
  #line: Line | undefined
  #shown: Content | undefined

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    // Kept also in case the line is lost meanwhile: the pattern must not be left on.
    this.#shown ??= this.blank
    const sent = await this.#send(this.pattern)
    if (!sent.ok) return sent
    await delay(this.clock, PATTERN_MS)
    const restored = await this.#send(this.#shown)
    return restored.ok ? { ok: true, identity: this.identity } : restored
  }

  /** What is to be shown from now on. */
  protected get shown(): Content | undefined {
    return this.#shown
  }

  /** Shows this from now on; `ok` when it went out now. */
  protected keep(content: Content): Promise<Outcome> {
    this.#shown = content
    return this.#send(content)
  }

  /** Everything lit. */
  protected abstract readonly pattern: Content
  /** Nothing, or as little as the display can show. */
  protected abstract readonly blank: Content
  protected abstract readonly identity: string
  protected abstract transmit(line: Line, content: Content): Promise<WriteResult>

  protected greet(line: Line): void {
    this.#line = line
    line.ready()
    if (this.#shown !== undefined) void this.#send(this.#shown)
  }

  protected receive(): void {
    // What a display might say has no meaning; the link counts its bytes.
  }

  protected lineEnded(): void {
    this.#line = undefined
  }

  protected readyStatus(): DeviceStatus {
    return { device: 'online' }
  }

  protected finish(): Promise<void> {
    return Promise.resolve()
  }

  async #send(content: Content): Promise<Outcome> {
    const error = this.lineError()
    if (error || !this.#line) return { ok: false, error: error ?? errorOfFault('notReady') }
    const sent = await this.transmit(this.#line, content)
    return sent.ok ? { ok: true } : { ok: false, error: errorOfFault(sent.fault) }
  }
}
