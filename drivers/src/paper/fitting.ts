import { encodeGb18030 } from './gb18030.ts'

/** As much of the text in GB18030 as fits into `room` bytes, cut between two characters. */
export function fittingGb18030(text: string, room: number): Uint8Array {
  return fitting(text, room, (character) => encodeGb18030(character).bytes)
}

/** As much of the text as fits into `room` bytes, so that half a Hanzi never reaches a display. */
export function fitting(text: string, room: number, encode: (character: string) => Uint8Array): Uint8Array {
  const fitted: number[] = []
  for (const character of text) {
    const bytes = encode(character)
    if (fitted.length + bytes.length > room) break
    fitted.push(...bytes)
  }
  return Uint8Array.from(fitted)
}
