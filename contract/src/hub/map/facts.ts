import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { RegionId } from '../words.ts'

/** `digest`: SHA-256 of the outlines, which are in no fact. */
export const MapSet = hubFact('MapSet', { regionId: RegionId, digest: z.string(), approval: z.string() })
export const MapRemoved = hubFact('MapRemoved', { regionId: RegionId })
