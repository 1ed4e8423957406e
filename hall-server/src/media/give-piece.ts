import { IMAGE_PIECE, ImageAsked, refuse } from '@service-hall/contract'
import type { ImageAnswer } from '@service-hall/contract'
import { within } from '@service-hall/server-kit'
import type { Peer } from '../core/capability.ts'
import type { Ports } from '../ports.ts'
import { digestsIn, imageOf } from './state.ts'

/** How long a kiosk waits for an image that the hall fetches first, ms; then it asks again. */
const WAIT_MS = 5_000

/**
 * Gives a kiosk a piece of an image that it is asked to show, from the hall's copy. What is not here, or not what it says,
 * is fetched from the region first; whatever asks meanwhile waits for the same.
 */
export async function givePiece(
  { hall, images, imageFetcher, clock }: Pick<Ports, 'hall' | 'images' | 'imageFetcher' | 'clock'>,
  peer: Peer,
  said: unknown,
): Promise<ImageAnswer> {
  const asked = ImageAsked.safeParse(said)
  if (!asked.success) return refuse('input.invalid', 'media')
  const { sha256, from } = asked.data
  const image = peer.kind === 'station' ? imageOf(hall.state.media, peer.stationId, sha256) : undefined
  if (!image) return refuse('file.unknown')
  const look = (): Promise<Buffer | null> => images.piece(image, from, IMAGE_PIECE)
  let piece = await look()
  if (!piece && imageFetcher) {
    const isWanted = (): boolean => digestsIn(hall.state.media).has(sha256)
    const fetched = await within(clock, WAIT_MS, imageFetcher.fetchOne(image, isWanted), 'left' as const)
    if (fetched === 'left') return refuse('file.onItsWay')
    if (fetched !== 'here') return refuse(fetched)
    piece = await look()
  }
  return piece ? { ok: true, bytes: image.bytes, data: piece.toString('base64') } : refuse('file.unknown')
}
