import { systemClock, within } from '../clock.ts'
import type { Cancel, Clock } from '../clock.ts'
import { noFlags } from '../frame/escpos-status.ts'
import type { PrinterFlags } from '../frame/escpos-status.ts'
import { Listeners } from '../listeners.ts'
import type { ReportBug, Unsubscribe } from '../listeners.ts'
import type { LinkConfig } from '../link/config.ts'
import type { LinkCounters, LinkFault } from '../link/faults.ts'
import { createLink } from '../link/link.ts'
import type { Line, Link, LinkState } from '../link/link.ts'
import { wireTimeMs } from '../link/pacer.ts'
import { composePaper } from '../paper/compose.ts'
import type { PaperDocument } from '../paper/document.ts'
import type { TextWarning } from '../paper/gb18030.ts'
import { Turns } from '../turns.ts'
import type { Device, SelfTest } from './device.ts'
import { deviceOfLink } from './link-status.ts'
import { emptyBuffers, runPrintJob } from './print-job.ts'
import type { PrintJob } from './print-job.ts'
import type { PrintOutcome } from './print-outcome.ts'
import { PrinterConversation } from './printer-conversation.ts'
import { printerProfiles, printerTiming } from './printer-profile.ts'
import type { PrinterProfile, PrinterTiming, PrinterTraits } from './printer-profile.ts'
import { settlePrinter } from './printer-settling.ts'
import type { Leftovers } from './printer-settling.ts'
import { paperState, printerError, printerStatus } from './printer-status.ts'
import { StatusBoard } from './status-board.ts'
import type { DeviceError, DeviceStatus, PaperState } from './words.ts'

/** The roll crossed a threshold. */
export type PrinterEvent = { type: 'paperThreshold'; paper: PaperState }

export type PrinterConfig = {
  id: string
  profile: PrinterProfile
  link: LinkConfig
  timing?: Partial<PrinterTiming>
}

/** What devices need from outside; every field has a default. */
export type DeviceSurroundings = { clock?: Clock; random?: () => number; reportBug?: ReportBug }

/** An ESC/POS printer. */
export type Printer = Device<PrinterEvent> & {
  readonly kind: 'printer'
  /**
   * Prints a document once. The same `jobId` again gets the same outcome without printing, unless nothing of it was
   * printed. Nothing is ever sent a second time by the driver itself. At most 8 jobs wait.
   */
  print(document: PaperDocument, job: { jobId: string }): Promise<PrintOutcome>
}

const jobsWaiting = 8
const outcomesKept = 128
const stopMs = 5_000
const faultyPollMs = 1_000
const firstByteOfId = 0x20
const valuesOfId = 0x5f

export function createPrinter(config: PrinterConfig, surroundings: DeviceSurroundings = {}): Printer {
  return new EscPosPrinter(config, surroundings)
}

class EscPosPrinter implements Printer {
  readonly id: string
  readonly kind = 'printer'
  readonly #traits: PrinterTraits
  readonly #timing: PrinterTiming
  readonly #clock: Clock
  readonly #link: Link
  readonly #board: StatusBoard
  readonly #events: Listeners<PrinterEvent>
  readonly #turns = new Turns()
  readonly #outcomes = new Map<string, Promise<PrintOutcome>>()
  #conversation: PrinterConversation | undefined
  #flags: PrinterFlags = noFlags
  #paper: PaperState = 'unknown'
  #lastFault: LinkFault | undefined
  #settled = false
  #settling: Promise<void> | undefined
  /** Nobody knows what an earlier run of this program left, so the first settling expects a cut-off command. */
  #leftovers: Leftovers = { bytes: 1_024, onPaper: false }
  #printing = false
  #stopping = false
  #cancelPoll: Cancel | undefined
  #lastId: number

