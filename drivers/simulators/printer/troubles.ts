import type { Family } from './family.ts'
import { asbBytes, fullBytes, healthy, isOffline, paperByte, realtimeByte } from './status.ts'
import type { Trouble } from './status.ts'

/** What is wrong with a printer now and later, and how it says so in the words of its family. */
export class Troubles {
  readonly #family: Family
  readonly #send: (bytes: Uint8Array) => void
  #now: Trouble = { ...healthy }
  /** Troubles that strike when so many lines are printed. */
  #due: { line: number; trouble: Partial<Trouble> }[] = []
  /** Which changes are told without being asked: none at 0. */
  #automatic = 0

  constructor(family: Family, send: (bytes: Uint8Array) => void) {
    this.#family = family
    this.#send = send
  }

  get isOffline(): boolean {
    return isOffline(this.#now)
  }

  /** Brings trouble or ends it; a change is told by automatic status. */
  set(change: Partial<Trouble>): void {
    const before = this.#bytes()
    this.#now = { ...this.#now, ...change }
    if (this.#automatic !== 0 && Buffer.compare(before, this.#bytes()) !== 0) this.#send(this.#bytes())
  }

  /** Brings trouble when so many lines are printed. */
  setAtLine(line: number, trouble: Partial<Trouble>): void {
    this.#due.push({ line, trouble })
  }

  /** Lines are printed: brings what was due. */
  strike(linesPrinted: number): void {
    const due = this.#due.filter(({ line }) => linesPrinted >= line)
    this.#due = this.#due.filter((one) => !due.includes(one))
    for (const { trouble } of due) this.set(trouble)
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
