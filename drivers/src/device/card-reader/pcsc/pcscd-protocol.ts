/**
 * The protocol between libpcsclite and pcscd on their socket, version 4.4, spoken by pcscd 1.8.24 and later
 * (pcsc-lite, src/winscard_msg.h and src/eventhandler.h). A request is its length, its command and a structure; the answer
 * is the structure with results filled in. Numbers are 32 bits in the order of the machine, which is little-endian here.
 */
export const COMMAND = {
  establishContext: 0x01,
  connect: 0x04,
  reconnect: 0x05,
  disconnect: 0x06,
  transmit: 0x09,
  version: 0x11,
  readersState: 0x12,
} as const

export const PCSCD_SOCKET = '/run/pcscd/pcscd.comm'
export const VERSION = [4, 4] as const
const READERS = 16
const NAME = 128
const ATR = 33
/** Name, event counter, state, sharing, ATR and its length, protocol; padded to multiples of four. */
const READER_STATE = NAME + 3 * 4 + 36 + 4 + 4
export const READERS_STATE = READERS * READER_STATE
const PRESENT = 0x04
/** Size of an SCARD_IO_REQUEST, as which the protocol of a transmission is told. */
export const IO_REQUEST = 16
/** Longest short answer, with some room. */
export const LONGEST_ANSWER = 264

/** What pcscd knows of one reader. */
export type ReaderState = {
  name: string
  /** Counts insertions and removals. */
  events: number
  present: boolean
  /** Empty when a card is mute. */
  atr: Uint8Array
}

export function encodeRequest(name: number, body: Uint8Array): Uint8Array {
  return Uint8Array.of(...words(body.length, name), ...body)
}

export function words(...values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 4))
  values.forEach((value, index) => bytes.setUint32(index * 4, value, true))
  return new Uint8Array(bytes.buffer)
}

export function wordAt(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true)
}

/** A reader's name in its field of 128 bytes. */
export function nameField(name: string): Uint8Array {
  const field = new Uint8Array(NAME)
  field.set(new TextEncoder().encode(name).subarray(0, NAME - 1))
  return field
}

export function readReaderStates(bytes: Uint8Array): ReaderState[] {
  return Array.from({ length: READERS }, (_, index) => bytes.subarray(index * READER_STATE))
    .filter((entry) => entry[0] !== 0)
    .map((entry) => ({
      name: new TextDecoder().decode(entry.subarray(0, entry.indexOf(0))),
      events: wordAt(entry, NAME),
      present: (wordAt(entry, NAME + 4) & PRESENT) !== 0,
      atr: entry.slice(NAME + 12, NAME + 12 + Math.min(ATR, wordAt(entry, NAME + 48))),
    }))
}

const names: Readonly<Record<number, string>> = {
  0x80100003: 'InvalidHandle',
  0x80100009: 'UnknownReader',
  0x8010000a: 'Timeout',
  0x8010000b: 'SharingViolation',
  0x8010000c: 'NoSmartCard',
  0x8010000f: 'ProtoMismatch',
  0x80100013: 'CommError',
  0x80100015: 'InvalidAtr',
  0x80100016: 'NotTransacted',
  0x80100017: 'ReaderUnavailable',
  0x8010001d: 'NoService',
  0x8010001e: 'ServiceStopped',
  0x8010002e: 'NoReadersAvailable',
  0x80100065: 'UnsupportedCard',
  0x80100066: 'UnresponsiveCard',
  0x80100067: 'UnpoweredCard',
  0x80100068: 'ResetCard',
  0x80100069: 'RemovedCard',
  0x8010006a: 'NoAccess',
}

/** An error of the service by the name that its number has in PC/SC. */
export class PcscServiceError extends Error {
  readonly code: string

  constructor(code: string) {
    super(`the PC/SC service answered ${code}`)
    this.code = code
  }
}

/** Throws unless the result is SCARD_S_SUCCESS. */
export function check(result: number): void {
  if (result !== 0) throw new PcscServiceError(names[result] ?? `0x${result.toString(16)}`)
}
