import { History } from '../lib/history.ts'
import { parse } from './command.ts'
import type { Command } from './command.ts'
import { Exit } from './exit.ts'
import type { Family } from './family.ts'
import { Roll } from './paper.ts'
import type { Paper } from './paper.ts'
import { Power } from './power.ts'
import { RealTimeFilter } from './real-time.ts'
import type { RealTime } from './real-time.ts'
import { asbBytes, fullBytes, healthy, isOffline, paperByte, realtimeByte } from './status.ts'
import type { Trouble } from './status.ts'
import { Symbols } from './symbols.ts'

const bufferSize = 4_096
/** How long a power cut lasts, ms, if nothing else is said: no printer starts faster. */
const usualOffMs = 1_000

/** A receipt printer: a 4 KB receive buffer, a mechanism that takes time, a roll, sensors and a knife. */
export class Machine {
  readonly papers = new History<Paper>()
  readonly roll: Roll
  readonly exit = new Exit()
  readonly #family: Family
  readonly #lineMs: number
  readonly #send: (bytes: Uint8Array) => void
  #filter = new RealTimeFilter()
  #buffer: number[] = []
  #trouble: Trouble = { ...healthy }
  #jammedKnife = false
  /** Troubles that strike when so many lines are printed. */
  #due: { line: number; trouble: Partial<Trouble> }[] = []
  #asb = 0
  readonly #symbols: Symbols
  readonly #power = new Power(() => this.#forgetAll())
  #timer: NodeJS.Timeout | undefined
  overruns = 0
  /** Requests in the stream that were answered: all before them is done. */
  answered = 0
  unknown: number[][] = []

  constructor(family: Family, lineCells: number, lineMs: number, send: (bytes: Uint8Array) => void) {
    this.#family = family
    this.#lineMs = lineMs
    this.#send = send
    this.roll = new Roll(lineCells)
    this.#symbols = new Symbols(this.roll)
  }

  get buffered(): number {
    return this.#buffer.length
  }

  receive(chunk: Uint8Array): void {
    for (const part of this.#filter.split(this.#power.beforeCut(chunk))) {
      if (typeof part !== 'number') this.#carryOut(part)
      else if (this.#buffer.length < bufferSize) this.#buffer.push(part)
      else this.overruns += 1
    }
    this.#work()
    this.#power.strike()
  }

  /** Brings trouble or ends it; a change is told by automatic status. */
  set(change: Partial<Trouble>): void {
    this.#become({ ...this.#trouble, ...change })
    this.#work()
  }

  /** Brings trouble when so many more lines are printed. */
  setAtLine(line: number, trouble: Partial<Trouble>): void {
    this.#due.push({ line: this.roll.linesPrinted + line, trouble })
  }

  /** The knife will jam when it cuts next. */
  jamKnife(): void {
    this.#jammedKnife = true
  }

  /** Ends all trouble at once, as when paper is put in and the cover closed. */
  cure(): void {
    this.#due = []
    this.#power.cure()
    this.exit.isJammed = false
    this.exit.isBinFull = false
    this.#jammedKnife = false
    this.set({ ...healthy, occupied: this.exit.isOccupied })
  }

  /**
   * Power off, and on again after `ms`: everything that was not on paper is gone, and nothing is heard or said. At
   * once, or when so many more bytes have come in.
   */
  powerCycle({ ms = usualOffMs, afterBytes }: { ms?: number; afterBytes?: number } = {}): void {
    if (afterBytes === undefined) this.#power.cut(ms)
    else this.#power.cutAfter(afterBytes, ms)
  }

  /** The customer takes the paper in the exit. */
  take(): boolean {
    const taken = this.exit.take()
    this.#exitChanged()
    return taken
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#power.stop()
  }

  #forgetAll(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#filter = new RealTimeFilter()
    this.#asb = 0
    this.#empty()
  }

