import { z } from 'zod'
import type { DaySpan } from '../directive/index.ts'
import { DriftState } from '../hub/fleet/index.ts'
import type { DriftPart, FleetPlace, InheritedSetting } from '../hub/fleet/index.ts'
import { AssetKind } from '../hub/ledger/index.ts'
import type { AssetId } from '../hub/ledger/index.ts'
import { RegionId } from '../hub/words.ts'
import { HallId, StationId } from '../ids.ts'
import type { Localized } from '../text.ts'

/** Parameter of `GET /api/fleet/settings`: a `fleetKey`. */
export const FleetSettingsQuery = z.strictObject({ place: z.string().max(120) })

/**
 * Answer of it. A value that comes from a region which one does not see is `from` `above`. `machine`, of one machine:
 * `spread` is its number from which its skew follows (`spread % (skewMinutes + 1)`), `mayPowerOff` whether its own settings
 * let the region switch it off (null: it has not said). `today`: the day it is there.
 */
export type FleetSettings = {
  place: FleetPlace
  values: InheritedSetting[]
  today: string
  machine: { spread: number; mayPowerOff: boolean | null } | null
}

/** Query of `GET /api/fleet/drift`. `state` absent: all that differ. */
export const DriftQuery = z.strictObject({
  region: RegionId.optional(),
  hall: HallId.optional(),
  kind: z.union([AssetKind, z.enum(['kiosk', 'deviceHost', 'display'])]).optional(),
  state: z.union([DriftState, z.literal('any')]).optional(),
  from: z.coerce.number().int().min(0).max(1_000_000).optional(),
})
export type DriftQuery = z.infer<typeof DriftQuery>

/** A power calendar in brief. */
export type PowerBrief = {
  working: DaySpan
  rest: DaySpan
  holiday: DaySpan
  days: number
  skewMinutes: number
}

/** What of a machine is asked for or reported; undefined: not known in parts, null: none. */
export type MachineBrief = {
  power: PowerBrief | null | undefined
  playlist: number | null | undefined
  version: string | null | undefined
}

export type DriftRow = {
  hallId: HallId
  stationId: StationId
  name: Localized
  kind: 'kiosk' | 'deviceHost' | 'display'
  asset: { assetId: AssetId; kind: AssetKind } | null
  online: boolean
  state: DriftState
  /** Parts that differ. */
  parts: DriftPart[]
  asked: MachineBrief
  reported: MachineBrief
  /** Since when it differs, epoch ms; null: it does not. */
  since: number | null
  /** When the machine last reported, by its hall's clock, epoch ms; null: never. */
  reportedAt: number | null
  /** Why it refused or failed. */
  code: string | null
  detail: string | null
}

/** Answer: one page of rows, what needs somebody first; `counts` of all that the other filters leave. */
export type DriftPage = { rows: DriftRow[]; total: number; counts: Partial<Record<DriftState, number>> }

/** Rows of a page, and machines of one push. */
export const DRIFT_ROWS = 50

/** `POST /api/fleet/push`: what is asked of these machines is given to them once more. */
export const FleetPush = z.strictObject({
  machines: z
    .array(z.strictObject({ hallId: HallId, stationId: StationId }))
    .min(1)
    .max(DRIFT_ROWS),
  why: z.string().trim().min(1).max(200),
})
/** Answer: how many were given something, and who was not, and why. */
export type FleetPushed = { given: number; refused: { hallId: HallId; stationId: StationId; code: string }[] }
