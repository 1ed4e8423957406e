import {
  POINT_ZONE,
  WAITING_SHOWN_MS,
  groupOf,
  localTime,
  placeOpenAt,
  waitingShown,
} from '@service-hall/contract'
import type { GuidePlace, HallWaiting, KioskNearby, KioskPlace } from '@service-hall/contract'
import type { Heard } from './heard-surroundings.ts'

const MINUTE_MS = 60_000
const HALL = 'hall:'

/** The figures of a hall while they are of now; null: nobody knows. */
export function waitingNow({ waiting, ageMs }: Heard, hallId: string): HallWaiting | null {
  const shown = waitingShown(waiting.get(hallId), ageMs ?? NaN)
  return shown.is === 'live' ? shown.waiting : null
}

/** What the screen shows of places near by. `advised`: halls that the region sends customers to; `now`: epoch ms. */
export function nearbyView(
  heard: Heard,
  { advised, now }: { advised: ReadonlySet<string>; now: number },
): KioskNearby {
  const { places, ageMs, heardAt } = heard
  const isOld = ageMs !== null && waitingShown({ waiting: 0, longestMs: null }, ageMs).is !== 'live'
  return {
    places: places?.map((place) => placeView(place, { heard, advised, now })) ?? null,
    ageMinutes: isOld ? Math.floor(ageMs / MINUTE_MS) : null,
    asOf: ageMs !== null && ageMs > WAITING_SHOWN_MS ? heardAt : null,
    today: localTime(now, POINT_ZONE).day,
  }
}

function placeView(
  place: GuidePlace,
  { heard, advised, now }: { heard: Heard; advised: ReadonlySet<string>; now: number },
): KioskPlace {
  const { id, name, kind, kindName, address, phone, metres, closed, services, web = '' } = place
  const hallId = id.startsWith(HALL) ? id.slice(HALL.length) : null
  const shown = waitingShown(hallId === null ? null : heard.waiting.get(hallId), heard.ageMs ?? NaN)
  const open = placeOpenAt(place, now)
  return {
    ...{ id, name, kindName, address, phone, metres, isHall: hallId !== null },
    open: open?.is === 'closed' && closed ? { ...open, why: closed.why } : open,
    waiting: shown.is === 'unknown' ? null : shown.waiting.waiting,
    advised: hallId !== null && advised.has(hallId),
    ...{ group: groupOf(kind), services, web },
  }
}
