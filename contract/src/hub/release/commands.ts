import { PackageDigest, SoftwarePackage, SoftwareVersion } from '../../directive/package.ts'
import { hubCommand } from '../define/define.ts'
import { ReleaseWhy } from './words.ts'

/** A package is part of a release from now on. Sent by the route that has seen that its bytes are there, whole. */
export const AddRelease = hubCommand(
  'release.add',
  { version: SoftwareVersion, package: SoftwarePackage, why: ReleaseWhy },
  { by: 'system' },
)
/** It is given to no machine any more. */
export const RetireRelease = hubCommand(
  'release.retire',
  { sha256: PackageDigest, why: ReleaseWhy },
  { by: 'account' },
)
