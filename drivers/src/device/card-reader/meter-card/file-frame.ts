import { sum8 } from '../../../frame/crc.ts'

/** Why a file of a card cannot be used: it has not the shape of one, or its sum is wrong. */
export type FileProblem = 'notAFrame' | 'badSum'
export type Unframed = { ok: true; command: number; data: Uint8Array } | { ok: false; problem: FileProblem }

const START = 0x68
const END = 0x16
/** Start, command, two bytes of length before the data; sum and end after it. */
const HEADER = 4
const FRAME = HEADER + 2

/** Takes `68 | command | length (2, big-endian) | data | sum8 | 16` apart; the sum runs from the command to the last data byte. */
export function unframe(file: Uint8Array): Unframed {
  const [start, command = 0, high = 0, low = 0] = file
  const length = (high << 8) | low
  if (start !== START || file.length < length + FRAME || file[HEADER + length + 1] !== END) {
    return { ok: false, problem: 'notAFrame' }
  }
  if (sum8(file.subarray(1, HEADER + length)) !== file[HEADER + length])
    return { ok: false, problem: 'badSum' }
  return { ok: true, command, data: file.slice(HEADER, HEADER + length) }
}

/** The inverse of `unframe`. */
export function frameFile(command: number, data: Uint8Array): Uint8Array {
  const body = Uint8Array.of(command, data.length >> 8, data.length & 0xff, ...data)
  return Uint8Array.of(START, ...body, sum8(body), END)
}
