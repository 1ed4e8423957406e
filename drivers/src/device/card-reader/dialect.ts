import type { FrameReader } from '../../frame/frame-reader.ts'
import type { ReaderMessage } from '../../frame/sized-frame.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { Capabilities } from '../common/device.ts'
import type { Consumable, DeviceError } from '../common/status.ts'
import type { SerialCardReaderConfig } from './card-reader.ts'
import type { ReaderTiming } from './reader-timing.ts'

/** What a reader is told to do, apart from how its frames are made. */
export type Command = {
  /** Command byte, parameter byte, data. */
  body: Uint8Array
  /** Whether doing it twice does no harm. Only such a command is sent again when nothing, or NAK, was heard of it. */
  repeatable: boolean
  /** Whether it moves a card: done again where the reader says by itself that it was not done. */
  moves?: true
  /** `slow` moves a card or talks with a chip. */
  pace: 'quick' | 'slow'
}

/** Where a card is. `gate` is where a customer can take it. */
export type CardPlace = 'none' | 'gate' | 'inside' | 'tooLong' | 'tooShort' | 'unknown'

/** What a reader tells of itself; what it does not tell is left out. */
export type Seen = {
  card: CardPlace
  entryOpen?: boolean
  /** Whether the contacts are at the chip. */
  contacts?: boolean
  stacker?: Consumable['state']
  binFull?: boolean
}

export type CommandAnswer =
  /** `letter` is the outcome a CRT-310 puts before its data. */
  | { ok: true; data: Uint8Array; seen?: Seen; letter?: number }
  /** `reset` when the reader has lost its power since and must be initialized. */
  | { ok: false; error: DeviceError; reset?: boolean }

/** What became of a chip's reset. */
export type ChipStart = { atr: Uint8Array; protocol: 'T=0' | 'T=1' }

/** How a memory card is spoken to through a reader. Data without the wrapping are given by `dataOf`. */
export type MemoryDialect = {
  /** What follows once the card is at the contacts. */
  open: readonly Command[]
  read(offset: number, length: number): Command
  /** The four protection bytes. */
  readProtection: Command
  /** The error counter first. */
  readSecurity: Command
  verify(code: Uint8Array): Command
  write(offset: number, data: Uint8Array): Command
  protect(offset: number, data: Uint8Array): Command
  /** The last `length` bytes the card gave; `undefined` when they are fewer. */
  dataOf(data: Uint8Array, length: number): Uint8Array | undefined
}

/** Everything in which one family of readers differs from another. Pure: bytes and values only. */
export type Dialect = {
  profile: SerialCardReaderConfig['profile']
  /** How the line is set when the reader comes from the factory. */
  line: Omit<LinkConfig, 'url'>
  capabilities: Capabilities
  /** Whether several such readers may share a line. */
  addressed?: boolean
  /** Where the usual deadlines do not fit. */
  timing?: Partial<ReaderTiming>
  createReader(): FrameReader<ReaderMessage>
  encode(command: Command, address: number): Uint8Array
  /** The answer to that command; `undefined` when the text is none. */
  decode(text: Uint8Array, command: Command): CommandAnswer | undefined
  /** What is owed to the reader at once, when it acknowledged and when it answered. */
  manners: { onAck?: Uint8Array; onText?: Uint8Array }
  /** Breaks off what the reader is doing. */
  cancel: Uint8Array
  /** Brings the reader into a known state without moving a card; its answer names the reader. */
  initialize: Command
  /** Asked for nothing but to tell old answers from new. */
  marker: Command
  status: Command
  entry(open: boolean): Command
  /** Puts the card into the gate and holds it there, where it can still be kept. */
  eject: () => Command
  capture(place: CardPlace): readonly Command[]
  chip: {
    /** Brings the card to the contacts. */
    toContacts: Command
    /** What else comes before the reset. */
    prepare: readonly Command[]
    reset(cold: boolean): Command
    start(answer: CommandAnswer & { ok: true }): ChipStart | undefined
    off: readonly Command[]
    exchange(protocol: ChipStart['protocol'], apdu: Uint8Array): Command
    /** The response APDU; `undefined` when the reader gave none. */
    response(data: Uint8Array): Uint8Array | undefined
  }
  memory?: MemoryDialect
}

/** Whether a card of another size lies in the reader. */
export function isOdd(place: CardPlace): boolean {
  return place === 'tooLong' || place === 'tooShort'
}

/** A question that can be asked again. */
export function question(...body: readonly number[]): Command {
  return { body: Uint8Array.from(body), repeatable: true, pace: 'quick' }
}

/** An operation of the mechanics or of a chip that may be done again. */
export function repeatableOperation(...body: readonly number[]): Command {
  return { body: Uint8Array.from(body), repeatable: true, pace: 'slow' }
}

/** A movement of a card, which must not be done twice unseen. */
export function movement(...body: readonly number[]): Command {
  return { ...operationOnce(...body), moves: true }
}

/** An operation that must not be done twice unseen. */
export function operationOnce(...body: readonly number[]): Command {
  return { body: Uint8Array.from(body), repeatable: false, pace: 'slow' }
}
