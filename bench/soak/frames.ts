import { parsers } from '@service-hall/drivers/testing'
import type { ParserEntry } from '@service-hall/drivers/testing'
import { seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { mutatedStream } from './mutated-stream.ts'

/** What became of one parser. */
export type ParserResult = {
  name: string
  bytes: number
  /** How often it threw. */
  crashes: number
  /** Most bytes it held at any time for an unfinished frame. */
  peakBytes: number
}

export type FramesOptions = {
  /** At least so many for each parser. */
  bytes: number
  seed: number
  say: (line: string) => void
  /** Other parsers than those of the drivers. */
  entries?: readonly ParserEntry[]
}

/** What a reader may hold beside one frame of the longest kind: the header of the next. */
export const HEADER_BYTES = 16

/**
 * Feeds every parser of the drivers with random bytes, true frames, and true frames that were bitten, cut, stretched
 * and run into each other, in pieces of every size, with silences in between. A parser must neither throw nor hold
 * more than a frame and a header.
 */
export function soakFrames({ bytes, seed, say, entries = parsers }: FramesOptions): {
  parsers: ParserResult[]
  isWell: boolean
} {
  const results = entries.map((entry, index) => {
    const began = performance.now()
    const result = feed(entry, bytes, seededRandom(seed + index))
    say(`${entry.name}: ${result.bytes} bytes in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
    return result
  })
  const isWell = results.every(
    ({ crashes, peakBytes }, index) =>
      crashes === 0 && peakBytes <= (entries[index]?.maxFrame ?? 0) + HEADER_BYTES,
  )
  return { parsers: results, isWell }
}

const SILENCE_EVERY = 0.02
const SHORT_PIECES = 0.3

function feed(entry: ParserEntry, wanted: number, random: Random): ParserResult {
  const stream = mutatedStream(entry, random)
  let reader = entry.create()
  const result: ParserResult = { name: entry.name, bytes: 0, crashes: 0, peakBytes: 0 }
  while (result.bytes < wanted) {
    const block = stream()
    for (let at = 0; at < block.length;) {
      const size = 1 + random.below(random.chance(SHORT_PIECES) ? 8 : 2_048)
      const piece = block.subarray(at, at + size)
      at += piece.length
      result.bytes += piece.length
      try {
        reader.push(piece)
        result.peakBytes = Math.max(result.peakBytes, reader.heldBytes)
        if (random.chance(SILENCE_EVERY)) reader.expire()
      } catch {
        result.crashes += 1
        reader = entry.create()
      }
    }
  }
  return result
}
