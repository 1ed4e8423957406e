// Images of playlists: from a browser to the hub, from the hub to a hall, from the hall to its call displays and kiosks.
import { z } from 'zod'
import { LARGEST_IMAGE, MOST_SLIDES, Slide } from '../directive/settings.ts'
import type { ImageMedia } from '../directive/settings.ts'
import type { Refusal } from '../refusal.ts'
import { FileDigest } from './files.ts'

/** `POST /api/media`: an image in base64, for machines of a place (`fleetKey`). */
export const ImageUpload = z.strictObject({
  place: z.string().max(120),
  data: z.base64().max(Math.ceil(LARGEST_IMAGE / 3) * 4),
})
/** Its answer: what names the image in a playlist. */
export type ImageKept = { sha256: string; media: ImageMedia; bytes: number }

/** Parameter of `GET /api/media/:sha256`, at the hub and at a hall. */
export const ImageParams = z.object({ sha256: FileDigest })

/** Bytes in a piece of an image on its way to a hall. */
export const IMAGE_PIECE = 48_000

/** What a hall asks of its hub, and a kiosk of its hall (event `media`): a piece of an image from a byte on. */
export const ImageAsked = z.strictObject({
  sha256: FileDigest,
  from: z.number().int().min(0).max(LARGEST_IMAGE),
})
export type ImageAsked = z.infer<typeof ImageAsked>
/** The piece in base64, and how many bytes the image has. */
export type ImageAnswer = { ok: true; bytes: number; data: string } | Refusal

/** Answer of a hall's `GET /api/playlist`: what the display that asks is to show; none: it shows its calls alone. */
export const DisplayPlaylist = z.object({ slides: z.array(Slide).max(MOST_SLIDES) })
export type DisplayPlaylist = z.infer<typeof DisplayPlaylist>
