import { StationPackageAsked, isUnfinished, lookUp, refuse } from '@service-hall/contract'
import type { PackageAnswer } from '@service-hall/contract'
import type { Peer } from '../core/capability.ts'
import type { Ports } from '../ports.ts'
import { packagesIn } from './package-keeper.ts'

/** Gives a machine a piece of the package that an unfinished directive to that very machine is about. */
export async function givePackage(
  { hall, packages }: Pick<Ports, 'hall' | 'packages'>,
  peer: Peer,
  said: unknown,
): Promise<PackageAnswer> {
  const asked = StationPackageAsked.safeParse(said)
  if (!asked.success) return refuse('input.invalid', asked.error.issues[0]?.path.join('.') ?? '')
  const { directiveId, sha256, from } = asked.data
  const directive = lookUp(hall.state.view.directives, directiveId)
  const isItsOwn =
    directive !== undefined &&
    isUnfinished(directive) &&
    directive.target.of === 'station' &&
    peer.kind === 'station' &&
    directive.target.stationId === peer.stationId
  const of = isItsOwn ? packagesIn(directive).find((one) => one.sha256 === sha256) : undefined
  if (!of || !packages || from >= of.bytes) return refuse('release.unknown')
  return packages.piece(directiveId, of, from)
}
