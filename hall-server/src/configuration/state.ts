import type { FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'
import { hasRetired } from './retired-rows.ts'

export type ConfigurationState = {
  /** Number of the fact that brought the configuration in force; 0 where none of its rows is retired. */
  retiredSince: number
}

/** What decisions about the configuration look at. */
export type WithConfiguration = HasView & { configuration: ConfigurationState }

export const configurationSlice: Slice<ConfigurationState> = {
  schema: 'configuration-1',
  empty: () => ({ retiredSince: 0 }),
  evolve(state, { fact, number }: FactEntry) {
    if (fact.type === 'HallConfigured') state.retiredSince = hasRetired(fact.config) ? number : 0
  },
  migrate: migrations({ 'hall-3': asStored<ConfigurationState>, 'hall-2': asStored<ConfigurationState> }),
}
