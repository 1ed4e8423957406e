/** A command to a chip in the short form of ISO/IEC 7816-4. */
export type ChipCommand = {
  cla: number
  ins: number
  p1: number
  p2: number
  /** 1…255 bytes to send along; none when left out. */
  data?: Uint8Array
  /** 1…256 bytes wanted back; none when left out. */
  le?: number
}

export type ChipResponse = { data: Uint8Array; sw: number }

/**
 * The bytes of a command: header · header Le · header Lc data · header Lc data Le. Under T=0 the last form loses its Le,
 * since a T=0 header has one length only (ISO/IEC 7816-3, clause 12): the answer is then fetched by GET RESPONSE.
 * Throws on lengths that have no short form: a mistake of the program, not of the card.
 */
export function encodeCommand(command: ChipCommand, protocol: 'T=0' | 'T=1'): Uint8Array {
  const { cla, ins, p1, p2, data = new Uint8Array(), le } = command
  if (data.length > 255) throw new RangeError(`a short command takes 255 bytes, not ${data.length}`)
  if (le !== undefined && (le < 1 || le > 256)) throw new RangeError(`Le is 1…256, not ${le}`)
  const header = [cla, ins, p1, p2]
  const tail = le === undefined ? [] : [le & 0xff]
  if (data.length === 0) return Uint8Array.of(...header, ...tail)
  return Uint8Array.of(...header, data.length, ...data, ...(protocol === 'T=0' ? [] : tail))
}

/** Takes an answer apart: data, SW1, SW2. `undefined` when it is too short to have a status word. */
export function parseResponse(bytes: Uint8Array): ChipResponse | undefined {
  const [sw1, sw2] = bytes.subarray(-2)
  if (sw1 === undefined || sw2 === undefined) return undefined
  return { data: bytes.slice(0, -2), sw: (sw1 << 8) | sw2 }
}
