import { History } from '../lib/history.ts'
import { encode } from './frame.ts'
import type { Frame } from './frame.ts'

/** An invitation as the customer sees it. */
export type Invitation = {
  sequence: number
  timeoutS: number
  voice: boolean
  staffName: string
  staffNumber: string
  stars: number
}

type Staff = Pick<Invitation, 'staffName' | 'staffNumber' | 'stars'>

const gb18030 = new TextDecoder('gb18030')
const done = Buffer.of(0)
const REPEAT_MS = 300
const REPEATS = 5
const KEY = 0xc1
const TIMED_OUT = 0xc2

/** A pad with five keys, a small screen and a clock of its own. */
export class Pad {
  readonly invitations = new History<Invitation>()
  readonly #send: (bytes: Uint8Array) => void
  readonly #onInvitation: () => void
  #staff: Staff = { staffName: '', staffNumber: '', stars: 0 }
  #open: Invitation | undefined
  /** By command: the sequence carried out last. */
  readonly #carriedOut = new Map<number, number>()
  #timeout: NodeJS.Timeout | undefined
  readonly #untold = new Map<number, NodeJS.Timeout>()

  constructor(send: (bytes: Uint8Array) => void, onInvitation: () => void) {
    this.#send = send
    this.#onInvitation = onInvitation
  }

  get open(): Invitation | undefined {
    return this.#open
  }

  get staff(): Staff {
    return this.#staff
  }

  hear({ command, sequence, data }: Frame): void {
    switch (command) {
      case 0x01:
        return this.#answer(command, sequence, Buffer.concat([done, Buffer.from('SIM-PAD 1.0', 'latin1')]))
      case 0x02:
        return this.#answer(command, sequence, Buffer.of(0, this.#open ? 1 : 0))
      case 0x10:
        return this.#once(command, sequence, () => (this.#staff = staffOf(data)))
      case 0x11:
        return this.#once(command, sequence, () => this.#invite(sequence, data))
      case 0x12:
        return this.#once(command, sequence, () => this.#open?.sequence === sequence && this.#close())
      case 0x13:
        return this.#once(command, sequence, () => this.#close())
      case 0x14:
        clearInterval(this.#untold.get(sequence))
        this.#untold.delete(sequence)
    }
  }

  /** A finger on a key: for the open invitation, or as if it had been pressed for another one. */
  press(level: number, sequence?: number): void {
    const meant = sequence ?? this.#open?.sequence
    if (meant === undefined) throw new Error('no invitation is open')
    if (meant === this.#open?.sequence) this.#close()
    this.#tell(KEY, meant, Buffer.of(level))
  }

  stop(): void {
    this.#close()
    for (const timer of this.#untold.values()) clearInterval(timer)
  }

  /** A command that comes again under its sequence is acknowledged only. */
  #once(command: number, sequence: number, carryOut: () => unknown): void {
    if (this.#carriedOut.get(command) !== sequence) carryOut()
    this.#carriedOut.set(command, sequence)
    this.#answer(command, sequence, done)
  }

  #invite(sequence: number, data: Buffer): void {
    this.#close()
    const invitation = { sequence, timeoutS: data.readUInt16BE(0), voice: data[2] === 1, ...this.#staff }
    this.#open = invitation
    this.#timeout = setTimeout(() => {
      this.#close()
      this.#tell(TIMED_OUT, sequence, Buffer.alloc(0))
    }, invitation.timeoutS * 1_000)
    this.invitations.add(invitation)
    this.#onInvitation()
  }

  #close(): void {
    clearTimeout(this.#timeout)
    this.#open = undefined
  }

  #answer(command: number, sequence: number, data: Buffer): void {
    this.#send(encode({ sequence, command: command | 0x80, data }))
  }

  /** Tells an event until it is seen, at most six times. */
  #tell(command: number, sequence: number, data: Buffer): void {
    const frame = encode({ sequence, command, data })
    clearInterval(this.#untold.get(sequence))
    let left = REPEATS
    this.#untold.set(
      sequence,
      setInterval(() => {
        left -= 1
        this.#send(frame)
        if (left > 0) return
        clearInterval(this.#untold.get(sequence))
        this.#untold.delete(sequence)
      }, REPEAT_MS),
    )
    this.#send(frame)
  }
}

function staffOf(data: Buffer): Staff {
  const numberLength = data[1] ?? 0
  const nameAt = 2 + numberLength
  const nameLength = data[nameAt] ?? 0
  return {
    stars: data[0] ?? 0,
    staffNumber: data.subarray(2, nameAt).toString('latin1'),
    staffName: gb18030.decode(data.subarray(nameAt + 1, nameAt + 1 + nameLength)),
  }
}
