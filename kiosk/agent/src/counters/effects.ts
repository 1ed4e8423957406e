import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { CallPads } from './call-pads.ts'
import { CounterDisplays } from './counter-displays.ts'
import { CounterLights } from './counter-lights.ts'
import { LedBars } from './led-bars.ts'

/** Keeps the displays, bars and lights of counters true to the hall, and brings the keys of call pads to it. */
export function countersEffects(ports: Ports): Effects {
  const { devices, log } = ports
  const callPads = new CallPads(ports)
  const shows = [
    new CounterDisplays(devices, log),
    new LedBars(devices, log),
    new CounterLights(devices, log),
    callPads,
  ]
  return {
    show: (hall) => shows.forEach((one) => one.follow(hall)),
    deviceEvent({ kind, config, event }) {
      if (kind === 'callPad') callPads.onEvent(config, event)
    },
  }
}
