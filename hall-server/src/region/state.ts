import { FIRST_EPOCH } from '@service-hall/contract'
import type { Epoch, FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

/** The epoch that this hall's facts belong to, and how it came from the one before. */
export type RegionState = { epoch: Epoch; parent: { epoch: Epoch; after: number } | null }

/** What decisions about the region look at. */
export type WithRegion = HasView & { region: RegionState }

export const regionSlice: Slice<RegionState> = {
  schema: 'region-1',
  empty: () => ({ epoch: FIRST_EPOCH, parent: null }),
  evolve(state, { fact }: FactEntry) {
    if (fact.type !== 'EpochBegan') return
    state.epoch = fact.epoch
    state.parent = { epoch: fact.ended, after: fact.after }
  },
  migrate: migrations({ 'hall-3': asStored<RegionState>, 'hall-2': asStored<RegionState> }),
}
