import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { Localized } from '../../text.ts'
import { PublicKeyText } from '../../wire/uplink.ts'
import { hubCommand } from '../define/define.ts'
import { Position, RegionId, Tier } from '../words.ts'

const BY_ACCOUNT = { by: 'account' } as const

export const AddRegion = hubCommand(
  'organisation.addRegion',
  { regionId: RegionId, parentId: RegionId, name: Localized },
  BY_ACCOUNT,
)
export const RenameRegion = hubCommand(
  'organisation.renameRegion',
  { regionId: RegionId, name: Localized },
  BY_ACCOUNT,
)
/** Moves a region, with all that lies in it, under another. */
export const MoveRegion = hubCommand(
  'organisation.moveRegion',
  { regionId: RegionId, parentId: RegionId },
  BY_ACCOUNT,
)
/** Takes away a region in which nothing lies. */
export const RemoveRegion = hubCommand('organisation.removeRegion', { regionId: RegionId }, BY_ACCOUNT)

/**
 * Lets a hall in with this key, into a region; one that was let in with another key, or revoked, is let in anew. Whoever
 * sends it has compared the key's fingerprint with what the hall shows.
 */
export const AdmitHall = hubCommand(
  'organisation.admitHall',
  { hallId: HallId, key: PublicKeyText, regionId: RegionId, tier: Tier },
  BY_ACCOUNT,
)
/** The hall's line ends, and it is let in no more. */
export const RevokeHall = hubCommand('organisation.revokeHall', { hallId: HallId }, BY_ACCOUNT)
export const MoveHall = hubCommand(
  'organisation.moveHall',
  { hallId: HallId, regionId: RegionId },
  BY_ACCOUNT,
)
export const DescribeHall = hubCommand(
  'organisation.describeHall',
  {
    hallId: HallId,
    tier: Tier,
    address: z.string().max(120).nullable(),
    position: Position.nullable(),
  },
  BY_ACCOUNT,
)
