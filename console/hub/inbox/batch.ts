import type { Epoch, HallId, UplinkBatch } from '@service-hall/contract'

/** A batch of a hall, checked and authenticated. `ordinal`: of its epoch. */
export type InboxBatch = UplinkBatch & { hallId: HallId; ordinal: number }

/** An epoch of a hall, and up to where its facts are here. `after`: where it left the epoch `parent`. */
export type EpochRow = {
  hall: HallId
  ordinal: number
  epoch: Epoch
  parent: number | null
  after: number
  number: number
}
