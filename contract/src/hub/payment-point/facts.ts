import { z } from 'zod'
import { Localized } from '../../text.ts'
import { hubFact } from '../define/define.ts'
import { Position, RegionId } from '../words.ts'
import { PointId } from './words.ts'

// Kinds, services and day types are texts here: those of this release are not those of all.
const Spans = z.array(z.string())
const Name = z.object({ zh: z.string(), en: z.string() })
const Description = z.object({
  kind: z.string(),
  name: Localized,
  regionId: RegionId,
  district: Name,
  address: z.string(),
  position: Position.nullable(),
  phone: z.string(),
  web: z.string(),
  hours: z.object({
    week: z.record(z.string(), Spans),
    special: z.array(z.object({ from: z.string(), to: z.string(), spans: Spans })),
  }),
  services: z.array(z.string()),
})

export const PointAdded = hubFact('PointAdded', { pointId: PointId, description: Description })
export const PointDescribed = hubFact('PointDescribed', { pointId: PointId, description: Description })
export const PointClosed = hubFact('PointClosed', {
  pointId: PointId,
  closure: z.object({ from: z.string(), to: z.string().nullable(), why: Name }).nullable(),
})
export const PointEnded = hubFact('PointEnded', { pointId: PointId, why: z.string() })
export const PublicPageSet = hubFact('PublicPageSet', { isPublic: z.boolean() })
