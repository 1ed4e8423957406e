/** Where a RIFF WAVE file written by espeak-ng keeps its sizes (Microsoft RIFF: `RIFF` size `WAVE` … `data` size). */
const RIFF_SIZE_AT = 4
const CHUNKS_AT = 12

/**
 * A WAV with true sizes in its header: a program that writes to a pipe cannot know them beforehand and leaves a
 * huge number there. Null when the bytes are not a WAV with sound in it.
 */
export function settleWavSizes(bytes: Buffer): Buffer | null {
  if (bytes.length < CHUNKS_AT || bytes.toString('latin1', 0, 4) !== 'RIFF') return null
  if (bytes.toString('latin1', 8, CHUNKS_AT) !== 'WAVE') return null
  let at = CHUNKS_AT
  while (at + 8 < bytes.length) {
    if (bytes.toString('latin1', at, at + 4) === 'data') {
      const wav = Buffer.from(bytes)
      wav.writeUInt32LE(bytes.length - 8, RIFF_SIZE_AT)
      wav.writeUInt32LE(bytes.length - at - 8, at + 4)
      return wav
    }
    at += 8 + bytes.readUInt32LE(at + 4)
  }
  return null
}
