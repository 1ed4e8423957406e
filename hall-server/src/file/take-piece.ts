import { FILE_KINDS, FilePiece, lookUp, refuse } from '@service-hall/contract'
import type { FileAnswer } from '@service-hall/contract'
import type { Peer } from '../core/capability.ts'
import { stationOf } from '../directive/station-of.ts'
import type { Ports } from '../ports.ts'

/** Takes a piece of a file from the station that was asked for it, while it is at that directive. */
export async function takePiece(
  { hall, files }: Pick<Ports, 'hall' | 'files'>,
  peer: Peer,
  said: unknown,
): Promise<FileAnswer> {
  const piece = FilePiece.safeParse(said)
  if (!piece.success) return refuse('input.invalid', piece.error.issues[0]?.path.join('.') ?? '')
  const { view } = hall.state
  const directive = lookUp(view.directives, piece.data.directiveId)
  const isAsked =
    directive?.state === 'begun' &&
    FILE_KINDS.includes(directive.work.kind) &&
    peer.kind === 'station' &&
    hall.config !== null &&
    stationOf(hall.config, directive.target) === peer.stationId
  if (!isAsked) return refuse('file.unwanted')
  return files.put(piece.data, (id) => lookUp(view.directives, id)?.state === 'begun')
}
