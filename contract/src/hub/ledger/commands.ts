import { z } from 'zod'
import { HallId, ZoneId } from '../../ids.ts'
import { AccountId } from '../words.ts'
import { hubCommand } from '../define/define.ts'
import {
  AssetBinding,
  AssetDescription,
  AssetId,
  AssetStage,
  RepairId,
  RepairOutcome,
  RepairText,
} from './words.ts'

const BY_ACCOUNT = { by: 'account' } as const

/** Puts an asset into the ledger, in a hall. */
export const AddAsset = hubCommand(
  'ledger.add',
  {
    assetId: AssetId,
    hallId: HallId,
    zone: ZoneId.nullable(),
    stage: z.enum(['ordered', 'enrolled', 'inService']),
    description: AssetDescription,
  },
  BY_ACCOUNT,
)
export const DescribeAsset = hubCommand(
  'ledger.describe',
  { assetId: AssetId, description: AssetDescription },
  BY_ACCOUNT,
)
/** Gives it another number: the label was read wrong. The number before leads to it still. */
export const RenumberAsset = hubCommand('ledger.renumber', { assetId: AssetId, to: AssetId }, BY_ACCOUNT)
/** To another place with its parts; in another hall it is bound to nothing any more. */
export const MoveAsset = hubCommand(
  'ledger.move',
  { assetId: AssetId, hallId: HallId, zone: ZoneId.nullable(), why: RepairText },
  BY_ACCOUNT,
)
/** Says which machine or device of the hall it is; null: none. */
export const BindAsset = hubCommand(
  'ledger.bind',
  { assetId: AssetId, binding: AssetBinding.nullable() },
  BY_ACCOUNT,
)
export const StageAsset = hubCommand(
  'ledger.stage',
  { assetId: AssetId, stage: AssetStage, why: RepairText },
  BY_ACCOUNT,
)
export const OpenRepair = hubCommand(
  'ledger.openRepair',
  { assetId: AssetId, repairId: RepairId, fault: RepairText },
  BY_ACCOUNT,
)
export const AssignRepair = hubCommand(
  'ledger.assignRepair',
  { assetId: AssetId, repairId: RepairId, to: AccountId },
  BY_ACCOUNT,
)
export const NoteRepair = hubCommand(
  'ledger.noteRepair',
  { assetId: AssetId, repairId: RepairId, text: RepairText },
  BY_ACCOUNT,
)
export const CloseRepair = hubCommand(
  'ledger.closeRepair',
  { assetId: AssetId, repairId: RepairId, cause: RepairText, outcome: RepairOutcome },
  BY_ACCOUNT,
)
