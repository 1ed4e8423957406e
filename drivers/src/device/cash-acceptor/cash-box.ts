import type { CashEvent, NoteId } from './cash-acceptor.ts'

/** What a person has to look for in the box: it may hold up to so many pieces more than were credited. */
export type DoubtfulPieces = {
  noteId: NoteId
  denominationFen?: number
  /** Left out: nobody knows how many. */
  atMost?: number
}

/**
 * One filling of the cash box, counted by what the acceptor told since somebody said that it was emptied. An acceptor
 * has no word for which box is in it.
 */
export type CashBox = {
  /** Names the filling for ever: the series of the memory and a number that only grows. */
  boxId: string
  number: number
  /** Pieces credited, by denomination in fen. */
  pieces: Readonly<Record<string, number>>
  /** Pieces that may be in the box besides; what is settled later leaves the list. */
  doubtful: readonly DoubtfulPieces[]
  /** Credited pieces that came out again. */
  withdrawn: number
  /** How often the box was out: other hands may have been in it. */
  openings: number
}

/** More cases of doubt than that are one of any number. */
const MAX_DOUBTFUL = 50

/** A box of this memory with nothing in it. */
export function emptyBox(series: string, number = 1): CashBox {
  return { boxId: `${series}-box${number}`, number, pieces: {}, doubtful: [], withdrawn: 0, openings: 0 }
}

/** The box after these events. What came before it was emptied is not in it. */
export function countInBox(box: CashBox, series: string, events: readonly CashEvent[]): CashBox {
  return events.reduce((before, event) => counted(before, series, event), box)
}

/** Pieces that are in the box for sure. */
export function piecesIn({ pieces, withdrawn }: CashBox): number {
  return Object.values(pieces).reduce((sum, count) => sum + count, 0) - withdrawn
}

/** What was credited into the box, in fen. */
export function fenIn({ pieces }: CashBox): number {
  return Object.entries(pieces).reduce((sum, [fen, count]) => sum + Number(fen) * count, 0)
}

function counted(box: CashBox, series: string, event: CashEvent): CashBox {
  switch (event.type) {
    case 'credited': {
      const { noteId, denominationFen } = event
      const before = box.pieces[denominationFen] ?? 0
      return { ...settled(box, noteId), pieces: { ...box.pieces, [denominationFen]: before + 1 } }
    }
    case 'returned':
      return settled(box, event.noteId)
    case 'uncertain':
      return doubted(box, event)
    case 'fraud':
      return event.kind === 'withdrawn' ? { ...box, withdrawn: box.withdrawn + 1 } : box
    case 'boxRemoved':
      return { ...box, openings: box.openings + 1 }
    case 'boxEmptied':
      return emptyBox(series, box.number + 1)
    default:
      return box
  }
}

function settled(box: CashBox, noteId: NoteId): CashBox {
  return { ...box, doubtful: box.doubtful.filter((one) => one.noteId !== noteId) }
}

function doubted(
  box: CashBox,
  { noteId, denominationFen, atMost }: CashEvent & { type: 'uncertain' },
): CashBox {
  const { doubtful } = settled(box, noteId)
  if (doubtful.length >= MAX_DOUBTFUL)
    return { ...box, doubtful: [...doubtful.slice(0, MAX_DOUBTFUL - 1), { noteId }] }
  const one = {
    noteId,
    ...(denominationFen !== undefined && { denominationFen }),
    ...(atMost !== undefined && { atMost }),
  }
  return { ...box, doubtful: [...doubtful, one] }
}
