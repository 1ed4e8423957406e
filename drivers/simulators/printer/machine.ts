import { History } from '../lib/history.ts'
import { parse } from './command.ts'
import type { Command } from './command.ts'
import { Roll } from './paper.ts'
import type { Paper } from './paper.ts'
import { RealTimeFilter } from './real-time.ts'
import type { RealTime } from './real-time.ts'
import { asbBytes, isOffline, paperByte, realtimeByte } from './status.ts'
import type { Trouble } from './status.ts'

/** What tells the printer families apart. */
export type Family = { processId: boolean; answersClear: boolean; maker: string; model: string }

export const families: Readonly<Record<string, Family>> = {
  epson: { processId: true, answersClear: true, maker: 'EPSON', model: 'TM-T82X' },
  clone: { processId: false, answersClear: false, maker: 'GP', model: 'POS-80' },
}

const bufferSize = 4_096
const healthy: Trouble = { paperOut: false, paperLow: false, coverOpen: false, cutterJam: false, hot: false }

/** A receipt printer: a 4 KB receive buffer, a mechanism that takes time, a roll, sensors and a knife. */
export class Machine {
  readonly papers = new History<Paper>()
  readonly roll: Roll
  readonly #family: Family
  readonly #lineMs: number
  readonly #send: (bytes: Uint8Array) => void
  readonly #filter = new RealTimeFilter()
  #buffer: number[] = []
  #trouble: Trouble = { ...healthy }
  #jammedKnife = false
  #paperOutAtLine: number | undefined
  #asb = 0
  #qr = { data: '', module: 3, level: 0x30 }
  #timer: NodeJS.Timeout | undefined
  overruns = 0
  unknown: number[][] = []

  constructor(family: Family, lineCells: number, lineMs: number, send: (bytes: Uint8Array) => void) {
    this.#family = family
    this.#lineMs = lineMs
    this.#send = send
    this.roll = new Roll(lineCells)
  }

  get buffered(): number {
    return this.#buffer.length
  }

  receive(chunk: Uint8Array): void {
    for (const part of this.#filter.split(chunk)) {
      if (typeof part !== 'number') this.#carryOut(part)
      else if (this.#buffer.length < bufferSize) this.#buffer.push(part)
      else this.overruns += 1
    }
    this.#work()
  }

  /** Brings trouble or ends it; a change is told by automatic status. */
  set(change: Partial<Trouble> & { jammedKnife?: boolean; paperOutAtLine?: number }): void {
    const { jammedKnife, paperOutAtLine, ...trouble } = change
    if (jammedKnife !== undefined) this.#jammedKnife = jammedKnife
    if (paperOutAtLine !== undefined) this.#paperOutAtLine = this.roll.linesPrinted + paperOutAtLine
    this.#become({ ...this.#trouble, ...trouble })
    this.#work()
  }

  /** Ends all trouble at once, as when paper is put in and the cover closed. */
  cure(): void {
    this.#paperOutAtLine = undefined
    this.set({ ...healthy, jammedKnife: false })
  }

  /** Power off and on: everything that was not on paper is gone. */
  powerCycle(): void {
    this.#buffer = []
    this.#asb = 0
    this.roll.reset()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #carryOut(command: RealTime): void {
    if (command.kind === 'ask') {
      const answer = realtimeByte(command.question, this.#trouble)
      if (answer !== undefined) this.#send(Uint8Array.of(answer))
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
    const before = asbBytes(this.#trouble)
    this.#trouble = trouble
    if (this.#asb !== 0 && Buffer.compare(before, asbBytes(trouble)) !== 0) this.#send(asbBytes(trouble))
  }

  /** Works through the buffer until it is empty, the mechanism needs time, or something is wrong. */
  #work(): void {
    if (this.#timer) return
    while (!isOffline(this.#trouble)) {
      const parsed = parse(Uint8Array.from(this.#buffer))
      if (!parsed) return
      const before = this.roll.linesPrinted
      if (!this.#execute(parsed.command)) return
      this.#buffer.splice(0, parsed.length)
      const lines = this.roll.linesPrinted - before
      if (this.#paperOutAtLine !== undefined && this.roll.linesPrinted >= this.#paperOutAtLine) {
        this.#paperOutAtLine = undefined
        this.#become({ ...this.#trouble, paperOut: true })
      }
      if (lines > 0 && this.#lineMs > 0) return this.#rest(lines * this.#lineMs)
    }
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
        this.#symbol(command.fn, command.data)
        return true
      case 'automaticStatus':
        this.#asb = command.mask
        if (command.mask !== 0) this.#send(asbBytes(this.#trouble))
        return true
      case 'answerPaper':
        this.#send(Uint8Array.of(paperByte(this.#trouble)))
        return true
      case 'answerId':
        this.#send(
          Buffer.from(`_${command.what === 0x42 ? this.#family.maker : this.#family.model}\0`, 'latin1'),
        )
        return true
      case 'processId':
        if (this.#family.processId) this.#send(Uint8Array.of(0x37, 0x22, ...command.id, 0x00))
        return true
      case 'nothing':
        return true
      case 'unknown':
        this.unknown.push(command.bytes)
        return true
    }
  }

  #cut(mode: 'full' | 'partial'): boolean {
    if (this.#jammedKnife) {
      this.#become({ ...this.#trouble, cutterJam: true })
      return false
    }
    const paper = this.roll.cut(mode)
    if (paper) this.papers.add(paper)
    return true
  }

  #symbol(fn: number, data: Uint8Array): void {
    if (fn === 0x43) this.#qr.module = data[0] ?? 3
    if (fn === 0x45) this.#qr.level = data[0] ?? 0x30
    if (fn === 0x50) this.#qr.data = Buffer.from(data.subarray(1)).toString('utf8')
    if (fn === 0x51) this.roll.qr(this.#qr.data, this.#qr.module, this.#qr.level)
  }
}
