// Files that directives ask for (logs, screenshots): from a machine to its hall, and from the hall to the hub.
import { z } from 'zod'
import { DirectiveId } from '../directive/words.ts'
import type { Refusal } from '../refusal.ts'

/** Largest file that a machine hands over, bytes. */
export const LARGEST_FILE = 2_000_000
/** Bytes in a piece of a file: the message around it stays well below what a socket takes. */
export const FILE_PIECE = 24_000
/** What the log of a machine may unpack to, bytes. */
export const LARGEST_LOG = 1_100_000

/** Kinds of directives that a file answers. */
export const FILE_KINDS: readonly string[] = ['logs', 'screenshot']

/** What a file is. A log is JSON lines in UTF-8, packed by gzip. */
export const FileMedia = z.enum(['application/gzip', 'image/jpeg'])
export type FileMedia = z.infer<typeof FileMedia>

/** SHA-256 of a file, hexadecimal. */
export const FileDigest = z.string().regex(/^[0-9a-f]{64}$/)

/** What a file is, told with each of its pieces. */
export const FileHead = z.strictObject({
  directiveId: DirectiveId,
  media: FileMedia,
  bytes: z.number().int().min(1).max(LARGEST_FILE),
  digest: FileDigest,
})
export type FileHead = z.infer<typeof FileHead>

/** A piece of a file from a byte on, base64; an empty one asks how much of it is there. */
export const FilePiece = FileHead.extend({
  from: z.number().int().min(0).max(LARGEST_FILE),
  data: z.base64().max(Math.ceil(FILE_PIECE / 3) * 4),
})
export type FilePiece = z.infer<typeof FilePiece>

/** How many bytes are on the disk there: where the next piece begins. All of them: the file is whole, and is what its digest says. */
export type FileAnswer = { ok: true; have: number } | Refusal

/** The file that a directive brought, as the console sees it: answers of `GET /api/directives` and of halls' directives. */
export type FileSeen = {
  media: FileMedia
  bytes: number
  /** Bytes that are here; all: it can be looked at. */
  have: number
  /** Why it is here no more: its age, or the room that later ones took. */
  gone: 'age' | 'room' | null
}

/** Parameter of `GET /api/files/:directiveId`. */
export const FileParams = z.object({ directiveId: DirectiveId })
