import { STAGES_AFTER, refuse } from '@service-hall/contract'
import type { AssetId, HubCommandType, HubFact, Refusal } from '@service-hall/contract'
import { mayActOn } from '../access/may.ts'
import type { AccountState } from '../access/state.ts'
import { accountStream } from '../access/stream.ts'
import { barredFrom } from '../directive/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { hallStream } from '../organisation/stream.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDecision, HubDeciders, Sender } from '../records/decision.ts'
import { boundAt, openRepairOf } from './state.ts'
import type { Asset, LedgerState } from './state.ts'

type State = LedgerState & OrganisationState & AccountState

/** One record for the ledger: no two nodes can bind one device twice. */
const LEDGER = 'ledger'

/** The asset, for who may act on machines of its hall. One that they do not see is answered as one that is not. */
function owned(state: State, sender: Sender, assetId: AssetId): Asset | Refusal {
  const asset = state.assets.get(assetId)
  if (!asset) return refuse('ledger.unknown')
  const bar = barredFrom(state, sender, asset.hallId, 'operate')
  if (!bar) return asset
  return bar.code === 'organisation.unknownHall' ? refuse('ledger.unknown') : bar
}

/** Facts of an asset, where it is one and nothing speaks against them. */
function of(
  state: State,
  sender: Sender,
  assetId: AssetId,
  decided: (asset: Asset) => HubFact[] | Refusal,
): HubDecision {
  const asset = owned(state, sender, assetId)
  if ('ok' in asset) return asset
  const facts = decided(asset)
  return Array.isArray(facts) ? records(LEDGER, facts, [TREE, hallStream(asset.hallId)]) : facts
}

/** Whether an asset may be a part of another one: it is there, seen, and not a part of the first. */
function mayBePartOf(state: State, sender: Sender, assetId: AssetId, partOf: AssetId | null): boolean {
  const met = new Set<AssetId>([assetId])
  for (let at = partOf; at !== null;) {
    const whole = state.assets.get(at)
    if (!whole || met.has(at) || barredFrom(state, sender, whole.hallId, 'see')) return false
    met.add(at)
    at = whole.partOf
  }
  return true
}

/** The parts of an asset that are where it is, and theirs: they go where it goes. */
function partsBelow({ assets }: State, whole: Asset): Asset[] {
  const found = new Set<Asset>([whole])
  for (const at of found)
    for (const one of assets.values())
      if (one.partOf === at.assetId && one.hallId === whole.hallId && one.stage !== 'retired') found.add(one)
  return [...found].slice(1)
}

export const decideLedger: HubDeciders<State, Extract<HubCommandType, `ledger.${string}`>> = {
  'ledger.add'(state, { type: _type, id: _id, ...added }, sender) {
    const bar = barredFrom(state, sender, added.hallId, 'operate')
    if (bar) return bar
    const { assetId } = added
    if (state.assets.has(assetId) || state.formerNumbers.has(assetId)) return refuse('ledger.exists')
    if (!mayBePartOf(state, sender, added.assetId, added.description.partOf)) return refuse('ledger.partOf')
    return records(LEDGER, [{ type: 'AssetAdded', ...added }], [TREE, hallStream(added.hallId)])
  },
  'ledger.describe': (state, { assetId, description }, sender) =>
    of(state, sender, assetId, (asset) => {
      // One that is a part already stays so whoever corrects its model: its whole may lie where they see nothing.
      const isSame = asset.partOf === description.partOf
      return isSame || mayBePartOf(state, sender, assetId, description.partOf)
        ? [{ type: 'AssetDescribed', assetId, description }]
        : refuse('ledger.partOf')
    }),
  'ledger.renumber': (state, { assetId, to }, sender) =>
    of(state, sender, assetId, () => {
      if (to === assetId) return []
      const former = state.formerNumbers.get(to)
      if (state.assets.has(to) || (former !== undefined && former !== assetId)) return refuse('ledger.exists')
      return [{ type: 'AssetRenumbered', assetId, to }]
    }),
  'ledger.move': (state, { assetId, hallId, zone, why }, sender) =>
    of(state, sender, assetId, (asset) => {
      const bar = barredFrom(state, sender, hallId, 'operate')
      if (bar) return bar
      if (asset.stage === 'retired') return refuse('ledger.stage')
      return [asset, ...partsBelow(state, asset)]
        .filter((one) => one.hallId !== hallId || one.zone !== zone)
        .map((one) => ({ type: 'AssetMoved', assetId: one.assetId, hallId, zone, why }))
    }),
  'ledger.bind': (state, { assetId, binding }, sender) =>
    of(state, sender, assetId, (asset) => {
      if (binding === null) return asset.bound ? [{ type: 'AssetBound', assetId, binding }] : []
      if (asset.stage === 'retired') return refuse('ledger.stage')
      const other = state.bindings.get(boundAt(asset.hallId, binding))
      if (other === assetId) return []
      return other === undefined ? [{ type: 'AssetBound', assetId, binding }] : refuse('ledger.bound')
    }),
  'ledger.stage': (state, { assetId, stage, why }, sender) =>
    of(state, sender, assetId, (asset) => {
      if (asset.stage === stage) return []
      return STAGES_AFTER[asset.stage].includes(stage)
        ? [{ type: 'AssetStaged', assetId, stage, why }]
        : refuse('ledger.stage')
    }),
  'ledger.openRepair': (state, { assetId, repairId, fault }, sender) =>
    of(state, sender, assetId, (asset) => {
      const open = openRepairOf(asset)
      if (open) return open.repairId === repairId ? [] : refuse('ledger.inRepair')
      if (asset.stage !== 'inService' && asset.stage !== 'enrolled') return refuse('ledger.stage')
      return [
        { type: 'RepairOpened', assetId, repairId, fault },
        { type: 'AssetStaged', assetId, stage: 'inRepair', why: '' },
      ]
    }),
  'ledger.assignRepair': (state, { assetId, repairId, to }, sender) => {
    const decision = of(state, sender, assetId, (asset) => {
      if (openRepairOf(asset)?.repairId !== repairId) return refuse('ledger.unknownRepair')
      const account = state.accounts.get(to)
      const mayWork = mayActOn(state, account, 'operate', { hallId: asset.hallId })
      return mayWork ? [{ type: 'RepairAssigned', assetId, repairId, to }] : refuse('account.unknown')
    })
    if (!decision.ok || decision.relies === 'everything') return decision
    return { ...decision, relies: [...decision.relies, accountStream(to)] }
  },
  'ledger.noteRepair': (state, { assetId, repairId, text }, sender) =>
    of(state, sender, assetId, (asset) =>
      openRepairOf(asset)?.repairId === repairId
        ? [{ type: 'RepairNoted', assetId, repairId, text }]
        : refuse('ledger.unknownRepair'),
    ),
  'ledger.closeRepair': (state, { assetId, repairId, cause, outcome }, sender) =>
    of(state, sender, assetId, (asset) =>
      openRepairOf(asset)?.repairId === repairId
        ? [
            { type: 'RepairClosed', assetId, repairId, cause, outcome },
            {
              ...{ type: 'AssetStaged', assetId, why: cause },
              stage: outcome === 'replaced' ? 'retired' : 'inService',
            },
          ]
        : refuse('ledger.unknownRepair'),
    ),
}
