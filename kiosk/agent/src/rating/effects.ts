import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { RatingPads } from './rating-pads.ts'

/** Lets the rating pads of counters ask, and brings their keys to the hall. */
export function ratingEffects(ports: Ports): Effects {
  const pads = new RatingPads(ports)
  return {
    show: (hall) => pads.follow(hall),
    deviceChanged({ kind, id }, { device }) {
      if (kind === 'ratingPad' && device === 'online') pads.again(id)
    },
    deviceEvent({ kind, config, event }) {
      if (kind === 'ratingPad') pads.onEvent(config, event)
    },
  }
}
