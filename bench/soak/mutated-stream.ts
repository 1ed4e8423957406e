import type { ParserEntry } from '@service-hall/drivers/testing'
import type { Random } from '@service-hall/harness/random'

const BLOCK = 16_384

/** Endless blocks of what a bad line makes of a protocol: noise, frames, and frames gone wrong. */
export function mutatedStream(entry: Pick<ParserEntry, 'frame'>, random: Random): () => Uint8Array {
  const next = (): number => random.next()
  const frame = (): Uint8Array => entry.frame(next)
  const parts: readonly [() => Uint8Array, ...(() => Uint8Array)[]] = [
    () => noise(random, 1 + random.below(600)),
    frame,
    () => bitten(frame(), random),
    () => cut(frame(), random),
    () => stretched(frame(), random),
    () => Buffer.concat([cut(frame(), random), frame()]),
    () => new Uint8Array(1 + random.below(200)).fill(frame()[0] ?? 0),
  ]
  return () => {
    const block: Uint8Array[] = []
    for (let length = 0; length < BLOCK;) {
      const part = random.pick(parts)()
      block.push(part)
      length += part.length
    }
    return Buffer.concat(block)
  }
}

function noise(random: Random, length: number): Uint8Array {
  const bytes = Buffer.alloc(length + 3)
  for (let at = 0; at < length; at += 4) bytes.writeUInt32LE(random.below(2 ** 32), at)
  return bytes.subarray(0, length)
}

/** A few of its bytes become others: a length, a check, a start. */
function bitten(frame: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(frame)
  for (let bites = 1 + random.below(3); bites > 0; bites -= 1)
    copy[random.below(copy.length)] = random.below(256)
  return copy
}

function cut(frame: Uint8Array, random: Random): Uint8Array {
  return frame.subarray(0, random.below(frame.length + 1))
}

/** Something is put in between. */
function stretched(frame: Uint8Array, random: Random): Uint8Array {
  const at = random.below(frame.length + 1)
  return Buffer.concat([frame.subarray(0, at), noise(random, 1 + random.below(16)), frame.subarray(at)])
}