  constructor(
    config: PrinterConfig,
    { clock = systemClock, random = Math.random, reportBug }: DeviceSurroundings,
  ) {
    this.id = config.id
    this.#traits = printerProfiles[config.profile]
    this.#timing = { ...printerTiming, ...config.timing }
    this.#clock = clock
    this.#lastId = Math.floor(random() * valuesOfId ** 4)
    this.#board = new StatusBoard({ device: 'offline', paper: 'unknown' }, reportBug)
    this.#events = new Listeners(reportBug)
    const user = {
      onLine: (line: Line) => this.#onLine(line),
      onData: (bytes: Uint8Array) => this.#conversation?.receive(bytes),
      onState: (state: LinkState) => this.#onLinkState(state),
    }
    this.#link = createLink(config.link, user, { clock, random })
  }

  get status(): DeviceStatus {
    return this.#board.status
  }

  get counters(): Readonly<LinkCounters> {
    return this.#link.counters
  }

  start(): void {
    this.#stopping = false
    this.#link.open()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await within(this.#clock, stopMs, this.#turns.idle(), undefined)
    this.#cancelPoll?.()
    await this.#link.close()
  }

  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe {
    return this.#board.onStatus(listener)
  }

  onEvent(listener: (event: PrinterEvent) => void): Unsubscribe {
    return this.#events.add(listener)
  }

  async selfTest(): Promise<SelfTest> {
    const flags = await this.#conversation?.ask()
    if (!flags) return { ok: false, error: this.status.error ?? { code: 'noAnswer', action: 'clear' } }
    const error = printerError(flags)
    return error ? { ok: false, error } : { ok: true, identity: `ESC/POS, proof by ${this.#traits.proof}` }
  }

  print(document: PaperDocument, { jobId }: { jobId: string }): Promise<PrintOutcome> {
    const known = this.#outcomes.get(jobId)
    if (known) return known
    const outcome = this.#takeIn(document, jobId)
    this.#outcomes.set(jobId, outcome)
    void outcome.then((result) => {
      if (result.outcome === 'notPrinted') this.#outcomes.delete(jobId)
      const oldest = this.#outcomes.keys().next()
      if (this.#outcomes.size > outcomesKept && !oldest.done) this.#outcomes.delete(oldest.value)
    })
    return outcome
  }

  async #takeIn(document: PaperDocument, jobId: string): Promise<PrintOutcome> {
    const startedAt = this.#clock.now()
    const refuse = (error: DeviceError, warnings: readonly TextWarning[] = []): PrintOutcome => ({
      jobId,
      outcome: 'notPrinted',
      evidence: error.code === 'paperOut' || error.code === 'coverOpen' ? 'status' : 'none',
      onPaper: 'nothing',
      error,
      warnings,
      startedAt,
      wireMs: 0,
    })
    const paper = tryCompose(document)
    if (!paper) return refuse({ code: 'documentInvalid', action: 'configuration' })
    if (this.#turns.waiting >= jobsWaiting) return refuse({ code: 'queueFull', action: 'suspend' })
    return this.#turns.run(async () => {
      const obstacle = await this.#obstacle()
      if ('error' in obstacle) return refuse(obstacle.error, paper.warnings)
      const result = await this.#handOver(obstacle.conversation, paper.bytes)
      if (result.outcome === 'unknown') this.#unsettle({ bytes: paper.bytes.length, onPaper: true })
      const wireMs = wireTimeMs(paper.bytes.length, this.#link.pace)
      return { jobId, ...result, warnings: paper.warnings, startedAt, wireMs }
    })
  }

