import { delay } from '../../clock.ts'
import { encodeDisplayFrame } from '../../frame/display-template.ts'
import type { DisplayContent } from '../../frame/display-template.ts'
import { displayTemplates } from '../../frame/display-profiles.ts'
import type { DisplayProfile } from '../../frame/display-profiles.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { Line } from '../../link/link.ts'
import type { Capabilities, Deed, Device, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { errorOfFault } from '../common/link-status.ts'
import type { DeviceStatus } from '../common/words.ts'

/** How a counter stands. `digits4` cannot show it. */
export type CounterState = 'closed' | 'open' | 'calling' | 'paused'

/** What a display is to show. A display of digits shows those of the ticket number, another the text. */
export type Shown = { ticketNumber?: string; text?: string; state: CounterState }

/** Which display, on which line, at which address. */
export type CounterDisplayConfig = {
  id: string
  profile: DisplayProfile
  link: LinkConfig
  /** Address on the bus, 0…255; default 1. */
  address?: number
}

/**
 * An LED display above a counter. These displays never answer, so `online` says that the line is open, not that
 * anybody can read it.
 */
export type CounterDisplay = Device<never> & {
  readonly kind: 'counterDisplay'
  /** Shows this from now on, also after the line was lost and found; `ok` when it went out now. */
  show(shown: Shown): Promise<Deed>
  /** Lights every segment for a second, then shows again what was shown, or nothing. */
  selfTest(): Promise<SelfTest>
}

/** Makes a counter display; `start()` begins to keep it alive. */
export function createCounterDisplay(
  config: CounterDisplayConfig,
  surroundings: DeviceSurroundings = {},
): CounterDisplay {
  return new LedCounterDisplay(config, surroundings)
}

/** Every segment lit, for so long that one can look. */
const pattern: Shown = { text: '88888888', ticketNumber: '8888', state: 'calling' }
const patternMs = 1_000
/** Blank; a display of digits shows 0, since it has no blank. */
const nothing: Shown = { state: 'closed' }
const stateNumbers = { closed: 0, open: 1, calling: 2, paused: 3 } as const

class LedCounterDisplay extends LineDevice<never> implements CounterDisplay {
  readonly kind = 'counterDisplay'
  readonly profile: DisplayProfile
  readonly capabilities: Capabilities
  readonly #config: CounterDisplayConfig
  #line: Line | undefined
  #shown: Shown | undefined

  constructor(config: CounterDisplayConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings, {})
    this.#config = config
    this.profile = config.profile
    this.capabilities = { answers: false, text: config.profile === 'text' }
  }

  show(shown: Shown): Promise<Deed> {
    this.#shown = shown
    return this.#send(shown)
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    // Kept also in case the line is lost meanwhile: the pattern must not stay.
    this.#shown ??= nothing
    const sent = await this.#send(pattern)
    if (!sent.ok) return sent
    await delay(this.clock, patternMs)
    const restored = await this.#send(this.#shown)
    return restored.ok ? { ok: true, identity: `LED display ${this.#config.profile}` } : restored
  }

  protected greet(line: Line): void {
    this.#line = line
    line.ready()
    if (this.#shown) void this.#send(this.#shown)
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

  protected async finish(): Promise<void> {
    return Promise.resolve()
  }

  async #send(shown: Shown): Promise<Deed> {
    const error = this.lineError()
    if (error || !this.#line) return { ok: false, error: error ?? errorOfFault('notReady') }
    const { profile, address = 1 } = this.#config
    const sent = await this.#line.write(
      encodeDisplayFrame(displayTemplates[profile], address, contentOf(shown)),
    )
    return sent.ok ? { ok: true } : { ok: false, error: errorOfFault(sent.fault) }
  }
}

function contentOf({ ticketNumber = '', text = ticketNumber, state }: Shown): DisplayContent {
  const digits = ticketNumber.replace(/\D/g, '').slice(-4)
  return { text, number: Number(digits), state: stateNumbers[state] }
}
