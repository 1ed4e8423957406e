import { describe, expect, test } from 'vitest'
import { createFrameReader } from '../../frame/frame-reader.ts'
import type { Line } from '../../link/link.ts'
import { manualClock } from '../../../test/manual-clock.ts'
import { Exchange, noTalk } from './exchange.ts'

/** A protocol of one-byte frames; 0 is noise, 255 a frame without end. */
function reader() {
  return createFrameReader<number>(4, (bytes) => {
    const first = bytes[0] ?? 0
    if (first === 255) return { kind: 'more' }
    return first === 0 ? { kind: 'noise' } : { kind: 'frame', frame: first, length: 1 }
  })
}

function setUp({ withMarker = true } = {}) {
  const clock = manualClock()
  const sent: number[] = []
  const dropped: string[] = []
  const counters = noTalk()
  const events: number[] = []
  const line: Line = {
    generation: 1,
    get alive() {
      return dropped.length === 0
    },
    write: async (bytes) => {
      sent.push(...bytes)
      return { ok: true, lastByteAt: 0, wireMs: 0 }
    },
    turn: (task) => task(),
    ready: () => undefined,
    drop: (fault) => void dropped.push(fault),
  }
  const marker = { bytes: Uint8Array.of(9), match: (reply: number) => is(9)(reply), answerMs: 100, tries: 2 }
  const exchange = new Exchange<number>({
    line,
    clock,
    reader: reader(),
    gapMs: 50,
    counters,
    onEvent: (reply) => {
      if (reply < 100) return false
      events.push(reply)
      return true
    },
    ...(withMarker && { marker }),
  })
  return {
    clock,
    sent,
    dropped,
    counters,
    events,
    exchange,
    hear: (...bytes: number[]) => exchange.receive(Uint8Array.from(bytes)),
  }
}

const is = (wanted: number) => (reply: number) => (reply === wanted ? reply : undefined)
const anything = (reply: number) => (reply < 100 ? reply : undefined)

describe('an exchange', () => {
  test('asks one question at a time, in the order they came', async () => {
    const { exchange, sent, hear, clock } = setUp()
    const first = exchange.ask({ bytes: Uint8Array.of(1), match: anything, answerMs: 100 })
    const second = exchange.ask({ bytes: Uint8Array.of(2), match: anything, answerMs: 100 })
    await clock.advance(0)
    expect(sent).toEqual([1])
    hear(11)
    expect(await first).toBe(11)
    await clock.advance(0)
    expect(sent).toEqual([1, 2])
    hear(12)
    expect(await second).toBe(12)
  })

  test('never takes the late answer of one question for that of the next', async () => {
    const { exchange, sent, hear, clock, counters } = setUp()
    const missed = exchange.ask({ bytes: Uint8Array.of(1), match: anything, answerMs: 100 })
    await clock.advance(100)
    expect(await missed).toBeUndefined()
    const next = exchange.ask({ bytes: Uint8Array.of(2), match: anything, answerMs: 100 })
    await clock.advance(0)
    expect(sent).toEqual([1, 9])
    hear(11, 9)
    await clock.advance(0)
    expect(sent).toEqual([1, 9, 2])
    hear(12)
    expect(await next).toBe(12)
    expect(counters).toMatchObject({ timeouts: 1, strays: 1 })
  })

  test('never takes the second answer to a question sent twice for that of the next', async () => {
    const { exchange, sent, hear, clock } = setUp()
    const repeated = exchange.ask({ bytes: Uint8Array.of(1), match: anything, answerMs: 100, tries: 2 })
    await clock.advance(100)
    hear(11)
    expect(await repeated).toBe(11)
    const next = exchange.ask({ bytes: Uint8Array.of(2), match: anything, answerMs: 100 })
    await clock.advance(0)
    hear(11, 9)
    await clock.advance(0)
    hear(12)
    expect(await next).toBe(12)
    expect(sent).toEqual([1, 1, 9, 2])
  })

  test('never takes the late answer to a marker for that of the marker sent next', async () => {
    const { exchange, sent, hear, clock } = setUp()
    const ask = (byte: number) => exchange.ask({ bytes: Uint8Array.of(byte), match: anything, answerMs: 100 })
    void ask(1)
    await clock.advance(100)
    const second = ask(2)
    await clock.advance(100)
    hear(11, 9)
    await clock.advance(0)
    expect(sent).toEqual([1, 9, 9, 2])
    await clock.advance(100)
    expect(await second).toBeUndefined()
    const third = ask(3)
    await clock.advance(0)
    // To the second marker of before: what answers the second question is still to come.
    hear(9)
    await clock.advance(0)
    expect(sent).toEqual([1, 9, 9, 2, 9])
    hear(12, 9)
    await clock.advance(0)
    expect(sent).toEqual([1, 9, 9, 2, 9, 3])
    hear(13)
    expect(await third).toBe(13)
  })

  test('asks the marker once more when an answer to one sent before never came', async () => {
    const { exchange, sent, hear, clock, dropped } = setUp()
    const ask = (byte: number) => exchange.ask({ bytes: Uint8Array.of(byte), match: anything, answerMs: 100 })
    void ask(1)
    await clock.advance(100)
    void ask(2)
    await clock.advance(100)
    hear(9) // the other one is lost
    await clock.advance(100)
    const third = ask(3)
    await clock.advance(0)
    hear(9)
    await clock.advance(100)
    hear(9)
    await clock.advance(0)
    expect(sent).toEqual([1, 9, 9, 2, 9, 9, 3])
    hear(13)
    expect(await third).toBe(13)
    expect(dropped).toEqual([])
  })

  test('gives the line up when nothing tells old from new', async () => {
    const { exchange, dropped, clock } = setUp({ withMarker: false })
    void exchange.ask({ bytes: Uint8Array.of(1), match: anything, answerMs: 100 })
    await clock.advance(100)
    expect(await exchange.ask({ bytes: Uint8Array.of(2), match: anything, answerMs: 100 })).toBeUndefined()
    expect(dropped).toEqual(['silent'])
  })

  test('passes on what nobody asked for as an event, or counts it', () => {
    const { hear, events, counters } = setUp()
    hear(200, 0, 0, 5)
    expect(events).toEqual([200])
    expect(counters).toMatchObject({ noiseBytes: 2, strays: 1 })
  })

  test('lets go of a frame that stopped in the middle', async () => {
    const { hear, clock, events } = setUp()
    hear(255, 200)
    expect(events).toEqual([])
    await clock.advance(50)
    expect(events).toEqual([200])
  })

  test('leaves nobody waiting when the line ends', async () => {
    const { exchange, clock } = setUp()
    const asked = exchange.ask({ bytes: Uint8Array.of(1), match: anything, answerMs: 100 })
    await clock.advance(0)
    exchange.end()
    expect(await asked).toBeUndefined()
  })
})
