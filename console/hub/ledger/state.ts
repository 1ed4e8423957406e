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
  /** The latest, oldest first. */
  history: AssetEvent[]
  /** The latest, oldest first; sums of those that are forgotten are in `repaired`. */
  repairs: Repair[]
  repaired: { faults: number; closed: number; ms: number }
}

/** `bindings`: which asset a machine or device of a hall is, by `hall/binding`. */
export type LedgerState = { assets: Map<AssetId, Asset>; bindings: Map<string, AssetId> }

export const emptyLedger = (): LedgerState => ({ assets: new Map(), bindings: new Map() })

/** So much of an asset's history is at hand; the records have all of it. */
const HISTORY_KEPT = 200
const REPAIRS_KEPT = 50

export const boundAt = (hallId: HallId, binding: AssetBinding): string => `${hallId}/${bindingKey(binding)}`

export const openRepairOf = ({ repairs }: Pick<Asset, 'repairs'>): Repair | undefined =>
  repairs.find(({ closed }) => closed === null)

type Told =
  | 'AssetAdded'
  | 'AssetDescribed'
  | 'AssetMoved'
  | 'AssetBound'
  | 'AssetStaged'
  | 'RepairOpened'
  | 'RepairAssigned'
  | 'RepairNoted'
  | 'RepairClosed'

type Place = { at: number; by: string }

function note(asset: Asset, { at, by }: Place, type: string, text: string): void {
  asset.history.push({ at, by, type, text })
  if (asset.history.length > HISTORY_KEPT) asset.history.shift()
}

function enter(asset: Asset, stage: AssetStage, at: number): void {
  const passed = Math.max(0, at - asset.since)
  if (asset.stage === 'inService') asset.spent.inService += passed
  if (asset.stage === 'inRepair') asset.spent.inRepair += passed
  Object.assign(asset, { stage, since: at })
}

function unbind({ bindings }: LedgerState, asset: Asset): void {
  if (asset.bound) bindings.delete(boundAt(asset.hallId, asset.bound))
  asset.bound = null
}

export const evolveLedger: HubEvolve<LedgerState, Told> = {
  AssetAdded({ assets }, { assetId, hallId, zone, stage, description }, place) {
    const asset: Asset = {
      ...{ ...description, assetId, hallId, zone, stage, bound: null, since: place.at },
      ...{ spent: { inService: 0, inRepair: 0 }, history: [], repairs: [] },
      repaired: { faults: 0, closed: 0, ms: 0 },
    }
    assets.set(assetId, asset)
    note(asset, place, 'AssetAdded', `${hallId} ${stage}`)
  },
  AssetDescribed({ assets }, { assetId, description }, place) {
    const asset = assets.get(assetId)
    if (!asset) return
    Object.assign(asset, description)
    note(asset, place, 'AssetDescribed', '')
  },
  AssetMoved(state, { assetId, hallId, zone, why }, place) {
    const asset = state.assets.get(assetId)
    if (!asset) return
    const from = asset.hallId
    if (from !== hallId) unbind(state, asset)
    Object.assign(asset, { hallId, zone })
    note(asset, place, 'AssetMoved', `${from} → ${hallId} ${why}`)
  },
  AssetBound(state, { assetId, binding }, place) {
    const asset = state.assets.get(assetId)
    if (!asset) return
    unbind(state, asset)
    asset.bound = binding
    if (binding) state.bindings.set(boundAt(asset.hallId, binding), assetId)
    note(asset, place, 'AssetBound', binding ? bindingKey(binding) : '–')
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
