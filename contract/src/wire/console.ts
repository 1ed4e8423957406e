// What the hub of a region tells its console (监控平台).
import type { HallId } from '../ids.ts'
import type { AlertDelta } from './console-alerts.ts'
import type { Refusal, RefusalCode } from '../refusal.ts'
import type { Localized } from '../text.ts'
import type { BusinessDay } from '../time.ts'
import type { HallDelta, HallSnapshot } from './console-hall.ts'
import type { HallLine, HallToday } from './console-today.ts'
import type { TileChange } from './tile-change.ts'

/** A hall at a glance: what a tile, or a row of the table, shows. */
export type HallTile = {
  hallId: HallId
  name: Localized
  line: HallLine
  /** Stamp of its last fact, epoch ms by the hall's clock; what is shown is as old as that while the line is down. */
  at: number
  /**
   * How far the hall's clock is behind the hub's, ms, by the quickest fact of this connection; null: none came yet. What
   * the hall's clock says now is the hub's less this.
   */
  behindMs: number | null
  day: BusinessDay | null
  waiting: number
  /** Arrival of who has waited longest, epoch ms by the hall's clock. */
  longestSince: number | null
  counters: { open: number; serving: number; paused: number; all: number }
  /** Devices and stations that are not as they should be, of all; what is off by its planned hours is. */
  machines: { bad: number; all: number }
  today: HallToday
  /** It is closed by its own hours and special days. Absent: it is open. */
  closed?: true
  /** Kiosks at which a customer gets nowhere, and since when, epoch ms by the hall's clock. Absent: none. */
  stays?: { stationId: string; name: Localized; since: number }[]
}

/** Every hall that the one who asked may see. Fold every later `TileDelta` onto it by hall. */
export type TileSnapshot = { ok: true; now: number; tiles: HallTile[] }
/** What changed of halls since the last one. `now`: the hub's clock, epoch ms. */
export type TileDelta = { now: number; tiles: TileChange[] }

/** Socket.IO namespace of the console. */
export const CONSOLE_NAMESPACE = '/console'
export type ConsoleToHub = {
  subscribe: (answer: (snapshot: TileSnapshot | Refusal) => void) => void
  /** Watches one hall: `hall` and `hallDelta` follow until another is watched or none (`leaveHall`). */
  watchHall: (hallId: HallId, answer: (snapshot: HallSnapshot | Refusal) => void) => void
  leaveHall: () => void
}
export type HubToConsole = {
  /** What one may see is another than it was: this stands in place of all there was before. */
  snapshot: (snapshot: TileSnapshot) => void
  tiles: (delta: TileDelta) => void
  /** Alerts that changed, for who has subscribed; `GET /api/alerts` is what they stand upon. */
  alerts: (delta: AlertDelta) => void
  /** The watched hall stands anew: this is in place of all there was before. */
  hall: (snapshot: HallSnapshot) => void
  hallDelta: (delta: HallDelta) => void
  /** One may see the watched hall no more. */
  hallEnded: (hallId: HallId, code: RefusalCode) => void
  /** The session is over; the connection ends. */
  ended: (code: RefusalCode) => void
}
