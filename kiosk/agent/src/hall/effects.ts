import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'

/** Keeps what the hall says of itself, so that the station can start without it. */
export function hallEffects({ hall, descriptions, station, log }: Ports): Effects {
  function keep(): void {
    const description = hall.description()
    if (description === null) return
    descriptions.save(description).catch((cause: unknown) => log.error('description.notKept', cause))
  }
  return {
    hallRead() {
      if (hall.stationId !== station) log.warn('station.otherId', { expected: station, is: hall.stationId })
      keep()
    },
    hallFollowed: (types) => types.has('HallConfigured') && keep(),
  }
}
