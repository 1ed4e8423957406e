import type { LinkConfig } from '../../link/config.ts'
import type { Device, Outcome } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError } from '../common/status.ts'
import type { CashBox } from './cash-box.ts'
import { CASH_PROFILES } from './cash-profiles.ts'
import type { CashProfile, WireOptions } from './cash-profiles.ts'
import { LineCashAcceptor } from './line-cash-acceptor.ts'

/** Times of an acceptor, ms. */
export type CashTiming = {
  /** Between two polls. */
  pollMs: number
  /** For one answer. */
  answerMs: number
  /** A note nobody decided about goes back after this long. */
  escrowMs: number
  /** For what was decided about a note to come true, and for what an operator asked for. */
  orderMs: number
  /** Before a reset that a jam, a fraud or a failure asks for; doubled with each that does not help, up to a minute. */
  resetMs: number
}

/** How many pieces a box takes; `nearFull`: from how many on it is told, default nine tenths. */
export type CashBoxSize = { capacity: number; nearFull?: number }

/** Which acceptor, on which line, and where what it did is kept. */
export type CashAcceptorConfig = WireOptions & {
  id: string
  profile: CashProfile
  link: LinkConfig
  timing?: Partial<CashTiming>
  /** Size of the box, so that it is told when it fills. */
  box?: CashBoxSize
  /** The memory of the last record, so that a restart neither doubles nor loses a credit. */
  resumeFrom?: CashMemory
  /**
   * Keeps a record, memory and events together, for ever. The acceptor hears of nothing, and no listener of the events,
   * before this resolves; when it rejects, the line is dropped and everything is read again. Without it the memory
   * lives as long as this device.
   */
  record?: (record: CashRecord) => void | Promise<void>
}

/** Names one note or coin for ever: the series of the memory and a number that only grows. */
export type NoteId = string

/** Why a note went back to the customer. */
export type ReturnReason =
  /** The caller wanted it back. */
  | 'asked'
  /** Nobody decided in time. */
  | 'timeout'
  /** The line was lost while the note was in escrow. */
  | 'lineLost'
  /** The power of the acceptor was cut. */
  | 'powerLost'
  /** The acceptor gave it back by itself, or a person pulled it out. */
  | 'device'

/** Why nobody can tell what became of a note. A person has to count. */
export type UncertainReason =
  /** The power went while the note was on its way into the box. */
  | 'powerLost'
  /** The line went, and the acceptor no longer knows. */
  | 'lineLost'
  /** It jammed, and a person has to clear the path: into the box or out of it. */
  | 'jammed'
  /** The box was out, the acceptor failed or saw a manipulation: other hands may have had the note. */
  | 'handled'
  /** The acceptor did not say in time what became of it, or has no note and never said where it went. */
  | 'unreported'
  /** More happened in the acceptor than it remembers. */
  | 'eventsLost'
  /** It is in the box, but no one knows what it was worth. */
  | 'unknownDenomination'

export type FraudKind =
  /** The acceptor's own sensors saw a manipulation. */
  | 'detected'
  /** A note that was credited came out again. */
  | 'withdrawn'

/** What happened in a cash acceptor; amounts in fen. */
export type CashEvent =
  | { type: 'escrowed'; noteId: NoteId; denominationFen: number }
  /** The note or coin is in the box. Told once for each `creditId`, which is that of its note. */
  | { type: 'credited'; noteId: NoteId; creditId: string; denominationFen: number }
  | { type: 'returned'; noteId: NoteId; denominationFen: number; reason: ReturnReason }
  /** Something put in was not taken; `reason` is the device's own number. */
  | { type: 'rejected'; reason: string }
  | { type: 'fraud'; kind: FraudKind; noteId?: NoteId }
  | { type: 'jammed'; where: 'path' | 'box' }
  | { type: 'boxFull' }
  | { type: 'boxRemoved' }
  | { type: 'boxReturned' }
  /** Somebody took out what was in the box; what it had to hold. */
  | { type: 'boxEmptied'; box: CashBox }
  /** Takes nothing any more until enabled again. */
  | { type: 'inhibited'; reason: 'lineLost' | 'powerLost' }
  /**
   * Nobody can tell what became of up to `atMost` notes (`undefined`: of any number). It is not money until a person
   * has counted, except when a later `credited` or `returned` names the same note, which settles it.
   */
  | {
      type: 'uncertain'
      noteId: NoteId
      denominationFen?: number
      atMost?: number
      reason: UncertainReason
    }

