// Packages of releases: from a browser to the hub, from the hub to a hall, from the hall to its machines.
import { z } from 'zod'
import { LARGEST_PACKAGE, PackageDigest, SignedPackage } from '../directive/package.ts'
import type { SoftwarePackage } from '../directive/package.ts'
import { DirectiveId } from '../directive/words.ts'
import { PeerCommandId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import { ReleaseWhy } from '../hub/release/words.ts'

/** Bytes in a piece of a package on its way to the hub: a proxy takes bodies of 4 MB. */
export const UPLOAD_PIECE = 1_000_000
/** Bytes in a piece on its way to a hall, and to a machine. */
export const PACKAGE_PIECE = 96_000

const From = z.number().int().min(0).max(LARGEST_PACKAGE)

/** `POST /api/releases/pieces`: bytes of a package from one on, base64; none: how much of it is there. */
export const PackageUpload = z.strictObject({
  sha256: PackageDigest,
  bytes: z.number().int().min(1).max(LARGEST_PACKAGE),
  from: From,
  data: z.base64().max(Math.ceil(UPLOAD_PIECE / 3) * 4),
})
export type PackageUpload = z.infer<typeof PackageUpload>
/** Its answer: the next piece begins at `have`; all of them: the package is whole, and is what its digest says. */
export type PackageUploaded = { have: number }

/** `POST /api/releases`: a package whose bytes are there becomes part of a release. */
export const NewRelease = z.strictObject({ id: PeerCommandId, ...SignedPackage.shape, why: ReleaseWhy })

/** A package of a release, as `GET /api/releases` lists it; the newest first. `at`: epoch ms of the hub. */
export type ReleaseSeen = {
  version: string
  package: SoftwarePackage
  who: string
  why: string
  at: number
  retired: { who: string; why: string; at: number } | null
}

/** What a hall asks of its hub (event `package`): a piece of a package from a byte on. */
export const PackageAsked = z.strictObject({ sha256: PackageDigest, from: From })
export type PackageAsked = z.infer<typeof PackageAsked>
/** What a machine asks of its hall (event `package`), for a directive that is about that package. */
export const StationPackageAsked = PackageAsked.extend({ directiveId: DirectiveId })
export type StationPackageAsked = z.infer<typeof StationPackageAsked>
/** The piece in base64, and how many bytes the package has. */
export type PackageAnswer = { ok: true; bytes: number; data: string } | Refusal
