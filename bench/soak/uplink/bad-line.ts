import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import type { Random } from '@service-hall/harness/random'
import { WebSocket, WebSocketServer } from 'ws'

/** What a bad line did. */
export type Mischief = { doubled: number; reordered: number; cut: number }

/** How often, of batches that cross it. */
const SHARES = { doubled: 0.01, reordered: 0.01, cut: 0.02 } as const
/** What was held back comes after the next message, or after so long, ms. */
const HELD_MS = 200

/**
 * A line between halls and their hub on which batches come twice, or the later one first, and which breaks now and then.
 * It looks at messages and understands none of them, as something in between may.
 */
export class BadLine {
  readonly #random: Random
  readonly #hub: string
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  readonly did: Mischief = { doubled: 0, reordered: 0, cut: 0 }
  /** False: it passes everything on as it came. */
  isBad = true

  private constructor(hub: string, random: Random) {
    this.#hub = hub
    this.#random = random
    this.#server.on('connection', (hall, { url }) => this.#join(hall, url ?? '/'))
  }

  static async open(hub: string, random: Random): Promise<BadLine> {
    const line = new BadLine(hub, random)
    await waitFor('the bad line', once(line.#server, 'listening'))
    return line
  }

  /** Where halls call. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate()
    this.#server.close()
  }

  #join(hall: WebSocket, path: string): void {
    const hub = new WebSocket(`${this.#hub.replace('http', 'ws')}${path}`)
    const early: string[] = []
    let held: string | null = null
    const pass = (text: string): void => {
      if (hub.readyState === WebSocket.CONNECTING) early.push(text)
      else if (hub.readyState === WebSocket.OPEN) hub.send(text)
    }
    const letGo = (): void => {
      if (held !== null) pass(held)
      held = null
    }
    hall.on('message', (data: Buffer) => {
      const text = data.toString()
      const chance = this.isBad && text.includes('["facts"') ? this.#random.next() : 1
      if (held === null && chance < SHARES.reordered) {
        this.did.reordered += 1
        held = text
        setTimeout(letGo, HELD_MS)
        return
      }
      pass(text)
      letGo()
      if (chance >= 1 - SHARES.doubled && chance < 1) {
        this.did.doubled += 1
        pass(text)
      } else if (chance >= 0.5 && chance < 0.5 + SHARES.cut) {
        this.did.cut += 1
        hall.terminate()
      }
    })
    hub.on('open', () => {
      for (const text of early.splice(0)) hub.send(text)
    })
    hub.on('message', (data: Buffer) => hall.readyState === WebSocket.OPEN && hall.send(data.toString()))
    hub.on('close', () => hall.terminate())
    hall.on('close', () => hub.terminate())
    // Either end may be killed; `close` follows.
    hub.on('error', () => undefined)
    hall.on('error', () => undefined)
  }
}
