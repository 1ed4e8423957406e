/** A command as a chip takes it apart (ISO/IEC 7816-4, short form). */
export type Apdu = {
  cla: number
  ins: number
  p1: number
  p2: number
  data: Uint8Array
  /** How many bytes may come back, 1…256; `undefined` when none are asked for. */
  le: number | undefined
}

/** Takes a command apart: header; header Le; header Lc data; header Lc data Le. `undefined` when the lengths do not fit. */
export function readApdu(bytes: Uint8Array): Apdu | undefined {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, p3] = bytes
  if (bytes.length < 4) return undefined
  const header = { cla, ins, p1, p2 }
  if (p3 === undefined) return { ...header, data: new Uint8Array(), le: undefined }
  if (bytes.length === 5) return { ...header, data: new Uint8Array(), le: p3 === 0 ? 256 : p3 }
  const data = bytes.slice(5, 5 + p3)
  if (p3 === 0 || data.length < p3) return undefined
  const rest = bytes.subarray(5 + p3)
  const [le] = rest
  if (le === undefined) return { ...header, data, le: undefined }
  return rest.length === 1 ? { ...header, data, le: le === 0 ? 256 : le } : undefined
}

/** An answer: data, then the status word. */
export function answer(status: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  return Uint8Array.of(...data, status >> 8, status & 0xff)
}
