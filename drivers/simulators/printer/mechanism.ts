import { History } from '../lib/history.ts'
import type { Command } from './command.ts'
import { Exit } from './exit.ts'
import type { Family } from './family.ts'
import { Roll } from './paper.ts'
import type { Paper } from './paper.ts'
import { healthy } from './status.ts'
import { Symbols } from './symbols.ts'
import type { StatusReporter } from './status-reporter.ts'

/** Of the places for letters of one's own, where the family has all of them. */
const LAST_PLACE = 0xfe

/** Roll, knife and exit, and what each command does to them. */
export class Mechanism {
  readonly papers = new History<Paper>()
  readonly roll: Roll
  readonly exit = new Exit()
  readonly #family: Family
  readonly #reporter: StatusReporter
  readonly #send: (bytes: Uint8Array) => void
  readonly #symbols: Symbols
  #jammedKnife = false
  /** Requests in the stream that were answered: all before them is done. */
  answered = 0
  unknown: number[][] = []

  constructor(
    family: Family,
    lineCells: number,
    reporter: StatusReporter,
    send: (bytes: Uint8Array) => void,
  ) {
    this.#family = family
    this.#reporter = reporter
    this.#send = send
    this.roll = new Roll(lineCells)
    this.#symbols = new Symbols(this.roll)
  }

  /** The knife will jam when it cuts next. */
  jamKnife(): void {
    this.#jammedKnife = true
  }

  /** Tries the knife again. */
  recover(): void {
    if (!this.#jammedKnife) this.#reporter.set({ cutterJam: false })
  }

  /** Ends the causes of all faults, as when paper is put in and the cover closed. */
  cure(): void {
    this.exit.isJammed = false
    this.exit.isBinFull = false
    this.#jammedKnife = false
    // The error of the knife stays until the printer is told to recover.
    const { cutterJam } = this.#reporter.now
    this.#reporter.set({ ...healthy, cutterJam, occupied: this.exit.isOccupied })
  }

  /** The customer takes the paper in the exit. */
  take(): boolean {
    const taken = this.exit.take()
    this.#exitChanged()
    return taken
  }

  /** Carries a command out; false when it could not, and stays in the buffer. */
  execute(command: Command): boolean {
    switch (command.kind) {
      case 'initialize':
        this.roll.reset()
        this.#reporter.mute()
        return true
      case 'image':
        this.roll.image(command.width, command.height, command.dots)
        return true
      case 'learn':
        if ((command.code[1] ?? 0) <= (this.#family.lastPlace ?? LAST_PLACE))
          this.roll.learn(command.code, command.dots)
        return true
      case 'ejector':
        this.#ejector(command.what)
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
      case 'fullStatus':
        this.#reporter.setAutomatic(command.mask, command.kind)
        return true
      case 'answerPaper':
        this.answered += 1
        this.#reporter.answerPaper()
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
      this.#reporter.set({ cutterJam: true })
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

  #exitChanged(): void {
    this.#reporter.set({ occupied: this.exit.isOccupied, presenterJam: this.exit.isJammed })
  }
}
