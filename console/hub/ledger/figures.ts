import type { AssetFigures } from '@service-hall/contract'
import type { LiveRegion } from '../live/live-region.ts'
import { plannedMs } from '../planned/planned-hours.ts'
import type { Span } from '../planned/planned-hours.ts'
import { machineOf } from './seen.ts'
import { openRepairOf } from './state.ts'
import type { Asset } from './state.ts'

type Stage = Asset['spans'][number]['stage']

/**
 * What an asset's life adds up to at a moment, epoch ms; definitions at `AssetFigures`. `planned`: how much of a stretch
 * lies in the planned hours of the asset, ms.
 */
export function figuresOf(asset: Asset, now: number, planned: (span: Span) => number): AssetFigures {
  const inUseMs = spentIn(asset, 'inService', now, planned)
  const inRepairMs = spentIn(asset, 'inRepair', now, planned)
  const { repaired } = asset
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

/** By the hours, the calendar and the directives of each moment, where the asset is bound and stands now. */
export function plannedOf({ hallId, bound }: Asset, live: LiveRegion): (span: Span) => number {
  const { plan } = live.hall(hallId)
  return (span) => plannedMs(plan, bound ? machineOf(bound) : null, span)
}

/** What of it is so long ago that nobody knows when it was counts whole. */
function spentIn(
  { stage: present, since, spent, spans }: Asset,
  stage: Stage,
  now: number,
  planned: (span: Span) => number,
): number {
  const known = spans.filter((span) => span.stage === stage)
  const forgotten = known.reduce((ms, { from, to }) => ms - (to - from), spent[stage])
  const running = present === stage && now > since ? [{ from: since, to: now }] : []
  return [...known, ...running].reduce((ms, span) => ms + planned(span), forgotten)
}
