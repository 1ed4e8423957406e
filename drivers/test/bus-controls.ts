import { startSimulator } from './simulator.ts'
import type { FaultDetails, SimulatorOptions } from './simulator.ts'

/** What a simulated LED bar was told. */
export type SimulatedBar = {
  address: number
  text?: string
  motion?: number
  speed?: number
  brightness?: number
}

/** Starts `call-pad`, `indicator`, `led-bar` or `bus`, of which one process may be several devices on one line. */
export async function startOnBus(
  kind: 'call-pad' | 'indicator' | 'led-bar' | 'bus',
  options: SimulatorOptions = {},
) {
  const simulator = await startSimulator(kind, options)
  const { ask } = simulator.control
  /** The device at that address; the first one without. */
  const at = (address?: number) => {
    const named = address === undefined ? {} : { address }
    return {
      /** A finger on a key. */
      press: async (key: number) => void (await ask({ press: key, ...named })),
      /** What a pad or bar shows, or which channels are on, channel 1 first. */
      shown: <T = string>() => ask({ get: 'shown', ...named }) as Promise<T>,
      waitShown: <T = string>() => ask({ wait: 'shown', ...named }) as Promise<T>,
      state: async () => (await ask({ get: 'state', ...named })) as Record<string, number>,
      fault: async (name: string, details: FaultDetails = {}) =>
        void (await ask({ fault: name, ...named, ...details })),
    }
  }
  return { simulator, at, cure: async () => void (await ask({ fault: null })) }
}
