import { within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import { noFlags } from '../../frame/escpos-status.ts'
import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { Line } from '../../link/link.ts'
import type { PaperDocument } from '../../paper/document.ts'
import { Turns } from '../../turns.ts'
import type { Capabilities, Outcome, SelfTest } from '../common/device.ts'
import { ESCPOS } from '../../paper/escpos.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus, PaperSupply } from '../common/status.ts'
import { awaitsRecovery, ErrorRecovery } from './error-recovery.ts'
import { checkDocument } from './check-document.ts'
import type { CheckedDocument } from './check-document.ts'
import { OutcomeMemory } from './outcome-memory.ts'
import { PaperRoll } from './paper-roll.ts'
import { Presenter } from './presenter.ts'
import { documentInvalid, emptyBuffers, runPrintJob } from './print-job.ts'
import type { JobParts, JobResult } from './print-job.ts'
import { notPrinted } from './print-outcome.ts'
import type { PrintOutcome } from './print-outcome.ts'
import type { PrinterConfig, PrinterEvent } from './printer-config.ts'
import { PrinterConversation } from './printer-conversation.ts'
import { askIdentity, identityText } from './printer-identity.ts'
import { PRINTER_PROFILES, printerTiming } from './printer-profile.ts'
import type { PrinterProfile, PrinterTiming, PrinterTraits } from './printer-profile.ts'
import { paperSupply, printerError, printerStatus } from './printer-status.ts'
import type { Printer } from './printer.ts'
import { ProcessIds } from './process-ids.ts'
import { Settler } from './settler.ts'

const JOBS_WAITING = 8
const STOP_MS = 5_000
/** Polls of a printer that has a fault, or a paper in its exit: changes are to be seen soon. */
const WATCHFUL_POLL_MS = 1_000
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }

/** The one driver of all profiles: takes jobs in, keeps the printer settled, tells how it is. */
export class EscPosPrinter extends LineDevice<PrinterEvent> implements Printer {
  readonly kind = 'printer'
  readonly profile: PrinterProfile
  readonly capabilities: Capabilities
  readonly #config: PrinterConfig
  readonly #traits: PrinterTraits
  readonly #timing: PrinterTiming
  readonly #turns = new Turns()
  readonly #outcomes = new OutcomeMemory()
  readonly #ids: ProcessIds
  readonly #settler: Settler
  readonly #roll: PaperRoll
  readonly #presenter: Presenter | undefined
  readonly #recovery = new ErrorRecovery()
  #conversation: PrinterConversation | undefined
  #flags: PrinterFlags = noFlags
  #paper: PaperSupply = 'unknown'
  #isPrinting = false
  #cancelPoll: Cancel | undefined

