import { z } from 'zod'
import { DeviceId, HallId, StationId, ZoneId } from '../../ids.ts'
import { hubFact } from '../define/define.ts'
import { AccountId } from '../words.ts'
import { AssetId } from './words.ts'

const Kind = z.enum([
  'queueMachine',
  'selfPayment',
  'newConnection',
  'inquiry',
  'writingDesk',
  'multimediaCounter',
  'handheldPos',
  'part',
])
const Description = z.object({
  kind: Kind,
  model: z.string(),
  maker: z.string(),
  serial: z.string(),
  warrantyUntil: z.string().nullable(),
  version: z.string(),
  consumables: z.string(),
  partOf: AssetId.nullable(),
  location: z.string().optional(),
})
const Stage = z.enum(['ordered', 'enrolled', 'inService', 'inRepair', 'retired'])
const Binding = z.discriminatedUnion('of', [
  z.object({ of: z.literal('station'), stationId: StationId }),
  z.object({ of: z.literal('device'), deviceId: DeviceId }),
])

export const AssetAdded = hubFact('AssetAdded', {
  assetId: AssetId,
  hallId: HallId,
  zone: ZoneId.nullable(),
  stage: Stage,
  description: Description,
})
export const AssetDescribed = hubFact('AssetDescribed', { assetId: AssetId, description: Description })
export const AssetMoved = hubFact('AssetMoved', {
  assetId: AssetId,
  hallId: HallId,
  zone: ZoneId.nullable(),
  why: z.string(),
})
/** It has another number from now on; its history stays with it. */
export const AssetRenumbered = hubFact('AssetRenumbered', { assetId: AssetId, to: AssetId })
export const AssetBound = hubFact('AssetBound', { assetId: AssetId, binding: Binding.nullable() })
export const AssetStaged = hubFact('AssetStaged', { assetId: AssetId, stage: Stage, why: z.string() })
export const RepairOpened = hubFact('RepairOpened', {
  assetId: AssetId,
  repairId: z.string(),
  fault: z.string(),
})
export const RepairAssigned = hubFact('RepairAssigned', {
  assetId: AssetId,
  repairId: z.string(),
  to: AccountId,
})
export const RepairNoted = hubFact('RepairNoted', {
  assetId: AssetId,
  repairId: z.string(),
  text: z.string(),
})
export const RepairClosed = hubFact('RepairClosed', {
  assetId: AssetId,
  repairId: z.string(),
  cause: z.string(),
  outcome: z.enum(['repaired', 'replaced', 'noFault']),
})
