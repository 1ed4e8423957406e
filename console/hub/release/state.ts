import type { SoftwarePackage } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** A package of a release as the records have it. `who`: `account:S1`. */
export type ReleasePackage = {
  version: string
  package: SoftwarePackage
  who: string
  why: string
  at: number
  retired: { who: string; why: string; at: number } | null
}

/** `releases`: packages by their SHA-256. */
export type ReleaseState = { releases: Map<string, ReleasePackage> }

export const emptyReleases = (): ReleaseState => ({ releases: new Map() })

/** Packages of a release that may be given to machines. */
export function packagesOf({ releases }: ReleaseState, version: string): SoftwarePackage[] {
  return [...releases.values()]
    .filter((one) => one.version === version && !one.retired)
    .map((one) => one.package)
}

/** Retired ones are remembered, so many at most. */
const RETIRED_KEPT = 500

export const evolveReleases: HubEvolve<ReleaseState, 'ReleaseAdded' | 'ReleaseRetired'> = {
  ReleaseAdded({ releases }, { version, package: of, why }, { at, by }) {
    releases.delete(of.sha256)
    releases.set(of.sha256, { version, package: of, who: by, why, at, retired: null })
    const retired = [...releases.values()].filter((one) => one.retired)
    for (const one of retired.slice(0, Math.max(0, retired.length - RETIRED_KEPT)))
      releases.delete(one.package.sha256)
  },
  ReleaseRetired({ releases }, { sha256, why }, { at, by }) {
    const known = releases.get(sha256)
    if (known) releases.set(sha256, { ...known, retired: { who: by, why, at } })
  },
}
