import { encodeDisplayFrame } from '../../frame/display-template.ts'
import type { DisplayContent } from '../../frame/display-template.ts'
import { DISPLAY_TEMPLATES } from '../../frame/display-profiles.ts'
import type { DisplayProfile } from '../../frame/display-profiles.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { Line } from '../../link/link.ts'
import type { WriteResult } from '../../link/write-queue.ts'
import type { Capabilities, Outcome, Device, SelfTest } from '../common/device.ts'
import { DisplayDevice } from '../common/display-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'

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
  show(shown: Shown): Promise<Outcome>
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

const STATE_NUMBERS = { closed: 0, open: 1, calling: 2, paused: 3 } as const

class LedCounterDisplay extends DisplayDevice<Shown> implements CounterDisplay {
  readonly kind = 'counterDisplay'
  readonly profile: DisplayProfile
  readonly capabilities: Capabilities
  protected readonly pattern: Shown = { text: '88888888', ticketNumber: '8888', state: 'calling' }
  /** A display of digits shows 0, since it has no blank. */
  protected readonly blank: Shown = { state: 'closed' }
  protected readonly identity: string
  readonly #address: number

  constructor(config: CounterDisplayConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings, {})
    this.profile = config.profile
    this.capabilities = { answers: false, text: config.profile === 'text' }
    this.identity = `LED display ${config.profile}`
    this.#address = config.address ?? 1
  }

  show(shown: Shown): Promise<Outcome> {
    return this.keep(shown)
  }

  protected transmit(line: Line, shown: Shown): Promise<WriteResult> {
    return line.write(encodeDisplayFrame(DISPLAY_TEMPLATES[this.profile], this.#address, contentOf(shown)))
  }
}

function contentOf({ ticketNumber = '', text = ticketNumber, state }: Shown): DisplayContent {
  const digits = ticketNumber.replace(/\D/g, '').slice(-4)
  return { text, number: Number(digits), state: STATE_NUMBERS[state] }
}
