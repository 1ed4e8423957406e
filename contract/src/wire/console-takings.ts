// HTTP between the console and the hub: what halls take, and what of it needs a person.
import { z } from 'zod'
import type { DeviceId, HallId } from '../ids.ts'
import type { TakenHour, WayTaken } from '../takings/index.ts'
import type { Localized } from '../text.ts'
import type { BusinessDay } from '../time.ts'
import { FigurePlace } from './console-history.ts'

/** Query of `GET /api/takings`. */
export const TakingsQuery = z.strictObject({ place: FigurePlace.optional() })

/** How many, how much and how old. `overFen`: money too much (长款) · `shortFen`: too little (短款), above 0 too. */
export type SuspenseSum = { cases: number; overFen: number; shortFen: number; oldestMs: number }

/**
 * How far the comparison with one side is. done: its day agrees · differences: cases of it are open · waiting: its bill is
 * due and not compared · new: its first day is not over.
 */
export type SideStanding = {
  /** A channel's id, or `billing`. */
  side: string
  is: 'done' | 'differences' | 'waiting' | 'new'
  /** The day that this is said of. */
  day: BusinessDay
  /** Open cases, of whatever day. */
  cases: number
  /** Waits for longer than a bill usually takes, or the other side gives no good answer. */
  isLate: boolean
}

/** A cash box that somebody has to see to. removed: no box is in the machine. */
export type BoxStanding = {
  deviceId: DeviceId
  name: Localized
  state: 'nearFull' | 'full' | 'removed'
}

/** Fen, and how many payments. */
export type SumTaken = { fen: number; payments: number }

/** What one hall takes today by its own clock, kiosks and counters apart and together. Sums of hours that are over. */
export type HallTakings = {
  hallId: HallId
  /** All that was taken: `kiosks` and `counters`. */
  fen: number
  payments: number
  kiosks: SumTaken
  counters: SumTaken
  /** The same by place and channel; less than that where a hall does not tell it. */
  ways: WayTaken[]
  /** Of kiosks alone: nobody knows what counters usually take. */
  compared: TakenHour['compared']
  /** Payments that nobody knows the result of; null: none. */
  unknown: { payments: number; oldestMs: number } | null
  suspense: SuspenseSum | null
  sides: SideStanding[]
  boxes: BoxStanding[]
}

/** An hour of kiosks, and what counters took in it. */
export type HourSeen = TakenHour & { counters: SumTaken }

/** Answer of `GET /api/takings`: halls that take payments, and what they take together by the hour of each one's clock. */
export type TakingsSeen = { ok: true; now: number; hours: HourSeen[]; halls: HallTakings[] }
