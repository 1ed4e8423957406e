import { NewRelease, PackageUpload } from '../packages.ts'
import { AN_ID, consoleRoutes } from './route.ts'

const A_DIGEST = '0'.repeat(64)
const A_PACKAGE = {
  ...{ platform: 'linux', arch: 'x64', format: 'deb', bytes: 3, sha256: A_DIGEST, signature: 'A'.repeat(86) },
}

/** Releases of the machines' software. */
export const RELEASE_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/releases', by: 'signedIn', at: 'own' },
    does: 'Packages of releases, retired ones too, the newest first.',
    answers: { 200: { json: 'ReleaseSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/releases/pieces', by: 'administer', at: 'root' },
    does: 'Takes a package of a release piece by piece, at most 1 MB each and 300 MB together, and goes on where it was.',
    request: PackageUpload,
    mostBytes: 1_400_000,
    answers: { 200: { json: 'PackageUploaded' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'input.invalid', 'organisation.unknownRegion'] as const),
      ...(['release.broken', 'release.noRoom'] as const),
    ],
    example: { request: { sha256: A_DIGEST, bytes: 3, from: 0, data: 'AAAA' } },
  },
  {
    ...{ method: 'POST', path: '/api/releases', by: 'administer', at: 'root' },
    does: 'Makes an uploaded package part of a release. It is retired by the command release.retire.',
    request: NewRelease,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'input.invalid', 'organisation.unknownRegion'] as const),
      ...(['release.notWhole', 'release.exists', 'release.noRoom'] as const),
    ],
    example: { request: { id: AN_ID, version: '1.2.3', package: A_PACKAGE, why: 'the summer release' } },
  },
])
