import type { OrganisationState } from '../organisation/state.ts'
import { barred } from '../organisation/decide.ts'
import { hallStream } from '../organisation/stream.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'

/** Whoever may act on the machines of a place brings images there; that is written down. */
export const decideMedia: HubDeciders<OrganisationState, 'media.keep'> = {
  'media.keep'(state, { place, sha256, media, bytes }, sender) {
    const at = place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId }
    const bar = barred(state, sender, at, 'operate')
    if (bar) return bar
    const relies = place.of === 'region' ? [TREE] : [TREE, hallStream(place.hallId)]
    return records(`image:${sha256}`, [{ type: 'ImageUploaded', place, sha256, media, bytes }], relies)
  },
}
