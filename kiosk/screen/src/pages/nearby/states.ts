import { NEARBY, PLACES, WAYS, seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

const OPEN = { type: 'nearby' } as const
const MANY = Array.from({ length: 3 }, (_, n) =>
  PLACES.map((place) => ({ ...place, id: `${place.id}-${n}` })),
).flat()

export const states: States = {
  ordinary: [seen({ nearby: NEARBY }), OPEN],
  many: [seen({ nearby: { ...NEARBY, places: MANY } }), OPEN, { type: 'turn', by: 1 }],
  kinds: [seen({ nearby: { ...NEARBY, places: [...PLACES, ...WAYS] } }), OPEN],
  openNow: [
    seen({ nearby: { ...NEARBY, places: [...PLACES, ...WAYS] } }),
    OPEN,
    { type: 'nearbyWish', openOnly: true },
  ],
  online: [
    seen({ nearby: { ...NEARBY, places: [...PLACES, ...WAYS] } }),
    OPEN,
    { type: 'nearbyWish', kind: 'online' },
  ],
  noneSuch: [seen({ nearby: NEARBY }), OPEN, { type: 'nearbyWish', kind: 'card' }],
  old: [seen({ nearby: { ...NEARBY, ageMinutes: 4 } }), OPEN],
  outOfReach: [
    seen({
      nearby: {
        ...{ ...NEARBY, ageMinutes: 95, asOf: Date.parse('2026-01-05T07:55:00+08:00') },
        places: PLACES.map((place) => ({ ...place, waiting: null })),
      },
    }),
    OPEN,
  ],
  noPlace: [seen({ nearby: { ...NEARBY, places: [] } }), OPEN],
  notYet: [seen({ nearby: { ...NEARBY, places: null } }), OPEN],
  stillThere: [seen({ nearby: NEARBY }), OPEN, 48_000],
}