  async #handOver(conversation: PrinterConversation, bytes: Uint8Array) {
    this.#printing = true
    try {
      return await runPrintJob({ ...this.#job(conversation), bytes })
    } finally {
      this.#printing = false
    }
  }

  /** What stands in the way of a job right now, asked of the printer itself; else the conversation to print through. */
  async #obstacle(): Promise<{ error: DeviceError } | { conversation: PrinterConversation }> {
    if (this.#stopping) return { error: { code: 'stopped', action: 'reset' } }
    await this.#settling
    const conversation = this.#conversation
    if (!conversation || this.#link.state.name !== 'ready') return { error: this.#lineError() }
    const flags = await conversation.ask()
    if (!flags) return { error: this.#lineError() }
    const error = printerError(flags)
    if (error) return { error }
    await this.#settling
    return this.#settled && conversation.line.alive ? { conversation } : { error: this.#lineError() }
  }

  #lineError(): DeviceError {
    return this.status.error ?? { code: 'notOpen', action: 'clear' }
  }

  #job(conversation: PrinterConversation): Omit<PrintJob, 'bytes'> {
    this.#lastId = (this.#lastId + 1) % valuesOfId ** 4
    const digits = [0, 1, 2, 3].map((place) => Math.floor(this.#lastId / valuesOfId ** place) % valuesOfId)
    const id = String.fromCharCode(...digits.map((digit) => firstByteOfId + digit))
    return { conversation, traits: this.#traits, timing: this.#timing, clock: this.#clock, id }
  }

  #onLine(line: Line): void {
    const onFlags = (flags: PrinterFlags) => this.#onFlags(flags)
    this.#conversation = new PrinterConversation({ line, clock: this.#clock, timing: this.#timing, onFlags })
    void this.#greet(this.#conversation)
  }

  async #greet(conversation: PrinterConversation): Promise<void> {
    const flags = await conversation.ask()
    if (!flags || !conversation.line.alive) return
    conversation.line.ready()
    if (printerError(flags) && this.#leftovers.onPaper) await emptyBuffers(this.#job(conversation))
    this.#settleIfWell()
    this.#pollLater()
  }

  #onFlags(flags: PrinterFlags): void {
    this.#flags = flags
    this.#publish()
    this.#settleIfWell()
  }

  #onLinkState(state: LinkState): void {
    if (state.name === 'lost' || state.name === 'closed') {
      if (state.name === 'lost') this.#lastFault = state.fault
      this.#cancelPoll?.()
      this.#settled = false
      this.#conversation?.end()
      this.#conversation = undefined
    }
    this.#publish()
  }

  #publish(): void {
    const link = this.#link.state
    const ready = link.name === 'ready'
    if (ready) this.#lastFault = undefined
    this.#board.set(
      ready
        ? printerStatus(this.#flags, this.#settled)
        : { ...deviceOfLink(link, this.#lastFault), paper: 'unknown' },
    )
    const paper = ready ? paperState(this.#flags) : this.#paper
    if (paper !== this.#paper) this.#events.emit({ type: 'paperThreshold', paper })
    this.#paper = paper
  }

  #unsettle(leftovers: Leftovers): void {
    this.#leftovers = leftovers
    this.#settled = false
    this.#publish()
    this.#settleIfWell()
  }

  #settleIfWell(): void {
    const conversation = this.#conversation
    if (!conversation || this.#link.state.name !== 'ready') return
    if (this.#settled || this.#settling || this.#printing || printerError(this.#flags)) return
    this.#settling = this.#settle(conversation).finally(() => (this.#settling = undefined))
  }

  async #settle(conversation: PrinterConversation): Promise<void> {
    const done = await settlePrinter(this.#job(conversation), this.#leftovers)
    if (!conversation.line.alive) return
    if (done) {
      this.#settled = true
      this.#leftovers = { bytes: 0, onPaper: false }
      this.#publish()
    } else if (!printerError(this.#flags)) {
      conversation.line.drop('silent')
    }
  }

  #pollLater(): void {
    const wait = printerError(this.#flags) ? Math.min(faultyPollMs, this.#timing.pollMs) : this.#timing.pollMs
    this.#cancelPoll?.()
    this.#cancelPoll = this.#clock.after(wait, () => {
      if (!this.#printing) void this.#conversation?.ask()
      this.#pollLater()
    })
  }
}

function tryCompose(document: PaperDocument) {
  try {
    return composePaper(document)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
