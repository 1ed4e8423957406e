import { parsers } from '@service-hall/drivers/testing'
import type { ParserEntry } from '@service-hall/drivers/testing'
import { seededRandom } from '@service-hall/harness/random'

const CHUNK = 4_096
const STREAM = 1_000_000
const SECONDS = 0.5

/** How fast a parser reads true frames, in pieces as large as a terminal gives. */
export type ParserSpeed = {
  name: string
  mbPerSecond: number
}

export function benchParsers(): ParserSpeed[] {
  return parsers.map((entry) => ({ name: entry.name, mbPerSecond: speedOf(entry) }))
}

function speedOf({ create, frame }: ParserEntry): number {
  const stream = streamOf(frame)
  read(create(), stream)
  let bytes = 0
  const began = performance.now()
  while (performance.now() - began < SECONDS * 1_000) {
    read(create(), stream)
    bytes += stream.length
  }
  return Math.round((bytes / (performance.now() - began)) * 0.1) / 100
}

function read(reader: ReturnType<ParserEntry['create']>, stream: Uint8Array): void {
  for (let at = 0; at < stream.length; at += CHUNK) reader.push(stream.subarray(at, at + CHUNK))
}

function streamOf(frame: ParserEntry['frame']): Uint8Array {
  const random = seededRandom(1)
  const next = (): number => random.next()
  const frames: Uint8Array[] = []
  for (let length = 0; length < STREAM;) {
    const one = frame(next)
    frames.push(one)
    length += one.length
  }
  return Buffer.concat(frames)
}
