import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { FleetPlace } from '../fleet/words.ts'

/** Somebody brought an image for playlists of a place; by whom stands in the record. The image itself is in no fact. */
export const ImageUploaded = hubFact('ImageUploaded', {
  place: FleetPlace,
  sha256: z.string(),
  media: z.string(),
  bytes: z.number().int(),
})
