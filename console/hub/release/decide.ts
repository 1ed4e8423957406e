import { MOST_PACKAGES, ROOT, refuse } from '@service-hall/contract'
import type { SoftwarePackage } from '@service-hall/contract'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import type { ReleaseState } from './state.ts'

/** The record of all packages: one, so that no two become the same release's for one kind of machine. */
export const RELEASES = 'releases'

const isFor = (a: SoftwarePackage, b: SoftwarePackage): boolean =>
  a.platform === b.platform && a.arch === b.arch && a.format === b.format

/** Releases hold for all machines of all regions: who administers the topmost region adds and retires them. */
export const decideRelease: HubDeciders<OrganisationState & ReleaseState, 'release.add' | 'release.retire'> = {
  'release.add'(state, { version, package: of, why }, sender) {
    const bar = barred(state, sender, { regionId: ROOT })
    if (bar) return bar
    const present = [...state.releases.values()].filter(({ retired }) => !retired)
    const same = present.find((one) => one.package.sha256 === of.sha256)
    if (same?.version === version) return records(RELEASES, [], [TREE])
    if (same || present.some((one) => one.version === version && isFor(one.package, of)))
      return refuse('release.exists')
    if (present.length >= MOST_PACKAGES) return refuse('release.noRoom')
    return records(RELEASES, [{ type: 'ReleaseAdded', version, package: of, why }], [TREE])
  },
  'release.retire'(state, { sha256, why }, sender) {
    const bar = barred(state, sender, { regionId: ROOT })
    if (bar) return bar
    const known = state.releases.get(sha256)
    if (!known) return refuse('release.unknown')
    return records(RELEASES, known.retired ? [] : [{ type: 'ReleaseRetired', sha256, why }], [TREE])
  },
}
