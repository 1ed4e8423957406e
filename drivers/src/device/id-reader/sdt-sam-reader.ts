import { createHmac, randomBytes } from 'node:crypto'
import { within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import { decodeRecord } from '../../frame/sdt-record.ts'
import type { Line } from '../../link/link.ts'
import type { SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import { found, isNew, isToBeRead, missed, noCard, read, unread } from './card-presence.ts'
import type { CardPresence } from './card-presence.ts'
import type { IdReader, IdReaderConfig, IdReaderEvent } from './id-reader.ts'
import { personOf } from './person.ts'
import { errorOfSam, isOfReader } from './sam-errors.ts'
import { SamTalk, usualSamTiming } from './sam-talk.ts'
import type { Look, SamTiming } from './sam-talk.ts'

export type IdReaderTiming = SamTiming & {
  /** From one look for a card to the next; readers want 300 ms at least. */
  pollMs: number
  /** From one test of the module to the next while no cards are looked for. */
  heartbeatMs: number
}

const usualTiming: IdReaderTiming = { ...usualSamTiming, pollMs: 300, heartbeatMs: 5_000 }
const USUAL_BAUD = 115_200
const STOP_MS = 2_000
const GOOD = 0x90
/** Armings count from 1. */
const BEFORE_ANY_ARMING = 0
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

/** An identity card reader that speaks SDT-SAM. */
export class SdtSamReader extends LineDevice<IdReaderEvent> implements IdReader {
  readonly kind = 'idReader'
  readonly profile = 'sdtSam'
  readonly capabilities = {
    documents: ['mainland', 'residencePermit', 'foreigner2017', 'foreigner2023'],
    photo: false,
    fingerprints: false,
  }
  readonly #timing: IdReaderTiming
  /** Makes prints of cards that say nothing outside this program. */
  readonly #printKey = randomBytes(32)
  #sam: SamTalk | undefined
  #armed = false
  /** Counts armings: what was begun in one is not told in another. */
  #arming = 0
  #presence: CardPresence = noCard
  /** Whether a card was looked for since the start: one that lay there before belongs to nobody who comes. */
  #hasLooked = false
  /** What is wrong with the reader itself. */
  #ailment: DeviceError | undefined
  #step: Promise<void> = Promise.resolve()
  #stepping = false
  #cancelNext: Cancel | undefined

  constructor(config: IdReaderConfig, surroundings: DeviceSurroundings) {
    super(config.id, { baud: USUAL_BAUD, ...config.link }, surroundings)
    this.#timing = { ...usualTiming, ...config.timing }
  }

  get armed(): boolean {
    return this.#armed
  }

  arm(): void {
    if (this.#armed) return
    this.#armed = true
    this.#arming += 1
    if (!this.#stepping) this.#next(0)
  }

  disarm(): void {
    this.#armed = false
  }

  async selfTest(): Promise<SelfTest> {
    const sam = this.#sam
    const error = this.lineError()
    if (error || !sam) return { ok: false, error: error ?? noAnswer }
    const status = await sam.status()
    this.#judge(status)
    if (status !== GOOD) return { ok: false, error: status === undefined ? noAnswer : errorOfSam(status) }
    const number = await sam.number()
    return typeof number === 'string'
      ? { ok: true, identity: `SAM ${number}` }
      : { ok: false, error: noAnswer }
  }

  protected greet(line: Line): void {
    const sam = new SamTalk(line, this.clock, this.talk, this.#timing)
    this.#sam = sam
    void this.#meet(line, sam)
  }

  protected receive(bytes: Uint8Array): void {
    this.#sam?.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelNext?.()
    this.#sam?.end()
    this.#sam = undefined
    this.#ailment = undefined
  }

  protected readyStatus(): DeviceStatus {
    return this.#ailment ? { device: 'hardwareError', error: this.#ailment } : { device: 'online' }
  }

  protected async finish(): Promise<void> {
    this.disarm()
    this.#cancelNext?.()
    await within(this.clock, STOP_MS, this.#step, undefined)
    this.#hasLooked = false
  }

  /** The number comes first: its answer sweeps away what an earlier program may have asked. */
  async #meet(line: Line, sam: SamTalk): Promise<void> {
    const number = await sam.number()
    const status = number === undefined ? undefined : await sam.status()
    if (status === undefined) return line.drop('silent')
    this.#judge(status)
    if (!this.#ailment && !this.#hasLooked && !(await this.#lookFirst(sam))) return line.drop('silent')
    line.ready()
    this.#next(this.#isLooking() ? 0 : this.#timing.heartbeatMs)
  }

  /** Takes the next step after `ms`, one at a time as long as the line lives. */
  #next(ms: number): void {
    this.#cancelNext?.()
    this.#cancelNext = this.clock.after(ms, () => {
      const sam = this.#sam
      if (!sam || this.#stepping || this.link.state.name !== 'ready') return
      this.#stepping = true
      this.#step = this.#take(sam).finally(() => {
        this.#stepping = false
        if (this.#sam) this.#next(this.#isLooking() ? this.#timing.pollMs : this.#timing.heartbeatMs)
      })
    })
  }

  /** A module that failed its test is tested, not asked for cards. */
  #isLooking(): boolean {
    return this.#armed && this.#ailment?.code !== 'selfTestFailed'
  }

  async #take(sam: SamTalk): Promise<void> {
    if (!this.#isLooking()) return this.#judge(await sam.status())
    if (!this.#hasLooked) return void (await this.#lookFirst(sam))
    const arming = this.#arming
    const isWanted = () => this.#armed && this.#arming === arming
    const look = await sam.look(() => isWanted() && isToBeRead(this.#presence, arming))
    if (isWanted()) this.#conclude(look, arming)
    else this.#note(look, arming)
  }

  /** Finds out whether a card lies there since before the start; false when the reader says nothing. */
  async #lookFirst(sam: SamTalk): Promise<boolean> {
    const look = await sam.look(() => false)
    if (look.kind === 'silent') return false
    this.#hasLooked = true
    if (look.kind === 'found') this.#presence = unread(this.#presence, BEFORE_ANY_ARMING)
    return true
  }

  /** What was found for an arming that has ended belongs to that arming, and is told to nobody. */
  #note(look: Look, arming: number): void {
    if (look.kind === 'record') this.#presence = read(this.#presence, arming, this.#printOf(look.record))
    else if (look.kind === 'found' || (look.kind === 'failed' && !isOfReader(look.status)))
      this.#presence = unread(this.#presence, arming)
  }

  #conclude(look: Look, arming: number): void {
    if (look.kind !== 'silent') this.#judge(look.kind === 'failed' ? look.status : GOOD)
    switch (look.kind) {
      case 'none':
        return this.#lose()
      case 'found':
        this.#presence = found(this.#presence)
        return
      case 'record':
        return this.#tell(look.record, arming)
      case 'failed':
        if (!isOfReader(look.status)) this.#fail(errorOfSam(look.status), arming)
        return
      case 'silent':
        if (look.reading) this.#lapse(arming)
    }
  }

  #tell(record: Uint8Array, arming: number): void {
    const card = decodeRecord(record)
    const print = this.#printOf(record)
    const isNewCard = isNew(this.#presence, arming, print)
    this.#presence = read(this.#presence, arming, print)
    if (!isNewCard) return this.emit({ type: 'cardLeft' })
    const person = card && personOf(card)
    if (person) this.emit({ type: 'cardRead', person })
    else this.emit({ type: 'readFailed', error: { code: 'invalidMedia', action: 'clear' } })
  }

  /** What tells one card from another without saying anything of it; overwrites the text. */
  #printOf(record: Uint8Array): string {
    const print = createHmac('sha256', this.#printKey).update(record).digest('base64')
    record.fill(0)
    return print
  }

  #fail(error: DeviceError, arming: number): void {
    if (!isToBeRead(this.#presence, arming)) return
    const isLeft = this.#presence.lying !== undefined
    this.#presence = unread(this.#presence, arming)
    if (!isLeft) this.emit({ type: 'readFailed', error })
  }

  /** No answer while a card was read. When the line is gone the card is not to blame: it is read when the line is back. */
  #lapse(arming: number): void {
    const error = this.lineError()
    if (error) this.emit({ type: 'readFailed', error })
    else this.#fail(noAnswer, arming)
  }

  #lose(): void {
    const before = this.#presence
    this.#presence = missed(before)
    if (before.lying && !this.#presence.lying) this.emit({ type: 'cardRemoved' })
  }

  /** What an answer says of the reader itself. */
  #judge(status: number | undefined): void {
    if (status === undefined) return
    this.#ailment = isOfReader(status) ? errorOfSam(status) : undefined
    this.publish()
  }
}