/** Where the note under way stands, as far as this side knows. */
export type NoteUnderWay =
  | { noteId: NoteId; denominationFen: number; stage: 'escrowed' }
  /** The order to stack may have been given. `powerCut`: ccTalk, the acceptor was reset since, and may have another one. */
  | { noteId: NoteId; denominationFen: number; stage: 'stacking'; powerCut?: true }
  | { noteId: NoteId; denominationFen: number; stage: 'returning'; because: ReturnReason }
  /** Credited, but the acceptor may not know yet that we know. `boxed`: it said, too, that the note is in the box. */
  | { noteId: NoteId; stage: 'credited'; boxed?: true }
  | { noteId: NoteId; denominationFen: number; stage: 'uncertain' }

/**
 * What must outlive this program so that no note is credited twice or lost. Plain data: keep it as JSON, together with
 * the events of the same record, and give it back as `resumeFrom`.
 */
export type CashMemory = {
  /** Distinguishes the ids of this memory from those of any other. */
  series: string
  /** Notes named so far. */
  lastNote: number
  note: NoteUnderWay | null
  /** ccTalk: the last event number taken, and the events that were then in the acceptor's buffer. */
  eventCounter: { value: number; buffer: readonly number[] } | null
  /** Whether something may have been put in since it was last asked. */
  accepting: boolean
  /** ccTalk: since its last reset that is known it shows the places that we let go; when it does not, it was reset. */
  marked?: boolean
  /** What is in the box; left out before the first event. */
  box?: CashBox
}

/** What must be on disk, whole or not at all, before the acceptor may forget what it rests on. */
export type CashRecord = { memory: CashMemory; events: readonly CashEvent[] }

/** What became of an order to stack. */
export type StackOutcome =
  | { outcome: 'stacked'; creditId: string; denominationFen: number }
  /** The note is with the customer again. */
  | { outcome: 'returned'; reason: ReturnReason }
  /** The line was lost, or the record not kept in time; `credited`, `returned` or `uncertain` will follow as an event. */
  | { outcome: 'pending'; error: DeviceError }
  /** Needs a person. */
  | { outcome: 'uncertain'; reason: UncertainReason }
  /** There is no such note in escrow, or no line; nothing was done. */
  | { outcome: 'refused'; error: DeviceError }

/** `box`: what had to be in it. */
export type BoxEmptied = { ok: true; box: CashBox } | { ok: false; error: DeviceError }

/**
 * An acceptor of banknotes or coins. Takes nothing until enabled; a lost line or a power cut disables it again. A note
 * waits in escrow until the caller decides, and goes back by itself when nobody does. Coins have no escrow and are
 * credited as they fall.
 */
export type CashAcceptor = Device<CashEvent> & {
  readonly kind: 'cashAcceptor'
  /** For maintenance and for keeping: what has happened so far. */
  readonly memory: CashMemory
  /** What is in the box, as far as it was told. */
  readonly box: CashBox
  /** What it can be enabled for, in fen, least first; empty until it is online. */
  readonly denominationsFen: readonly number[]
  /**
   * Takes what is put in from now on: all the acceptor knows, or only these denominations. `ok` when the acceptor says
   * that it does; else the error says what keeps it from it, and nothing is taken.
   */
  enable(options?: { denominationsFen?: readonly number[] }): Promise<Outcome>
  /** Takes nothing more. A note in escrow stays there until decided. */
  disable(): Promise<Outcome>
  /**
   * Puts the note in escrow into the box. A note is stacked only when the caller says so. Asked again while the note is
   * on its way, it gives the same outcome. Resolves in bounded time.
   */
  stack(noteId: NoteId): Promise<StackOutcome>
  /** Gives the note in escrow back; resolves when the order stands, `returned` or `uncertain` follows. */
  returnNote(noteId: NoteId): Promise<Outcome>
  /**
   * For an operator who has cleared a jam or another cause: resets the acceptor, which gives back or boxes what lies in
   * it. A note that nobody decided about goes back first. `ok` when nothing keeps it from taking cash any more.
   */
  reset(): Promise<Outcome>
  /**
   * Somebody emptied this box, or put another in its place: gives what had to be in it, and counts from nothing. It is
   * recorded like a credit, works without a line, and once only: `invalidData` when another box is being filled by now.
   * A note that is on its way counts for the next box.
   */
  boxEmptied(boxId: string): Promise<BoxEmptied>
}

export { fenIn, piecesIn } from './cash-box.ts'
export type { CashBox, DoubtfulPieces } from './cash-box.ts'

/** Makes a cash acceptor; `start()` begins to keep it alive. It takes nothing before `enable()`. */
export function createCashAcceptor(
  config: CashAcceptorConfig,
  surroundings: DeviceSurroundings = {},
): CashAcceptor {
  switch (config.profile) {
    case 'id003':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.id003)
    case 'ssp':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.ssp)
    case 'ccnet':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.ccnet)
    case 'cctalkBill':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.cctalkBill)
    case 'cctalkCoin':
      return new LineCashAcceptor(config, surroundings, CASH_PROFILES.cctalkCoin)
  }
}
