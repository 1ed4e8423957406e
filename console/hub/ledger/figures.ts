import type { AssetFigures } from '@service-hall/contract'
import { openRepairOf } from './state.ts'
import type { Asset } from './state.ts'

/** What an asset's life adds up to at a moment, epoch ms; definitions at `AssetFigures`. */
export function figuresOf(asset: Asset, now: number): AssetFigures {
  const { stage, since, spent, repaired } = asset
  const passed = Math.max(0, now - since)
  const inUseMs = spent.inService + (stage === 'inService' ? passed : 0)
  const inRepairMs = spent.inRepair + (stage === 'inRepair' ? passed : 0)
  // An order that is open counts as a fault until somebody found that there is none.
  const faults = repaired.faults + (openRepairOf(asset) ? 1 : 0)
  const whole = inUseMs + inRepairMs
  return {
    ...{ inUseMs, inRepairMs, faults },
    mtbfMs: faults === 0 ? null : inUseMs / faults,
    mttrMs: repaired.closed === 0 ? null : repaired.ms / repaired.closed,
    availability: whole === 0 ? null : inUseMs / whole,
  }
}
