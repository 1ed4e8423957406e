import type { LinkConfig } from '../../link/config.ts'
import type { Question } from '../common/exchange.ts'
import type { FrameReader } from '../../frame/frame-reader.ts'
import type { CashEvent, CashMemory } from './cash-acceptor.ts'
import type { CashFault } from './cash-faults.ts'

/** Worth of each channel in fen, by the channel's number; 0 for a channel not in use. */
export type Table = readonly number[]

/** Which denominations to take. */
export type Accept = 'none' | 'all' | readonly number[]

/** What every protocol's state tells the driver. */
export type DialectState = {
  /** Set up, and known to be in step: the acceptor can be used. */
  ready: boolean
  identity: string
  table: Table
  fault: CashFault
  /** What stopped it since it was last well: a reset that does not help brings the same fault, which is told once. */
  stops: readonly CashFault[]
  /** What the acceptor was last told to take: its channels as bits; `null` when that is not known. */
  applied: number | null
  /** How often the acceptor said on this line that its power had been cut. */
  powerCuts: number
  /** The note that was seen in escrow on this line: only that one may be stacked. */
  mine: string | null
  /** How often the acceptor took the command to reset itself on this line. */
  resets: number
}

export const freshState: DialectState = {
  ready: false,
  identity: '',
  table: [],
  fault: 'none',
  stops: [],
  applied: null,
  powerCuts: 0,
  mine: null,
  resets: 0,
}

/** What is to be said to the acceptor now. */
export type Ask<Name extends string> = {
  name: Name
  bytes: readonly number[]
  /** Ask at the poll's pace; anything else goes at once. */
  paced?: boolean
  /** May not be repeated when no answer comes. Default false. */
  once?: boolean
  /** No answer comes. */
  unanswered?: boolean
}

/** What the driver wants, besides what the memory says about the note. */
export type Wishes = {
  memory: CashMemory
  accept: Accept
  /** The acceptor is to reset itself, whatever it does. Default false. */
  reset?: boolean
}

/** A protocol's next state, and what there is to record and to tell. */
export type Judged<State> = { state: State; memory: CashMemory; events: readonly CashEvent[] }

/**
 * How one protocol is spoken: a pure state machine that says what to ask and judges what was answered. A new line
 * always begins with `begin`; all that must outlive a line is in the memory. The driver records what was judged before it asks
 * the next question, so an acknowledgement, being a question too, never goes out before its credit is on disk.
 */
export type Dialect<State extends DialectState, Name extends string, Reply> = {
  begin(): State
  /** What a fresh line makes of the memory before anything is asked. */
  resume(memory: CashMemory): CashMemory
  next(state: State, wishes: Wishes): Ask<Name>
  /** Whether this reply answers that question. */
  answers(state: State, asked: Ask<Name>, reply: Reply): boolean
  hear(state: State, asked: Ask<Name>, reply: Reply | undefined, wishes: Wishes): Judged<State>
  /** Whether the acceptor stays as it is until it is told to reset itself. Default: never. */
  asksReset?(state: State): boolean
}

/** What a dialect needs around it to be spoken on a line. */
export type Wire<Reply> = {
  /** Settings of the line unless the configuration has others. */
  link: Partial<LinkConfig>
  reader: FrameReader<Reply>
  encode(bytes: readonly number[]): Uint8Array
  pollMs: number
  answerMs: number
  gapMs: number
  tries: number
  /**
   * A question whose answer is like no other, to get in step again. A protocol whose answers name their question by
   * a sequence flag needs none.
   */
  marker: Question<Reply, unknown> | 'sequenceFlag'
  /**
   * Answers do not say whose they are: on a shared line none may be left over when the next one speaks. Default false.
   */
  isAnonymous?: boolean
  /** Frames that mean nothing, such as the echo of our own on a one-wire bus. */
  isEcho?(reply: Reply): boolean
  /** The device did not understand what it heard. */
  isNak?(reply: Reply): boolean
}

/** The channels to take, as bits; channel 0 is bit 0. */
export function maskOf(table: Table, accept: Accept): number {
  if (accept === 'none') return 0
  return table.reduce((mask, fen, channel) => {
    const wanted = fen > 0 && (accept === 'all' || accept.includes(fen))
    return wanted ? mask + 2 ** channel : mask
  }, 0)
}

/** The low `count` bytes of a number, lowest first. */
export function littleEndian(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(value / 256 ** index) % 256)
}