  constructor(config: PrinterConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    this.profile = config.profile
    this.#config = config
    this.#traits = PRINTER_PROFILES[config.profile]
    const { proof, answersClear, retract } = this.#traits
    this.capabilities = { proof, answersClear, presenter: retract !== undefined, chinese: 'GB18030' }
    this.#timing = { ...printerTiming, ...config.timing }
    this.#ids = new ProcessIds(surroundings.random ?? Math.random)
    this.#roll = new PaperRoll(config.roll)
    this.#presenter = retract && this.#makePresenter(retract)
    this.#settler = new Settler({
      job: (conversation) => this.#job(conversation),
      isFree: () => this.link.state.name === 'ready' && !this.#isPrinting && !printerError(this.#flags),
      onSettled: () => this.publish(),
      onFailure: (conversation) => printerError(this.#flags) ?? conversation.line.drop('silent'),
    })
  }

  print(document: PaperDocument, { jobId }: { jobId: string }): Promise<PrintOutcome> {
    return this.#outcomes.once(jobId, () => this.#takeIn(document, jobId))
  }

  async retract(): Promise<Outcome> {
    const outcome = await (this.#presenter?.retract() ?? { ok: false as const, error: unsupported })
    this.publish()
    return outcome
  }

  paperChanged(): void {
    this.#roll.change()
    this.#tellUsage()
  }

  binEmptied(): void {
    this.#presenter?.binEmptied()
    this.publish()
  }

  async recover(): Promise<Outcome> {
    return this.#turns.run(async () => {
      const flags = await this.#conversation?.ask()
      if (flags && awaitsRecovery(flags)) await this.#tellToRecover()
      const error = this.lineError() ?? (await this.#look())?.error
      return error ? { ok: false, error } : { ok: true }
    })
  }

  async selfTest(): Promise<SelfTest> {
    const error = (await this.#look())?.error ?? this.lineError()
    if (error) return { ok: false, error }
    const protocol = `ESC/POS, proof by ${this.#traits.proof}`
    const told = await this.#identity()
    return { ok: true, identity: told === undefined ? protocol : `${told} (${protocol})` }
  }

  /** Model and serial number, of a printer that tells them and is idle: no job waits for a self-test. */
  async #identity(): Promise<string | undefined> {
    if (!this.#traits.tellsIdentity || this.#turns.waiting > 0) return undefined
    return this.#turns.run(async () => {
      await this.#settler.idle()
      if (!this.#conversation || !this.#settler.isSettled) return undefined
      const told = await askIdentity(this.#job(this.#conversation))
      return told && identityText(told)
    })
  }

  async #takeIn(document: PaperDocument, jobId: string): Promise<PrintOutcome> {
    const job = { jobId, startedAt: this.clock.now() }
    const pace = this.link.pace
    const checked = checkDocument(document, { cut: this.#traits.cut, glyphs: this.#config.glyphs, pace })
    if ('problem' in checked) return { ...notPrinted(job, documentInvalid), problem: checked.problem }
    if (this.#turns.waiting >= JOBS_WAITING) {
      return notPrinted(job, { code: 'queueFull', action: 'suspend' }, checked.warnings)
    }
    return this.#turns.run(async () => {
      const obstacle = await this.#obstacle()
      if (obstacle || !this.#conversation) return notPrinted(job, obstacle, checked.warnings)
      const { fedMm: _fed, longestSlice: _slice, ...told } = await this.#handOver(this.#conversation, checked)
      return { ...job, ...told, warnings: checked.warnings }
    })
  }

  async #handOver(conversation: PrinterConversation, { slices }: CheckedDocument): Promise<JobResult> {
    this.#isPrinting = true
    try {
      let problem: string | undefined
      const given = slices((why) => (problem = why))
      const result = await runPrintJob({ ...this.#job(conversation), slices: given })
      const isVoid = result.outcome === 'notPrinted'
      if (result.outcome !== 'printed' && result.onPaper !== 'nothing')
        this.#settler.spoil({ bytes: result.longestSlice, onPaper: true, isVoid })
      this.#roll.feed(result.fedMm)
      this.#tellUsage()
      return problem === undefined ? result : { ...result, problem }
    } finally {
      this.#isPrinting = false
      this.publish()
      this.#settler.tryNow(this.#conversation)
      // Soon, since a paper may lie in the exit now.
      if (this.#presenter) void this.#conversation?.ask()
    }
  }

  /** What stands in the way of a job right now, asked of the printer itself. */
  async #obstacle(): Promise<DeviceError | undefined> {
    await this.#settler.idle()
    const error = this.lineError() ?? (await this.#look())?.error
    if (error) return error
    // Nobody's paper is pushed out by the next customer's.
    if (this.#presenter?.media === 'present') await this.#presenter.retractNow()
    await this.#settler.idle()
    return this.lineError() ?? (this.#settler.isSettled ? undefined : { code: 'notOpen', action: 'suspend' })
  }

  async #look(): Promise<{ error: DeviceError | undefined } | undefined> {
    const flags = await this.#conversation?.ask()
    return flags && { error: printerError(flags) }
  }

  async #tellToRecover(): Promise<void> {
    await this.#conversation?.line.write(ESCPOS.recoverAndClear())
  }

  #job(conversation: PrinterConversation): JobParts {
    const { clock } = this
    return { conversation, traits: this.#traits, timing: this.#timing, clock, ids: this.#ids }
  }

  #makePresenter(retract: Buffer): Presenter {
    return new Presenter({
      clock: this.clock,
      config: this.#config.presenter ?? {},
      retract,
      conversation: () => this.#conversation,
      inTurn: (task) => this.#turns.run(task),
      emit: (event) => {
        this.emit(event)
        this.publish()
      },
    })
  }

  protected greet(line: Line): void {
    const conversation = new PrinterConversation({
      line,
      clock: this.clock,
      timing: this.#timing,
      layout: this.#traits.status,
      ...(this.#config.presenter?.presenterBits && { bits: this.#config.presenter.presenterBits }),
      onFlags: (flags) => this.#onFlags(flags),
    })
    this.#conversation = conversation
    void conversation.ask().then(async (flags) => {
      if (!flags) return
      line.ready()
      this.#pollLater()
      if (printerError(flags) && this.#settler.leftovers.onPaper) await emptyBuffers(this.#job(conversation))
      this.#settler.tryNow(this.#conversation)
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#conversation?.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelPoll?.()
    this.#settler.lineEnded()
    this.#presenter?.lineEnded()
    this.#conversation?.end()
    this.#conversation = undefined
  }

  protected readyStatus(): DeviceStatus {
    const consumables = [this.#roll.consumable, this.#presenter?.consumable].filter(
      (one) => one !== undefined,
    )
    return {
      ...printerStatus(this.#flags, this.#settler.isSettled),
      ...(this.#presenter && { media: this.#presenter.media }),
      ...(consumables.length > 0 && { consumables }),
    }
  }

  protected async finish(): Promise<void> {
    await within(this.clock, STOP_MS, this.#turns.idle(), undefined)
  }

  #onFlags(flags: PrinterFlags): void {
    this.#flags = flags
    this.#recovery.hear(flags, this.clock.monotonic())
    this.#presenter?.hear(flags)
    if (this.#roll.hear(flags)) this.#tellUsage()
    this.publish()
    const paper = paperSupply(flags)
    if (paper !== this.#paper) {
      this.#paper = paper
      this.emit({ type: 'paperThreshold', paper })
    }
    this.#settler.tryNow(this.#conversation)
  }

  #tellUsage(): void {
    const { leftMm } = this.#roll
    if (leftMm !== undefined) this.emit({ type: 'paperUsage', leftMm })
    this.publish()
  }

  /** Looks how an idle printer is; one that waits to be told so recovers first. */
  async #watch(): Promise<void> {
    if (this.#recovery.take(this.clock.monotonic())) await this.#tellToRecover()
    await this.#conversation?.ask()
  }

  #pollLater(): void {
    const isWatchful = printerError(this.#flags) !== undefined || this.#presenter?.media === 'present'
    const wait = isWatchful ? Math.min(WATCHFUL_POLL_MS, this.#timing.pollMs) : this.#timing.pollMs
    this.#cancelPoll?.()
    this.#cancelPoll = this.clock.after(wait, () => {
      if (!this.#isPrinting) void this.#watch()
      this.#pollLater()
    })
  }
}
