import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { Localized } from '../../text.ts'
import { PublicKeyText } from '../../wire/uplink.ts'
import { hubFact } from '../define/define.ts'
import { Position, RegionId } from '../words.ts'

const OfTier = z.enum(['A', 'B', 'C', 'D'])

export const RegionAdded = hubFact('RegionAdded', { regionId: RegionId, parentId: RegionId, name: Localized })
export const RegionRenamed = hubFact('RegionRenamed', { regionId: RegionId, name: Localized })
export const RegionMoved = hubFact('RegionMoved', { regionId: RegionId, parentId: RegionId })
export const RegionRemoved = hubFact('RegionRemoved', { regionId: RegionId })
export const HallAdmitted = hubFact('HallAdmitted', {
  hallId: HallId,
  key: PublicKeyText,
  regionId: RegionId,
  tier: OfTier,
})
export const HallRevoked = hubFact('HallRevoked', { hallId: HallId })
export const HallMoved = hubFact('HallMoved', { hallId: HallId, regionId: RegionId })
export const HallDescribed = hubFact('HallDescribed', {
  hallId: HallId,
  tier: OfTier,
  address: z.string().nullable(),
  position: Position.nullable(),
})
