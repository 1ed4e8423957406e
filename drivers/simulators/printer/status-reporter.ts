import type { Family } from './family.ts'
import { asbBytes, fullBytes, healthy, isOffline, paperByte, realtimeByte } from './status.ts'
import type { PrinterFaults } from './status.ts'

/** What is wrong with a printer now and later, and how it says so in the words of its family. */
export class StatusReporter {
  readonly #family: Family
  readonly #send: (bytes: Uint8Array) => void
  #now: PrinterFaults = { ...healthy }
  /** StatusReporter that strike when so many lines are printed. */
  #due: { line: number; faults: Partial<PrinterFaults> }[] = []
  /** Which changes are told without being asked: none at 0. */
  #automatic = 0

  constructor(family: Family, send: (bytes: Uint8Array) => void) {
    this.#family = family
    this.#send = send
  }

  get now(): Readonly<PrinterFaults> {
    return this.#now
  }

  get isOffline(): boolean {
    return isOffline(this.#now)
  }

  /** Begins a fault or ends it; a change is told by automatic status. */
  set(change: Partial<PrinterFaults>): void {
    const before = this.#bytes()
    this.#now = { ...this.#now, ...change }
    if (this.#automatic !== 0 && Buffer.compare(before, this.#bytes()) !== 0) this.#send(this.#bytes())
  }

  /** Begins a fault when so many lines are printed. */
  setAtLine(line: number, faults: Partial<PrinterFaults>): void {
    this.#due.push({ line, faults })
  }

  /** Lines are printed: brings what was due. */
  strike(linesPrinted: number): void {
    const due = this.#due.filter(({ line }) => linesPrinted >= line)
    this.#due = this.#due.filter((one) => !due.includes(one))
    for (const { faults } of due) this.set(faults)
  }

  /** Nothing strikes any more. */
  calm(): void {
    this.#due = []
  }

  /** GS a, or GS E0 of Custom's, whose printers tell nothing when it is set. */
  setAutomatic(mask: number, command: 'automaticStatus' | 'fullStatus'): void {
    const isCustom = this.#family.status === 'custom'
    if (isCustom !== (command === 'fullStatus')) return
    this.#automatic = mask
    if (!isCustom && mask !== 0) this.#send(this.#bytes())
  }

  /** Nothing is told without being asked. */
  mute(): void {
    this.#automatic = 0
  }

  /** DLE EOT n. */
  answer(question: number): void {
    const { status } = this.#family
    const answer = realtimeByte(question, this.#now, status === 'snbc')
    if (question === 20 && status === 'custom') this.#send(this.#bytes())
    else if (answer !== undefined) this.#send(Uint8Array.of(answer))
  }

  /** GS r 1. */
  answerPaper(): void {
    this.#send(Uint8Array.of(paperByte(this.#now)))
  }

  #bytes(): Uint8Array {
    return this.#family.status === 'custom' ? fullBytes(this.#now) : asbBytes(this.#now)
  }
}