  #carryOut(command: RealTime): void {
    if (command.kind === 'ask') {
      const answer = realtimeByte(command.question, this.#trouble, this.#family.status === 'snbc')
      if (command.question === 20 && this.#family.status === 'custom') this.#send(fullBytes(this.#trouble))
      else if (answer !== undefined) this.#send(Uint8Array.of(answer))
    } else if (command.kind === 'recover') {
      if (command.clear && isOffline(this.#trouble)) this.#empty()
      if (!this.#jammedKnife) this.#become({ ...this.#trouble, cutterJam: false })
    } else if (this.#family.answersClear) {
      this.#empty()
      this.#send(Uint8Array.of(0x37, 0x25, 0x00))
    }
  }

  #empty(): void {
    this.#buffer = []
    this.roll.reset()
  }

  #become(trouble: Trouble): void {
    const bytesOf = this.#family.status === 'custom' ? fullBytes : asbBytes
    const before = bytesOf(this.#trouble)
    this.#trouble = trouble
    if (this.#asb !== 0 && !this.#power.isOff && Buffer.compare(before, bytesOf(trouble)) !== 0)
      this.#send(bytesOf(trouble))
  }

  #exitChanged(): void {
    this.#become({ ...this.#trouble, occupied: this.exit.isOccupied, presenterJam: this.exit.isJammed })
  }

  /** Works through the buffer until it is empty, the mechanism needs time, or something is wrong. */
  #work(): void {
    if (this.#timer || this.#power.isOff) return
    while (!isOffline(this.#trouble)) {
      const parsed = parse(Uint8Array.from(this.#buffer))
      if (!parsed) return this.#giveUp()
      const before = this.roll.linesPrinted
      if (!this.#execute(parsed.command)) return
      this.#buffer.splice(0, parsed.length)
      const lines = this.roll.linesPrinted - before
      const due = this.#due.filter(({ line }) => this.roll.linesPrinted >= line)
      this.#due = this.#due.filter((one) => !due.includes(one))
      for (const { trouble } of due) this.#become({ ...this.#trouble, ...trouble })
      if (lines > 0 && this.#lineMs > 0) return this.#rest(lines * this.#lineMs)
    }
  }

  /** A command that is longer than the whole buffer can only be a broken one. */
  #giveUp(): void {
    if (this.#buffer.length < bufferSize) return
    this.unknown.push(this.#buffer.slice(0, 8))
    this.#buffer = []
  }

  #rest(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#work()
    }, ms)
  }

  /** Carries a command out; false when it could not, and stays in the buffer. */
  #execute(command: Command): boolean {
    switch (command.kind) {
      case 'initialize':
        this.roll.reset()
        this.#asb = 0
        return true
      case 'image':
        this.roll.image(command.width, command.height, command.dots)
        return true
      case 'learn':
        this.roll.learn(command.code, command.dots)
        return true
      case 'ejector':
        this.#ejector(command.what)
        return true
      case 'fullStatus':
        if (this.#family.status === 'custom') this.#asb = command.mask
        return true
      case 'style':
        this.roll.style = {
          ...this.roll.style,
          [command.what]: command.what === 'bold' ? command.value === 1 : command.value,
        }
        return true
      case 'size':
        this.roll.style = { ...this.roll.style, width: command.width, height: command.height }
        return true
      case 'letter':
        this.roll.put(command.bytes)
        return true
      case 'lineFeed':
        this.roll.endLine()
        return true
      case 'feed':
        this.roll.feed(command.lines)
        return true
      case 'cut':
        return this.#cut(command.mode)
      case 'qr':
      case 'barcode':
      case 'barcodeHeight':
      case 'barcodeText':
        return this.#symbols.execute(command)
      case 'automaticStatus':
        if (this.#family.status === 'custom') return true
        this.#asb = command.mask
        if (command.mask !== 0) this.#send(asbBytes(this.#trouble))
        return true
      case 'answerPaper':
        this.answered += 1
        this.#send(Uint8Array.of(paperByte(this.#trouble)))
        return true
      case 'answerId':
        this.#sendIdentity(command.what)
        return true
      case 'processId':
        if (this.#family.processId) this.answered += 1
        if (this.#family.processId) this.#send(Uint8Array.of(0x37, 0x22, ...command.id, 0x00))
        return true
      case 'nothing':
        return true
      case 'unknown':
        this.unknown.push(command.bytes)
        return true
    }
  }

  /** GS I 66, 67 and 68; anything else is not answered. */
  #sendIdentity(what: number): void {
    const { maker, model, serial } = this.#family
    const text = { 0x42: maker, 0x43: model, 0x44: serial }[what]
    if (text !== undefined) this.#send(Buffer.from(`_${text}\0`, 'latin1'))
  }

  #cut(mode: 'full' | 'partial'): boolean {
    if (this.#jammedKnife) {
      this.#become({ ...this.#trouble, cutterJam: true })
      return false
    }
    const paper = this.roll.cut(mode)
    if (paper) this.papers.add(paper)
    if (paper && this.#family.presenter) this.exit.put(paper)
    if (this.#family.presenter === 'afterCut') this.exit.present()
    this.#exitChanged()
    return true
  }

  #ejector(what: number): void {
    if (!this.#family.presenter) return
    if (what === 2) this.exit.retract()
    if (what === 3) this.exit.present()
    if (what === 5) this.exit.eject()
    this.#exitChanged()
  }
}
