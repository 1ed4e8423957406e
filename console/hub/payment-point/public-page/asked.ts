import { HallId, Language, PLACE_GROUPS } from '@service-hall/contract'
import { z } from 'zod'

/** A position to some 100 m: enough to order places by, and no address of a person. */
const rounded = (least: number, most: number) =>
  z.coerce
    .number()
    .min(least)
    .max(most)
    .overwrite((degrees) => Math.round(degrees * 1_000) / 1_000)

/** What `/nearby` may be asked, behind `?`. */
export const NearbyAsked = z.object({
  lang: Language.optional().catch(undefined),
  /** Name of a district, region, hall or point. */
  q: z.string().trim().max(60).optional().catch(undefined),
  hall: HallId.optional().catch(undefined),
  lat: rounded(-90, 90).optional().catch(undefined),
  lon: rounded(-180, 180).optional().catch(undefined),
  by: z.enum(['distance', 'waiting']).catch('distance'),
  kind: z.enum(['all', ...PLACE_GROUPS]).catch('all'),
  open: z.enum(['1']).optional().catch(undefined),
  big: z.enum(['1']).optional().catch(undefined),
})
export type NearbyAsked = z.infer<typeof NearbyAsked>

export type KindGroup = NearbyAsked['kind']
/** The address of the page with some of what is asked changed; undefined takes a part away. */
export function addressOf(asked: Partial<NearbyAsked>, changed: Partial<NearbyAsked> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, ...changed }))
    if (
      value !== undefined &&
      value !== '' &&
      !(name === 'by' && value === 'distance') &&
      !(name === 'kind' && value === 'all')
    )
      query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '/nearby' : `/nearby?${text}`
}
