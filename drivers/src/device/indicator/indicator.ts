import type { LinkConfig } from '../../link/config.ts'
import type { Outcome, Device } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { CoilIndicator } from './coil-indicator.ts'
import type { Flash, LightColour, Lights } from './lights.ts'
import { StackIndicator } from './stack-indicator.ts'

/** Which lights, on which line, and which channel lights what. */
export type IndicatorConfig = {
  id: string
  /**
   * `modbusCoils`: a relay board that speaks Modbus RTU, one channel a coil, channel 1 being coil 0.
   * `stackLight`: a USB stack light or relay of the `A0 channel state sum` kind, which never answers.
   */
  profile: 'modbusCoils' | 'stackLight'
  link: LinkConfig
  /** Modbus address, 1…247; default 1. */
  address?: number
  /** How often a Modbus board is asked what it shows, ms; default 3,000. */
  pollMs?: number
  /**
   * Which channel, from 1, lights what: `{ counter1: { red: 1, green: 2 }, door: { default: 3 } }`. A lamp with one
   * colour that does not matter is `default`.
   */
  lights: Lights
}

/** Indicator lights (指示灯) in the words of XFS: each is off, flashes or is on, in one of its colours. */
export type Indicator = Device<never> & {
  readonly kind: 'indicator'
  /**
   * Lights or darkens one from now on, also after the line was lost and found; `ok` when it does so now. `invalidData`
   * for a light that the configuration does not name, `unsupported` for a colour it does not have. Without a colour it
   * takes the first. Slow flashing is 0.5 Hz, medium 1 Hz, quick 2 Hz, on half of the time.
   */
  set(light: string, flash: Flash, colour?: LightColour): Promise<Outcome>
}

/** Makes an indicator; `start()` begins to keep it alive, with all lights off until `set`. */
export function createIndicator(config: IndicatorConfig, surroundings: DeviceSurroundings = {}): Indicator {
  return config.profile === 'modbusCoils'
    ? new CoilIndicator(config, surroundings)
    : new StackIndicator(config, surroundings)
}
