import { z } from 'zod'
import { hubCommand } from '../define/define.ts'
import { RegionId } from '../words.ts'

/** Number under which a map was reviewed and may be shown (审图号); empty: none is given. */
export const MapApproval = z.string().trim().max(60)

/** A region gets a map. The outlines are told beside the command; `digest` is theirs. */
export const SetMap = hubCommand(
  'map.set',
  { regionId: RegionId, digest: z.string().regex(/^[0-9a-f]{64}$/), approval: MapApproval },
  { by: 'account' },
)
/** The map of a region is taken away. */
export const RemoveMap = hubCommand('map.remove', { regionId: RegionId }, { by: 'account' })
