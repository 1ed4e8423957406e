import { deadline } from '../../clock.ts'
import type { Cancel, Clock } from '../../clock.ts'
import { Expectations } from '../../expectations.ts'
import { createTerminalReader, encodeTerminalFrame, TERMINAL_COMMAND } from '../../frame/card-terminal.ts'
import type { TerminalFrame } from '../../frame/card-terminal.ts'
import type { Line } from '../../link/link.ts'
import type { TalkCounters } from '../common/exchange.ts'

const TRIES = 3
const GAP_MS = 100
/** Events of a terminal: `C0` and above. */
const FIRST_EVENT = 0xc0
const nothing = new Uint8Array(0)

type Parts = {
  line: Line
  clock: Clock
  counters: TalkCounters
  onEvent: (frame: TerminalFrame) => void
}

/** What is said on one line to a terminal. Ends with the line; nobody is left hanging. */
export class TerminalTalk {
  readonly line: Line
  readonly #parts: Parts
  readonly #reader = createTerminalReader()
  readonly #replies: Expectations<TerminalFrame>
  #cancelGap: Cancel | undefined
  #noiseBefore = 0

  constructor(parts: Parts) {
    this.line = parts.line
    this.#parts = parts
    this.#replies = new Expectations(parts.clock)
  }

  receive(bytes: Uint8Array): void {
    this.#cancelGap?.()
    this.#hear(this.#reader.push(bytes))
    if (this.#reader.heldBytes === 0) return
    this.#cancelGap = deadline(this.#parts.clock, GAP_MS, () => this.#hear(this.#reader.expire()))
  }

  /**
   * Sends a command up to three times, which is safe because a terminal does not carry it out again by that sequence;
   * gives the data of the answer, or `undefined` when none came.
   */
  async ask(
    command: number,
    sequence: number,
    data: Uint8Array = nothing,
    answerMs = 400,
  ): Promise<Uint8Array | undefined> {
    const { counters } = this.#parts
    for (let attempt = 0; this.line.alive && attempt < TRIES; attempt += 1) {
      if (attempt > 0) counters.retries += 1
      const answer = this.#replies.expect((frame) => {
        const isIts =
          frame.command === (command | TERMINAL_COMMAND.acknowledge) && frame.sequence === sequence
        return isIts ? frame.data : undefined
      }, answerMs)
      await this.line.write(encodeTerminalFrame({ sequence, command, data }))
      const given = await answer.promise
      if (given) return given
      counters.timeouts += 1
    }
    return undefined
  }

  /** Ends the repeating of an event. */
  seen({ sequence, data }: TerminalFrame): void {
    const frame = { sequence, command: TERMINAL_COMMAND.seen, data: data.subarray(0, 2) }
    void this.line.write(encodeTerminalFrame(frame))
  }

  end(): void {
    this.#cancelGap?.()
    this.#replies.end()
  }

  #hear(frames: readonly TerminalFrame[]): void {
    const { counters, onEvent } = this.#parts
    counters.noiseBytes += this.#reader.noiseBytes - this.#noiseBefore
    this.#noiseBefore = this.#reader.noiseBytes
    for (const frame of frames) {
      if (frame.command >= FIRST_EVENT) onEvent(frame)
      else if (!this.#replies.offer(frame)) counters.strays += 1
    }
  }
}
