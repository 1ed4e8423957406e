import { lookUp } from '@service-hall/contract'
import { isLost } from './machines.ts'
import type { Read } from './reading.ts'

/**
 * How long the customer at a kiosk has got nowhere, ms: as the kiosk measured it by its steady clock when it told the hall,
 * and the time since. A kiosk that is lost is not read.
 */
export const kioskStuck: Read = ({ view, config, hallNow }) =>
  config.stations
    .filter(({ id, kind }) => kind === 'kiosk' && !isLost(view, id))
    .map(({ id }) => {
      const stay = lookUp(view.stations, id)?.stay
      return { kind: 'kioskStuck', subject: id, value: stay ? Math.max(0, hallNow - stay.since) : 0 }
    })
