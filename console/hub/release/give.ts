import { PACKAGE_PIECE, PackageAsked, refuse } from '@service-hall/contract'
import type { PackageAnswer } from '@service-hall/contract'
import type { HubRecords } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import { packagePiece } from './store.ts'

/** Pieces that are read at once: facts of halls go first, and the others ask again. */
const AT_ONCE = 24

/** Gives halls the packages of releases, piece by piece, as long as they are not retired. */
export function packageGiver({
  store,
  records,
}: {
  store: Store
  records: HubRecords
}): (text: string) => Promise<PackageAnswer> {
  let reading = 0
  return async (text) => {
    const asked = askedIn(text)
    if (!asked) return refuse('input.invalid', 'package')
    // Another node may have added it a moment ago.
    if (!records.state.releases.has(asked.sha256)) await records.catchUp()
    const known = records.state.releases.get(asked.sha256)
    if (!known) return refuse('release.unknown')
    if (known.retired) return refuse('release.retired')
    if (reading >= AT_ONCE) return refuse('release.busy')
    reading += 1
    try {
      const piece = await packagePiece(store, { ...asked, most: PACKAGE_PIECE })
      if (!piece) return refuse('release.unknown')
      return { ok: true, bytes: piece.bytes, data: piece.data.toString('base64') }
    } finally {
      reading -= 1
    }
  }
}

function askedIn(text: string): PackageAsked | null {
  try {
    return PackageAsked.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
