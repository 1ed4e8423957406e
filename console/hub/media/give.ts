import { IMAGE_PIECE, ImageAsked, refuse } from '@service-hall/contract'
import type { ImageAnswer } from '@service-hall/contract'
import type { Store } from '../core/store.ts'
import { imagePiece } from './store.ts'

/**
 * Gives halls the images that their displays show, piece by piece. Which those are a hall knows by their digests, from
 * the playlist that it was given: what nobody told it of it cannot ask for.
 */
export function imageGiver(store: Store): (text: string) => Promise<ImageAnswer> {
  return async (text) => {
    const asked = askedIn(text)
    if (!asked) return refuse('input.invalid', 'media')
    const piece = await imagePiece(store, { ...asked, most: IMAGE_PIECE })
    if (!piece) return refuse('file.unknown')
    return { ok: true, bytes: piece.bytes, data: piece.data.toString('base64') }
  }
}

function askedIn(text: string): ImageAsked | null {
  try {
    return ImageAsked.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
