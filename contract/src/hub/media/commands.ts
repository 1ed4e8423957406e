import { z } from 'zod'
import { ImageMedia, LARGEST_IMAGE, Sha256 } from '../../directive/index.ts'
import { hubCommand } from '../define/define.ts'
import { FleetPlace } from '../fleet/words.ts'

/** An image for playlists of a place. Its bytes are told beside the command. */
export const KeepImage = hubCommand(
  'media.keep',
  { place: FleetPlace, sha256: Sha256, media: ImageMedia, bytes: z.number().int().min(1).max(LARGEST_IMAGE) },
  { by: 'account' },
)
