import { deadline, within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import type { ScannerFrame } from '../../frame/scanner-line.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { SelfTest } from '../common/device.ts'
import { guarded } from '../common/guarded.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { errorOfFault } from '../common/link-status.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type {
  CodeScanner,
  CodeScannerConfig,
  CodeScannerEvent,
  ScanOptions,
  ScanResult,
} from './code-scanner.ts'
import { scannedCode } from './scanned-code.ts'
import type { ScannedCode } from './scanned-code.ts'
import { ScannerTalk } from './scanner-talk.ts'
import { scannerDialects } from './scanner-dialects.ts'
import type { ScannerDialect, ScannerProfile } from './scanner-dialects.ts'
import { isSeenAgain } from './seen-code.ts'
import type { SeenCode } from './seen-code.ts'

const USUAL_REPEAT_MS = 1_500
const HEARTBEAT_MS = 5_000
const STOP_MS = 2_000
/** Between orders to light up: a scanner goes out by itself after a session of its own, 3 to 5 s with Newland's. */
const RELIGHT_MS = 1_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const canceled: DeviceError = { code: 'canceled', action: 'suspend' }
const timeOut: DeviceError = { code: 'timeOut', action: 'suspend' }

/** A scanner on a serial line, of any maker. */
export class SerialCodeScanner extends LineDevice<CodeScannerEvent> implements CodeScanner {
  readonly kind = 'codeScanner'
  readonly profile: ScannerProfile
  readonly capabilities: Readonly<Record<string, boolean>>
  readonly #config: CodeScannerConfig
  readonly #dialect: ScannerDialect
  readonly #turns = new Turns()
  #talk: ScannerTalk | undefined
  #line: Line | undefined
  #seen: SeenCode
  /** Takes the code of the scan that is going on. */
  #settle: ((result: ScanResult) => void) | undefined
  /** The beginning of the next line was there before the scan began. */
  #isLineOld = false
  #cancelHeartbeat: Cancel | undefined

  constructor(config: CodeScannerConfig, surroundings: DeviceSurroundings) {
    const dialect = scannerDialects[config.profile]
    super(config.id, { baud: dialect.baud, ...config.link }, surroundings)
    this.#config = config
    this.#dialect = config.mode === 'continuous' ? { ...dialect, trigger: undefined } : dialect
    this.profile = config.profile
    this.capabilities = {
      onDemand: this.#dialect.trigger !== undefined,
      answers: dialect.query !== undefined,
    }
  }

  scan({ timeoutMs, signal }: ScanOptions): Promise<ScanResult> {
    return new Promise((resolve) => {
      const cancel = () => resolve({ ok: false, error: canceled })
      signal?.addEventListener('abort', cancel, { once: true })
      void this.#turns.run(async () => {
        if (signal?.aborted) return cancel()
        signal?.removeEventListener('abort', cancel)
        await this.#scan(timeoutMs, signal, resolve)
      })
    })
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const identity = await this.#talk?.identity()
    return identity ? { ok: true, identity } : { ok: false, error: noAnswer }
  }

  protected greet(line: Line): void {
    const { suffix, maxLength } = this.#config
    const reading = { ...(suffix && { suffix }), ...(maxLength && { maxLength }) }
    const hear = (frame: ScannerFrame) => this.#hear(frame)
    const talk = new ScannerTalk({
      line,
      clock: this.clock,
      counters: this.talk,
      dialect: this.#dialect,
      reading,
      hear,
    })
    this.#line = line
    this.#talk = talk
    // A program before this one may have left it lit.
    void talk.putOut().then(async (isOut) => {
      if (!isOut || !(await talk.identity())) return line.drop('silent')
      line.ready()
      this.#heartbeatLater(line, talk)
    })
  }

  protected receive(bytes: Uint8Array): void {
    this.#talk?.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelHeartbeat?.()
    this.#talk?.end()
    this.#talk = undefined
    this.#line = undefined
    const { state } = this.link
    this.#settle?.({ ok: false, error: errorOfFault(state.name === 'lost' ? state.fault : 'stopped') })
  }

  protected readyStatus(): DeviceStatus {
    return { device: 'online' }
  }

  protected async finish(): Promise<void> {
    this.#settle?.({ ok: false, error: canceled })
    await within(this.clock, STOP_MS, this.#turns.idle(), undefined)
  }

  /** One scan; `answer` is called before the scanner is put out, so that nobody waits for that. */
  async #scan(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    answer: (result: ScanResult) => void,
  ): Promise<void> {
    const error = this.lineError()
    const talk = this.#talk
    if (error || !talk) return answer({ ok: false, error: error ?? noAnswer })
    this.#isLineOld = talk.isInLine
    const result = this.#look(timeoutMs, signal)
    const failure = await talk.light()
    if (failure) this.#settle?.({ ok: false, error: failure })
    const letGo = this.#keepLit(talk)
    const found = await result
    letGo()
    answer(found)
    if (!(await talk.putOut())) this.#line?.drop('silent')
  }

  /** Lights the scanner again and again; one that is lit already, and says so, is as wanted. */
  #keepLit(talk: ScannerTalk): Cancel {
    if (!this.#dialect.trigger) return () => undefined
    let cancel: Cancel = () => undefined
    const relightLater = () => {
      cancel = this.clock.after(RELIGHT_MS, () => {
        if (!this.#settle) return
        void talk.light()
        relightLater()
      })
    }
    relightLater()
    return () => cancel()
  }

  #look(timeoutMs: number, signal: AbortSignal | undefined): Promise<ScanResult> {
    return new Promise((resolve) => {
      const abort = () => settle({ ok: false, error: canceled })
      const cancelTimeout = deadline(this.clock, timeoutMs, () => settle({ ok: false, error: timeOut }))
      const settle = (result: ScanResult) => {
        cancelTimeout()
        signal?.removeEventListener('abort', abort)
        this.#settle = undefined
        resolve(result)
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#settle = settle
    })
  }

  #hear(frame: ScannerFrame): void {
    const isOld = this.#isLineOld
    this.#isLineOld = false
    const code = frame.kind === 'code' ? scannedCode(frame.text, this.#config.aimPrefix ?? false) : undefined
    if (code && !isOld && this.#take(code)) return
    this.talk.strays += 1
    // It went out when it had read what cannot be taken.
    if (this.#settle) void this.#talk?.light()
  }

  /** Gives a code to whom it belongs; says whether there was anybody. */
  #take(code: ScannedCode): boolean {
    const at = this.clock.monotonic()
    const isAgain = isSeenAgain(this.#seen, code.text, at, this.#config.repeatMs ?? USUAL_REPEAT_MS)
    const isTold = this.#settle !== undefined || this.#dialect.trigger === undefined
    // Lying there it is seen all the time; in a scan the wait ends, so that a customer may show it again.
    if (isTold && (!isAgain || !this.#settle)) this.#seen = { text: code.text, at }
    if (isAgain || !isTold) return false
    if (this.#settle) this.#settle({ ok: true, code })
    else this.emit(guarded({ type: 'scanned' as const, ...code }, { text: code.text }))
    return true
  }

  #heartbeatLater(line: Line, talk: ScannerTalk): void {
    this.#cancelHeartbeat = this.clock.after(HEARTBEAT_MS, () => {
      void talk.isAlive(this.#settle !== undefined).then((isAlive) => {
        if (!isAlive) line.drop('silent')
        if (line.alive) this.#heartbeatLater(line, talk)
      })
    })
  }
}
