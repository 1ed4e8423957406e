import { switchFrame } from '../../frame/switch-frame.ts'
import type { Line } from '../../link/link.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { errorOfFault } from '../common/link-status.ts'
import type { Indicator, IndicatorConfig } from './indicator.ts'
import { LightBoard } from './light-board.ts'

/** A USB stack light, or relay board of the same kind. They never answer: `online` says that the line is open. */
export class StackIndicator extends LightBoard implements Indicator {
  #line: Line | undefined
  #told: readonly boolean[] = []

  constructor(config: IndicatorConfig, surroundings: DeviceSurroundings) {
    super(config, surroundings, false)
  }

  selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    return Promise.resolve(error ? { ok: false, error } : { ok: true, identity: 'stack light' })
  }

  protected greet(line: Line): void {
    this.#line = line
    // What the lamps show after a while without a line is not known: all are told.
    this.#told = []
    this.begin(line)
  }

  protected receive(): void {
    // A stack light says nothing; the link counts its bytes.
  }

  protected async switchTo(channels: readonly boolean[]): Promise<Outcome> {
    const changed = channels.flatMap((on, index) =>
      on === this.#told[index] ? [] : [switchFrame(index + 1, on)],
    )
    if (changed.length === 0) return { ok: true }
    const sent = await this.#line?.write(Buffer.concat(changed))
    if (!sent?.ok) return { ok: false, error: errorOfFault(sent?.fault ?? 'notReady') }
    this.#told = channels
    return { ok: true }
  }
}
