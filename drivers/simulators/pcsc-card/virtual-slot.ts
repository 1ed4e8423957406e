import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import type { Chip } from '../chip/chip.ts'

/** What vpcd asks for in a message of one byte (vsmartcard, virtualsmartcard/src/vpcd/vpcd.h). */
const ASK = { off: 0, on: 1, reset: 2, atr: 4 } as const

/**
 * The card's end of vpcd's protocol: vpcd listens, a card that is put in connects. Each message is a length of two bytes,
 * big-endian, and a content; a content of one byte is a wish, anything longer a command for the chip.
 */
export class VirtualSlot {
  readonly #host: string
  readonly #port: number
  readonly #chip: () => Chip
  #socket: Socket | undefined
  #held = Buffer.alloc(0)
  #pullAfter: number | undefined
  apdus = 0

  constructor(host: string, port: number, chip: () => Chip) {
    this.#host = host
    this.#port = port
    this.#chip = chip
  }

  get inserted(): boolean {
    return this.#socket !== undefined
  }

  async insert(): Promise<void> {
    await this.remove()
    const socket = connect(this.#port, this.#host)
    socket.setNoDelay(true)
    await waitFor('the slot', once(socket, 'connect'))
    this.#socket = socket
    this.#held = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#gone(socket))
    socket.on('data', (bytes) => this.#receive(socket, bytes))
  }

  async remove(): Promise<void> {
    const socket = this.#socket
    if (!socket) return
    this.#gone(socket)
    await waitFor('the slot to be empty', once(socket.destroy(), 'close'))
  }

  /** The card is pulled at the command after `apdus` more: that one is carried out and its answer lost. */
  pullAfter(apdus: number): void {
    this.#pullAfter = apdus
  }

  #gone(socket: Socket): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    this.#chip().powerOff()
  }

  #receive(socket: Socket, bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes])
    while (this.#held.length >= 2) {
      const end = 2 + this.#held.readUInt16BE(0)
      if (this.#held.length < end) return
      const content = Uint8Array.from(this.#held.subarray(2, end))
      this.#held = this.#held.subarray(end)
      this.#hear(socket, content)
    }
  }

  #hear(socket: Socket, content: Uint8Array): void {
    const chip = this.#chip()
    if (content.length > 1) return this.#apdu(socket, chip, content)
    const [wish] = content
    if (wish === ASK.off) chip.powerOff()
    if (wish === ASK.on || wish === ASK.reset) chip.reset()
    // By this vpcd also asks whether a card is there: an answer even from a mute one.
    if (wish === ASK.atr) send(socket, chip.atr)
  }

  #apdu(socket: Socket, chip: Chip, content: Uint8Array): void {
    this.apdus += 1
    const answer = chip.apdu(content)
    const pulled = this.#pullAfter === 0
    this.#pullAfter = this.#pullAfter === undefined || pulled ? undefined : this.#pullAfter - 1
    // A chip that falls silent is out of reach: vpcd has no other word for it.
    if (pulled || !answer) void this.remove()
    else send(socket, answer)
  }
}

function send(socket: Socket, content: Uint8Array): void {
  socket.write(Uint8Array.of(content.length >> 8, content.length & 0xff, ...content))
}
