import type {
  AssetBinding,
  AssetDescription,
  AssetEvent,
  AssetId,
  AssetStage,
  HallId,
  Repair,
  ZoneId,
} from '@service-hall/contract'
import { bindingKey } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type Asset = AssetDescription & {
  assetId: AssetId
  hallId: HallId
  zone: ZoneId | null
  bound: AssetBinding | null
  stage: AssetStage
  since: number
  /** How long it was in use and in repair before `since`, ms. */
  spent: { inService: number; inRepair: number }
  /** When that was, the latest, oldest first. */
  spans: { stage: 'inService' | 'inRepair'; from: number; to: number }[]
  /** The latest, oldest first. */
  history: AssetEvent[]
  /** The latest, oldest first; sums of those that are forgotten are in `repaired`. */
  repairs: Repair[]
  repaired: { faults: number; closed: number; ms: number }
}

/**
 * `bindings`: which asset a machine or device of a hall is, by `hall/binding`. `formerNumbers`: which one had a number
 * before.
 */
export type LedgerState = {
  assets: Map<AssetId, Asset>
  bindings: Map<string, AssetId>
  formerNumbers: Map<AssetId, AssetId>
}

export const emptyLedger = (): LedgerState => ({
  assets: new Map(),
  bindings: new Map(),
  formerNumbers: new Map(),
})

/** So much of an asset's history is at hand; the records have all of it. */
const HISTORY_KEPT = 200
const REPAIRS_KEPT = 50
const SPANS_KEPT = 200

export const boundAt = (hallId: HallId, binding: AssetBinding): string => `${hallId}/${bindingKey(binding)}`

export const openRepairOf = ({ repairs }: Pick<Asset, 'repairs'>): Repair | undefined =>
  repairs.find(({ closed }) => closed === null)

type Told =
  | 'AssetAdded'
  | 'AssetDescribed'
  | 'AssetMoved'
  | 'AssetRenumbered'
  | 'AssetBound'
  | 'AssetStaged'
  | 'RepairOpened'
  | 'RepairAssigned'
  | 'RepairNoted'
  | 'RepairClosed'

type Place = { at: number; by: string }

function note(
  asset: Asset,
  { at, by }: Place,
  type: string,
  text: string,
  more: Pick<AssetEvent, 'changes' | 'undo'> = {},
): void {
  asset.history.push({ at, by, type, text, ...more })
  if (asset.history.length > HISTORY_KEPT) asset.history.shift()
}

function enter(asset: Asset, stage: AssetStage, at: number): void {
  const { stage: before, since: from } = asset
  const passed = Math.max(0, at - from)
  if ((before === 'inService' || before === 'inRepair') && passed > 0) {
    asset.spent[before] += passed
    asset.spans.push({ stage: before, from, to: at })
    if (asset.spans.length > SPANS_KEPT) asset.spans.shift()
  }
  Object.assign(asset, { stage, since: at })
}

function unbind({ bindings }: LedgerState, asset: Asset): void {
  if (asset.bound) bindings.delete(boundAt(asset.hallId, asset.bound))
  asset.bound = null
}

/** A description as facts have it; those of earlier releases say nothing of some fields. */
const told = (description: Omit<AssetDescription, 'location'> & { location?: string | undefined }) => ({
  ...description,
  location: description.location ?? '',
})

function descriptionOf(asset: Asset): AssetDescription {
  const { kind, model, maker, serial, warrantyUntil, version, consumables, partOf, location } = asset
  return { kind, model, maker, serial, warrantyUntil, version, consumables, partOf, location }
}

function changesOf(before: AssetDescription, after: AssetDescription): NonNullable<AssetEvent['changes']> {
  const fields = Object.keys(before) as (keyof AssetDescription)[]
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, from: before[field] ?? '', to: after[field] ?? '' }))
}

