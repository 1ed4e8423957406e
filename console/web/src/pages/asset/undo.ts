import type { AssetDescription, AssetEvent, AssetId, AssetSeen } from '@service-hall/contract'
import type { Unsent } from '../../api/commands.ts'

export function descriptionOf(asset: AssetDescription): AssetDescription {
  const { kind, model, maker, serial, warrantyUntil, version, consumables, partOf, location } = asset
  return { kind, model, maker, serial, warrantyUntil, version, consumables, partOf, location }
}

/** The latest event, where it can be taken back. Those before it cannot: what came after rests on them. */
export function undoable(history: readonly AssetEvent[], asset: AssetSeen): AssetEvent | null {
  const [latest] = history
  return latest?.undo && asset.stage !== 'retired' ? latest : null
}

/** The commands that lead back to how it was. `why`: says that something was taken back. */
export function undoCommands(
  { assetId }: Pick<AssetSeen, 'assetId'>,
  { undo }: AssetEvent,
  why: string,
): { commands: Unsent[]; becomes: AssetId } {
  switch (undo?.of) {
    case 'describe':
      return {
        commands: [{ type: 'ledger.describe', assetId, description: undo.description }],
        becomes: assetId,
      }
    case 'move': {
      const { hallId, zone, bound } = undo
      const back: Unsent[] = [{ type: 'ledger.move', assetId, hallId, zone, why }]
      if (bound) back.push({ type: 'ledger.bind', assetId, binding: bound })
      return { commands: back, becomes: assetId }
    }
    case 'bind':
      return { commands: [{ type: 'ledger.bind', assetId, binding: undo.binding }], becomes: assetId }
    case 'renumber':
      return { commands: [{ type: 'ledger.renumber', assetId, to: undo.to }], becomes: undo.to }
    case undefined:
      return { commands: [], becomes: assetId }
  }
}
