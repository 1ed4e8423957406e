import { encodeGb18030 } from '../../paper/gb18030.ts'

/** Whom the pad names while it asks. */
export type PadStaff = { name: string; number: string; stars: number }

const LONGEST_NAME = 32
const LONGEST_NUMBER = 16

/** Data of `welcome`: stars, length and text of the number, length and text of the name in GB18030. */
export function welcomeData({ name, number, stars }: PadStaff): Buffer {
  const numberBytes = fitting(number, LONGEST_NUMBER)
  const nameBytes = fitting(name, LONGEST_NAME)
  return Buffer.concat([
    Buffer.of(stars & 0xff, numberBytes.length),
    numberBytes,
    Buffer.of(nameBytes.length),
    nameBytes,
  ])
}

/** Data of `invite`: seconds until the pad gives up (1…65535), and whether it speaks. */
export function inviteData(timeoutMs: number, voice: boolean): Buffer {
  const seconds = Math.max(1, Math.min(65_535, Math.ceil(timeoutMs / 1_000)))
  return Buffer.of(seconds >> 8, seconds & 0xff, voice ? 1 : 0)
}

function fitting(text: string, room: number): Buffer {
  const parts: Buffer[] = []
  let used = 0
  for (const character of text) {
    const { bytes } = encodeGb18030(character)
    used += bytes.length
    if (used > room) break
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}