export const evolveLedger: HubEvolve<LedgerState, Told> = {
  AssetAdded({ assets }, { assetId, hallId, zone, stage, description }, place) {
    const asset: Asset = {
      ...{ ...told(description), assetId, hallId, zone, stage, bound: null, since: place.at },
      ...{ spent: { inService: 0, inRepair: 0 }, spans: [], history: [], repairs: [] },
      repaired: { faults: 0, closed: 0, ms: 0 },
    }
    assets.set(assetId, asset)
    note(asset, place, 'AssetAdded', `${hallId} ${stage}`)
  },
  AssetDescribed({ assets }, { assetId, description }, place) {
    const asset = assets.get(assetId)
    if (!asset) return
    const before = descriptionOf(asset)
    const after = told(description)
    Object.assign(asset, after)
    const changes = changesOf(before, after)
    note(asset, place, 'AssetDescribed', '', { changes, undo: { of: 'describe', description: before } })
  },
  AssetMoved(state, { assetId, hallId, zone, why }, place) {
    const asset = state.assets.get(assetId)
    if (!asset) return
    const { hallId: from, zone: zoneBefore, bound } = asset
    const isElsewhere = from !== hallId
    if (isElsewhere) unbind(state, asset)
    Object.assign(asset, { hallId, zone })
    const undo = { of: 'move', hallId: from, zone: zoneBefore, bound: isElsewhere ? bound : null } as const
    const spot = (hall: HallId, at: ZoneId | null): string => (at === null ? hall : `${hall}/${at}`)
    note(asset, place, 'AssetMoved', `${spot(from, zoneBefore)} → ${spot(hallId, zone)} ${why}`, { undo })
  },
  AssetRenumbered(state, { assetId, to }, place) {
    const { assets, bindings, formerNumbers } = state
    const asset = assets.get(assetId)
    if (!asset) return
    assets.delete(assetId)
    asset.assetId = to
    for (const repair of asset.repairs) repair.assetId = to
    assets.set(to, asset)
    formerNumbers.delete(to)
    for (const [former, now] of formerNumbers) if (now === assetId) formerNumbers.set(former, to)
    formerNumbers.set(assetId, to)
    if (asset.bound) bindings.set(boundAt(asset.hallId, asset.bound), to)
    for (const other of assets.values()) if (other.partOf === assetId) other.partOf = to
    note(asset, place, 'AssetRenumbered', `${assetId} → ${to}`, { undo: { of: 'renumber', to: assetId } })
  },
  AssetBound(state, { assetId, binding }, place) {
    const asset = state.assets.get(assetId)
    if (!asset) return
    const undo = { of: 'bind', binding: asset.bound } as const
    unbind(state, asset)
    asset.bound = binding
    if (binding) state.bindings.set(boundAt(asset.hallId, binding), assetId)
    note(asset, place, 'AssetBound', binding ? bindingKey(binding) : '–', { undo })
  },
  AssetStaged(state, { assetId, stage, why }, place) {
    const asset = state.assets.get(assetId)
    if (!asset) return
    enter(asset, stage, place.at)
    if (stage === 'retired') unbind(state, asset)
    note(asset, place, 'AssetStaged', `${stage} ${why}`.trim())
  },
  RepairOpened({ assets }, { assetId, repairId, fault }, place) {
    const asset = assets.get(assetId)
    if (!asset) return
    const { at, by } = place
    asset.repairs.push({
      ...{ repairId, assetId, hallId: asset.hallId, fault, openedAt: at, openedBy: by },
      ...{ assignee: null, notes: [], closed: null },
    })
    if (asset.repairs.length > REPAIRS_KEPT) asset.repairs.shift()
    note(asset, place, 'RepairOpened', fault)
  },
  RepairAssigned({ assets }, { assetId, repairId, to }, place) {
    const asset = assets.get(assetId)
    const repair = asset?.repairs.find((one) => one.repairId === repairId)
    if (!asset || !repair) return
    repair.assignee = to
    note(asset, place, 'RepairAssigned', to)
  },
  RepairNoted({ assets }, { assetId, repairId, text }, place) {
    const asset = assets.get(assetId)
    const repair = asset?.repairs.find((one) => one.repairId === repairId)
    if (!asset || !repair) return
    repair.notes.push({ at: place.at, by: place.by, text })
    note(asset, place, 'RepairNoted', text)
  },
  RepairClosed({ assets }, { assetId, repairId, cause, outcome }, place) {
    const asset = assets.get(assetId)
    const repair = asset?.repairs.find((one) => one.repairId === repairId)
    if (!asset || !repair) return
    repair.closed = { at: place.at, by: place.by, cause, outcome }
    const { repaired } = asset
    if (outcome !== 'noFault') repaired.faults += 1
    repaired.closed += 1
    repaired.ms += Math.max(0, place.at - repair.openedAt)
    note(asset, place, 'RepairClosed', `${outcome} ${cause}`)
  },
}
