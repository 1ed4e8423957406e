import { deadline } from '../../clock.ts'
import type { Cancel, Clock } from '../../clock.ts'
import { Expectations } from '../../expectations.ts'
import type { Expected } from '../../expectations.ts'
import type { FrameReader } from '../../frame/frame-reader.ts'
import type { Line } from '../../link/link.ts'
import type { WriteResult } from '../../link/write-queue.ts'
import { Turns } from '../../turns.ts'

/** What went wrong in talking to a device, counted since the device was made. */
export type TalkCounters = {
  /** Bytes that belonged to no frame. */
  noiseBytes: number
  /** Requests sent once more. */
  retries: number
  /** Answers that did not come in time. */
  timeouts: number
  /** Frames that nobody waited for and that are no event. */
  strays: number
  /** Requests the device did not understand. */
  naks: number
}

export function noTalk(): TalkCounters {
  return { noiseBytes: 0, retries: 0, timeouts: 0, strays: 0, naks: 0 }
}

/** A request whose answer `match` recognises. */
export type Question<Reply, T> = {
  bytes: Uint8Array
  match: (reply: Reply) => T | undefined
  answerMs: number
  /** Sendings in all; more than one only where the device does not carry out a repeat. Default 1. */
  tries?: number
}

/** What may be said within one turn. */
export type Talk<Reply> = {
  send(bytes: Uint8Array): Promise<WriteResult>
  /** Waits for a reply from now on; `undefined` after `ms` milliseconds or when the line ends. */
  expect<T>(match: (reply: Reply) => T | undefined, ms: number): Expected<T>
  /** Sends and waits; `undefined` when no answer came to any sending. */
  ask<T>(question: Question<Reply, T>): Promise<T | undefined>
  /** Asks the marker until nothing older can follow; false when that cannot be had. */
  clear(): Promise<boolean>
}

type Parts<Reply> = {
  line: Line
  clock: Clock
  reader: FrameReader<Reply>
  /** Silence after which an unfinished frame is given up, ms. */
  gapMs: number
  counters: TalkCounters
  /** Hears each frame that no question took; says whether it was an event, so that others count as strays. */
  onEvent?: (reply: Reply) => boolean
  /**
   * A question whose answer cannot be mistaken for that of another. After an answer failed to come in time it is asked
   * until answered, and everything that comes before its answer is thrown away: a serial line keeps order, so nothing
   * older can follow. An answer to a marker of before is not the one waited for: as many as are out come first. Without
   * a marker the line is dropped instead, which also empties it.
   */
  marker?: Question<Reply, unknown>
}

/** An answer that did not come for so long is lost, ms: the slowest device needs a few seconds. */
const LOST_MS = 60_000

/**
 * Question and answer on one line, one at a time, for protocols whose replies do not name their request. A reply that
 * comes late, or twice, never satisfies the next question. Ends with its line; nobody is left hanging.
 */
export class Exchange<Reply> {
  readonly #parts: Parts<Reply>
  readonly #replies: Expectations<Reply>
  readonly #turns = new Turns()
  readonly #talk: Talk<Reply>
  #cancelGap: Cancel | undefined
  #noiseBefore = 0
  /** An answer may still be on its way. */
  #stale = false
  /** When those markers were sent that have no answer yet: it may be lost, or late. Monotonic ms, oldest first. */
  #markersOut: number[] = []
  #markersHeard = 0

  constructor(parts: Parts<Reply>) {
    this.#parts = parts
    this.#replies = new Expectations(parts.clock)
    this.#talk = {
      send: (bytes) => this.#send(bytes),
      expect: (match, ms) => this.#expect(match, ms),
      ask: (question) => this.#ask(question),
      clear: () => this.#clear(),
    }
  }

  receive(bytes: Uint8Array): void {
    const { reader, clock, gapMs } = this.#parts
    this.#cancelGap?.()
    this.#hear(reader.push(bytes))
    if (reader.heldBytes > 0) this.#cancelGap = deadline(clock, gapMs, () => this.#hear(reader.expire()))
  }

  /** Asks in a turn of its own. */
  ask<T>(question: Question<Reply, T>): Promise<T | undefined> {
    return this.turn((talk) => talk.ask(question))
  }

  /** Runs a talk of several steps; `undefined` when the line could not be brought back in step. */
  turn<T>(task: (talk: Talk<Reply>) => Promise<T>): Promise<T | undefined> {
    const { line } = this.#parts
    return this.#turns.run(() =>
      line.turn(async () => ((await this.#inStep()) ? task(this.#talk) : undefined)),
    )
  }

  /** The line is gone: whoever waits gets nothing. */
  end(): void {
    this.#cancelGap?.()
    this.#replies.end()
  }

  async #inStep(): Promise<boolean> {
    const { line } = this.#parts
    if (!line.alive) return false
    if (!this.#stale) return true
    if (await this.#clear()) return true
    line.drop('silent')
    return false
  }

  async #clear(): Promise<boolean> {
    const { clock, marker } = this.#parts
    if (!marker) return false
    const now = clock.monotonic()
    this.#markersOut = this.#markersOut.filter((sentAt) => now - sentAt < LOST_MS)
    const { bytes, match, answerMs, tries = 1 } = marker
    // Order is kept: only the answer after those to all markers of before is certainly younger than what was missed.
    const proof = this.#markersHeard + this.#markersOut.length + 1
    const proves = (reply: Reply) => (match(reply) !== undefined && this.#markersHeard >= proof) || undefined
    const isClear = await this.#ask({
      bytes,
      match: proves,
      answerMs,
      tries: tries + this.#markersOut.length,
    })
    if (isClear) this.#stale = false
    return isClear ?? false
  }

  #send(bytes: Uint8Array): Promise<WriteResult> {
    const { line, clock, marker } = this.#parts
    if (marker && Buffer.compare(bytes, marker.bytes) === 0) this.#markersOut.push(clock.monotonic())
    return line.write(bytes)
  }

  #expect<T>(match: (reply: Reply) => T | undefined, ms: number): Expected<T> {
    const expected = this.#replies.expect(match, ms)
    let given = false
    const cancel = () => {
      given = true
      expected.cancel()
    }
    const promise = expected.promise.then((value) => {
      if (value === undefined && !given) this.#missed()
      return value
    })
    return { promise, cancel }
  }

  async #ask<T>({ bytes, match, answerMs, tries = 1 }: Question<Reply, T>): Promise<T | undefined> {
    const { line, counters } = this.#parts
    for (let attempt = 1; line.alive && attempt <= tries; attempt += 1) {
      if (attempt > 1) counters.retries += 1
      const answer = this.#expect(match, answerMs)
      await this.#send(bytes)
      const value = await answer.promise
      // `#stale` is set by a miss before: the answer to an earlier sending may still come.
      if (value !== undefined) return value
    }
    return undefined
  }

  #missed(): void {
    this.#parts.counters.timeouts += 1
    this.#stale = true
  }

  #hear(replies: readonly Reply[]): void {
    const { reader, counters, marker, onEvent } = this.#parts
    counters.noiseBytes += reader.noiseBytes - this.#noiseBefore
    this.#noiseBefore = reader.noiseBytes
    for (const reply of replies) {
      if (marker?.match(reply) !== undefined) {
        this.#markersOut.shift()
        this.#markersHeard += 1
      }
      if (!this.#replies.offer(reply) && !onEvent?.(reply)) counters.strays += 1
    }
  }
}
