import { parse } from './command.ts'
import type { Family } from './family.ts'
import { Mechanism } from './mechanism.ts'
import { Power } from './power.ts'
import { RealTimeFilter } from './real-time.ts'
import type { RealTime } from './real-time.ts'
import type { PrinterFaults } from './status.ts'
import { StatusReporter } from './status-reporter.ts'

const BUFFER_SIZE = 4_096
/** How long a power cut lasts, ms, if nothing else is said: no printer starts faster. */
const USUAL_OFF_MS = 1_000

/** A receipt printer: a 4 KB receive buffer, before it the real-time commands, behind it a mechanism that takes time. */
export class Machine {
  readonly mechanism: Mechanism
  readonly #family: Family
  readonly #lineMs: number
  readonly #send: (bytes: Uint8Array) => void
  readonly #reporter: StatusReporter
  readonly #power = new Power(() => this.#forgetAll())
  #filter = new RealTimeFilter()
  #buffer: number[] = []
  #timer: NodeJS.Timeout | undefined
  overruns = 0

  constructor(family: Family, lineCells: number, lineMs: number, send: (bytes: Uint8Array) => void) {
    this.#family = family
    this.#lineMs = lineMs
    this.#send = (bytes) => {
      if (!this.#power.isOff) send(bytes)
    }
    this.#reporter = new StatusReporter(family, this.#send)
    this.mechanism = new Mechanism(family, lineCells, this.#reporter, this.#send)
  }

  get papers() {
    return this.mechanism.papers
  }

  get roll() {
    return this.mechanism.roll
  }

  /** Commands that this printer does not know. */
  get unknown() {
    return this.mechanism.unknown
  }

  get buffered(): number {
    return this.#buffer.length
  }

  receive(chunk: Uint8Array): void {
    for (const part of this.#filter.split(this.#power.beforeCut(chunk))) {
      if (typeof part !== 'number') this.#carryOut(part)
      else if (this.#buffer.length < BUFFER_SIZE) this.#buffer.push(part)
      else this.overruns += 1
    }
    this.#work()
    this.#power.strike()
  }

  /** Begins a fault or ends it, at once or when so many more lines are printed. */
  set(change: Partial<PrinterFaults>, atLine?: number): void {
    if (atLine === undefined) this.#reporter.set(change)
    else this.#reporter.setAtLine(this.roll.linesPrinted + atLine, change)
    this.#work()
  }

  /** Ends all faults at once, as when paper is put in and the cover closed. */
  cure(): void {
    this.#reporter.calm()
    this.#power.cure()
    this.mechanism.cure()
    this.#work()
  }

  /**
   * Power off, and on again after `ms`: everything that was not on paper is gone, and nothing is heard or said. At
   * once, or when so many more bytes have come in.
   */
  powerCycle({ ms = USUAL_OFF_MS, afterBytes }: { ms?: number; afterBytes?: number } = {}): void {
    if (afterBytes === undefined) this.#power.cut(ms)
    else this.#power.cutAfter(afterBytes, ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#power.stop()
  }

  #forgetAll(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#filter = new RealTimeFilter()
    this.#reporter.mute()
    this.#empty()
  }

  #carryOut(command: RealTime): void {
    if (command.kind === 'ask') this.#reporter.answer(command.question)
    else if (command.kind === 'recover') {
      if (command.clear && this.#reporter.isOffline) this.#empty()
      this.mechanism.recover()
    } else if (this.#family.answersClear) {
      this.#empty()
      this.#send(Uint8Array.of(0x37, 0x25, 0x00))
    }
  }

  #empty(): void {
    this.#buffer = []
    this.roll.reset()
  }

  /** Works through the buffer until it is empty, the mechanism needs time, or something is wrong. */
  #work(): void {
    if (this.#timer || this.#power.isOff) return
    while (!this.#reporter.isOffline) {
      const parsed = parse(Uint8Array.from(this.#buffer))
      if (!parsed) return this.#giveUp()
      const before = this.roll.linesPrinted
      if (!this.mechanism.execute(parsed.command)) return
      this.#buffer.splice(0, parsed.length)
      this.#reporter.strike(this.roll.linesPrinted)
      const lines = this.roll.linesPrinted - before
      if (lines > 0 && this.#lineMs > 0) return this.#rest(lines * this.#lineMs)
    }
  }

  /** A command that is longer than the whole buffer can only be a broken one. */
  #giveUp(): void {
    if (this.#buffer.length < BUFFER_SIZE) return
    this.unknown.push(this.#buffer.slice(0, 8))
    this.#buffer = []
  }

  #rest(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#work()
    }, ms)
  }
}
