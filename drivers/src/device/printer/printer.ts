import { within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import { noFlags } from '../../frame/escpos-status.ts'
import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { Line } from '../../link/link.ts'
import { composePaper } from '../../paper/compose.ts'
import type { PaperDocument } from '../../paper/document.ts'
import type { TextWarning } from '../../paper/gb18030.ts'
import { Turns } from '../../turns.ts'
import type { Capabilities, Device, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { OutcomeMemory } from './outcome-memory.ts'
import { emptyBuffers, runPrintJob } from './print-job.ts'
import type { JobResult, PrintJob } from './print-job.ts'
import type { PrintOutcome } from './print-outcome.ts'
import { PrinterConversation } from './printer-conversation.ts'
import { printerProfiles, printerTiming } from './printer-profile.ts'
import type { PrinterProfile, PrinterTiming, PrinterTraits } from './printer-profile.ts'
import { settlePrinter } from './printer-settling.ts'
import type { Leftovers } from './printer-settling.ts'
import { paperState, printerError, printerStatus } from './printer-status.ts'
import { ProcessIds } from './process-ids.ts'
import type { DeviceError, DeviceStatus, PaperState } from '../common/words.ts'

/** The roll crossed a threshold, or was changed. */
export type PrinterEvent = { type: 'paperThreshold'; paper: PaperState }

export type PrinterConfig = {
  id: string
  profile: PrinterProfile
  link: LinkConfig
  /** Deadlines other than the usual ones. */
  timing?: Partial<PrinterTiming>
}

/** An ESC/POS printer. */
export type Printer = Device<PrinterEvent> & {
  readonly kind: 'printer'
  /**
   * Prints a document once; never throws and never sends a byte of it a second time. The same `jobId` again gets the
   * same outcome without printing, unless nothing of it was printed. At most 8 jobs wait; one more is not printed.
   */
  print(document: PaperDocument, job: { jobId: string }): Promise<PrintOutcome>
}

/** Makes a printer; `start()` begins to keep it alive. */
export function createPrinter(config: PrinterConfig, surroundings: DeviceSurroundings = {}): Printer {
  return new EscPosPrinter(config, surroundings)
}

const jobsWaiting = 8
const stopMs = 5_000
const faultyPollMs = 1_000
/** Nobody knows what an earlier run of this program left, so the first settling expects a command cut off. */
const unknownLeftovers: Leftovers = { bytes: 1_024, onPaper: false }

class EscPosPrinter extends LineDevice<PrinterEvent> implements Printer {
  readonly kind = 'printer'
  readonly profile: PrinterProfile
  readonly capabilities: Capabilities
  readonly #traits: PrinterTraits
  readonly #timing: PrinterTiming
  readonly #turns = new Turns()
  readonly #outcomes = new OutcomeMemory()
  readonly #ids: ProcessIds
  #conversation: PrinterConversation | undefined
  #flags: PrinterFlags = noFlags
  #paper: PaperState = 'unknown'
  /** True once the printer has proved that it holds nothing of an earlier job. */
  #settled = false
  #settling: Promise<void> | undefined
  #leftovers = unknownLeftovers
  #printing = false
  #cancelPoll: Cancel | undefined

  constructor(config: PrinterConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    this.profile = config.profile
    this.#traits = printerProfiles[config.profile]
    this.capabilities = { ...this.#traits, chinese: 'GB18030' }
    this.#timing = { ...printerTiming, ...config.timing }
    this.#ids = new ProcessIds(surroundings.random ?? Math.random)
  }

  print(document: PaperDocument, { jobId }: { jobId: string }): Promise<PrintOutcome> {
    return this.#outcomes.once(jobId, () => this.#takeIn(document, jobId))
  }

  async selfTest(): Promise<SelfTest> {
    const error = (await this.#look())?.error ?? this.lineError()
    return error ? { ok: false, error } : { ok: true, identity: `ESC/POS, proof by ${this.#traits.proof}` }
  }

  async #takeIn(document: PaperDocument, jobId: string): Promise<PrintOutcome> {
    const startedAt = this.clock.now()
    const paper = tryCompose(document)
    if (!paper) return notPrinted(jobId, startedAt, { code: 'documentInvalid', action: 'configuration' })
    const { bytes, warnings } = paper
    if (this.#turns.waiting >= jobsWaiting) {
      return notPrinted(jobId, startedAt, { code: 'queueFull', action: 'suspend' }, warnings)
    }
    return this.#turns.run(async () => {
      const obstacle = await this.#obstacle()
      if (obstacle || !this.#conversation) return notPrinted(jobId, startedAt, obstacle, warnings)
      const result = await this.#handOver(this.#conversation, bytes)
      return { jobId, wireMs: 0, ...result, warnings, startedAt }
    })
  }

  async #handOver(conversation: PrinterConversation, bytes: Uint8Array): Promise<JobResult> {
    this.#printing = true
    try {
      const result = await runPrintJob({ ...this.#job(conversation), bytes })
      if (result.outcome === 'unknown') {
        this.#leftovers = { bytes: bytes.length, onPaper: true }
        this.#settled = false
      }
      return result
    } finally {
      this.#printing = false
      this.publish()
      this.#settleIfWell()
    }
  }

  /** What stands in the way of a job right now, asked of the printer itself. */
  async #obstacle(): Promise<DeviceError | undefined> {
    await this.#settling
    const error = this.lineError() ?? (await this.#look())?.error
    if (error) return error
    await this.#settling
    return this.lineError() ?? (this.#settled ? undefined : { code: 'notOpen', action: 'suspend' })
  }

  async #look(): Promise<{ error: DeviceError | undefined } | undefined> {
    const flags = await this.#conversation?.ask()
    return flags && { error: printerError(flags) }
  }

  #job(conversation: PrinterConversation): Omit<PrintJob, 'bytes'> {
    return {
      conversation,
      traits: this.#traits,
      timing: this.#timing,
      clock: this.clock,
      id: this.#ids.next(),
    }
  }

  protected greet(line: Line): void {
    const onFlags = (flags: PrinterFlags) => this.#onFlags(flags)
    const conversation = new PrinterConversation({ line, clock: this.clock, timing: this.#timing, onFlags })
    this.#conversation = conversation
    void conversation.ask().then(async (flags) => {
      if (!flags) return
      line.ready()
      this.#pollLater()
      if (printerError(flags) && this.#leftovers.onPaper) await emptyBuffers(this.#job(conversation))
      this.#settleIfWell()
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#conversation?.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelPoll?.()
    this.#settled = false
    this.#conversation?.end()
    this.#conversation = undefined
  }

  protected readyStatus(): DeviceStatus {
    return printerStatus(this.#flags, this.#settled)
  }

  protected async finish(): Promise<void> {
    await within(this.clock, stopMs, this.#turns.idle(), undefined)
  }

  #onFlags(flags: PrinterFlags): void {
    this.#flags = flags
    this.publish()
    const paper = paperState(flags)
    if (paper !== this.#paper) {
      this.#paper = paper
      this.emit({ type: 'paperThreshold', paper })
    }
    this.#settleIfWell()
  }

  #settleIfWell(): void {
    const conversation = this.#conversation
    if (!conversation || this.link.state.name !== 'ready') return
    if (this.#settled || this.#settling || this.#printing || printerError(this.#flags)) return
    this.#settling = this.#settle(conversation).finally(() => (this.#settling = undefined))
  }

  async #settle(conversation: PrinterConversation): Promise<void> {
    const done = await settlePrinter(this.#job(conversation), this.#leftovers)
    if (conversation !== this.#conversation) return
    if (done) {
      this.#settled = true
      this.#leftovers = { bytes: 0, onPaper: false }
      this.publish()
    } else if (!printerError(this.#flags)) {
      conversation.line.drop('silent')
    }
  }

  #pollLater(): void {
    const wait = printerError(this.#flags) ? Math.min(faultyPollMs, this.#timing.pollMs) : this.#timing.pollMs
    this.#cancelPoll?.()
    this.#cancelPoll = this.clock.after(wait, () => {
      if (!this.#printing) void this.#conversation?.ask()
      this.#pollLater()
    })
  }
}

function notPrinted(
  jobId: string,
  startedAt: number,
  error: DeviceError = { code: 'notOpen', action: 'clear' },
  warnings: readonly TextWarning[] = [],
): PrintOutcome {
  const evidence = error.code === 'paperOut' || error.code === 'coverOpen' ? 'status' : 'none'
  return { jobId, outcome: 'notPrinted', evidence, onPaper: 'nothing', error, warnings, startedAt, wireMs: 0 }
}

function tryCompose(document: PaperDocument) {
  try {
    return composePaper(document)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
