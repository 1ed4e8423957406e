import { gunzipSync } from 'node:zlib'
import { FILE_KINDS, FilePiece, LARGEST_LOG, refuse } from '@service-hall/contract'
import type { FileAnswer, FileMedia, HallId } from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import type { HubRecords } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import { directiveOf } from '../directive/state.ts'
import { takePiece } from './store.ts'

/** Takes pieces of files from halls: those that a directive to that very hall asks for. */
export function fileTaker({
  store,
  records,
  clock,
  log,
}: {
  store: Store
  records: HubRecords
  clock: Clock
  log: Log
}): (hallId: HallId, text: string) => Promise<FileAnswer> {
  const isAsked = (hallId: HallId, { directiveId }: FilePiece): boolean => {
    const directive = directiveOf(records.state, directiveId)
    return directive?.hallId === hallId && FILE_KINDS.includes(directive.work.kind)
  }
  return async (hallId, text) => {
    const piece = pieceOf(text)
    if (!piece) return refuse('input.invalid', 'file')
    // Another node may have given it a moment ago.
    if (!isAsked(hallId, piece)) await records.catchUp()
    if (!isAsked(hallId, piece)) return refuse('file.unwanted')
    const taken = await takePiece(store, { hallId, piece, at: clock.now() }, isSound)
    if (!('code' in taken)) return { ok: true, have: taken.have }
    log.warn('file.notTaken', { hall: hallId, directive: piece.directiveId, code: taken.code })
    return refuse(taken.code)
  }
}

function pieceOf(text: string): FilePiece | null {
  try {
    return FilePiece.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Whether a file is of the kind that it says, and a packed one no larger than it may unpack to. */
function isSound(media: FileMedia, whole: Buffer): boolean {
  if (media === 'image/jpeg') return whole.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))
  try {
    gunzipSync(whole, { maxOutputLength: LARGEST_LOG })
    return true
  } catch {
    return false
  }
}
