import {
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { textOf } from './hall-key.ts'
import type { HallKey } from './hall-key.ts'

/** A fact as it crosses the line. */
export type SentFact = { number: number; at: number; fact: { type: string } }

type Refused = { ok: false; code: string }
type Welcome = { ok: true; number: number }
type Challenge = { hubKey: string; exchange: string; nonce: string }

export type LineEvents = {
  /** The hub let the hall in and has its facts up to `number`. */
  welcomed?: (number: number) => void
  /** Everything up to `number` is on the hub's disk. */
  acknowledged?: (number: number) => void
  refused?: (code: string) => void
}

/** Of docs/uplink.md: most facts in a batch, most batches under way. */
const BATCH = 200
const WINDOW = 4
const ANSWER_MS = 60_000
/** Between two attempts, ms: the second after as long again, up to the most; each spread by half. */
const AGAIN = { least: 1_000, most: 30_000, waiting: 5_000 }

/**
 * A hall's end of the uplink, written from docs/uplink.md and sharing no code with halls or hub: sends the facts it is given
 * in order, a few batches at a time, and goes on behind what the hub has whenever the line was lost. Addresses are tried in
 * turn.
 */
export class ReportingLine {
  readonly #hallId: string
  readonly #key: HallKey
  readonly #urls: readonly string[]
  readonly #events: LineEvents
  /** Facts that the hub has not acknowledged; the first has number `#acknowledged + 1`, once that is known. */
  #queue: { at: number; fact: { type: string } }[] = []
  #acknowledged: number | null = null
  #sent = 0
  #underWay = 0
  #socket: Socket | null = null
  #seal: ((text: string) => string) | null = null
  #at: number
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  /** @param urls the hub's nodes */
  constructor(hallId: string, key: HallKey, urls: readonly string[], events: LineEvents = {}) {
    this.#hallId = hallId
    this.#key = key
    this.#urls = urls
    this.#events = events
    this.#at = Math.floor(Math.random() * urls.length)
  }

  /** Facts that wait to be acknowledged. */
  get waiting(): number {
    return this.#queue.length
  }

  get isUp(): boolean {
    return this.#seal !== null
  }

  /** Last fact that the hub has; null before the first welcome. */
  get acknowledged(): number | null {
    return this.#acknowledged
  }

  start(): void {
    this.#open()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#socket?.disconnect()
  }

  /** Breaks the connection without a word, as a pulled cable does; it comes back by itself. */
  cut(): void {
    const engine = this.#socket?.io.engine as { transport?: { ws?: { terminate?: () => void } } } | undefined
    engine?.transport?.ws?.terminate?.()
  }

  /** Reports facts, stamped `at` (epoch ms). */
  report(facts: readonly { type: string }[], at = Date.now()): void {
    for (const fact of facts) this.#queue.push({ at, fact })
    this.#pump()
  }

  #open(): void {
    const url = this.#urls[this.#at % this.#urls.length] ?? ''
    const socket = io(`${url}/uplink`, { transports: ['websocket'], forceNew: true, reconnection: false })
    this.#socket = socket
    socket.on('challenge', (challenge: Challenge) => void this.#greet(socket, challenge))
    socket.on('directive', (_text: string, _seal: string, answer: (taken: object) => void) =>
      answer({ ok: true }),
    )
    socket.on('connect_error', () => this.#again(socket))
    socket.on('disconnect', () => this.#again(socket))
  }

  async #greet(socket: Socket, challenge: Challenge): Promise<void> {
    try {
      const { hello, seal } = this.#introduction(challenge)
      const answer = (await socket.timeout(ANSWER_MS).emitWithAck('hello', hello)) as Welcome | Refused
      if (this.#socket !== socket) return
      if (!answer.ok) return this.#refused(socket, answer.code)
      this.#failures = 0
      this.#seal = seal
      if (this.#acknowledged !== null) this.#queue.splice(0, answer.number - this.#acknowledged)
      this.#acknowledged = answer.number
      this.#sent = 0
      this.#underWay = 0
      this.#events.welcomed?.(answer.number)
      this.#pump()
    } catch {
      this.#again(socket)
    }
  }

  #introduction({ hubKey, exchange: hubs, nonce }: Challenge) {
    const half = generateKeyPairSync('x25519')
    const exchange = textOf(half.publicKey)
    const last = (this.#acknowledged ?? 0) + this.#queue.length
    const text = JSON.stringify([
      ...['service-hall uplink hello', 1, hubKey, hubs, nonce, this.#hallId, this.#key.publicKey, exchange],
      ...['first', null, null, last, 'simulator'],
    ])
    const publicKey = createPublicKey({ key: Buffer.from(hubs, 'base64url'), type: 'spki', format: 'der' })
    const secret = diffieHellman({ privateKey: half.privateKey, publicKey })
    const up = createSecretKey(Buffer.from(hkdfSync('sha256', secret, text, 'up', 32)))
    let turn = 0
    const seal = (batch: string): string =>
      createHmac('sha256', up).update(`${turn++}:${batch}`).digest('base64url')
    const hello = {
      ...{ version: 1, hallId: this.#hallId, hallKey: this.#key.publicKey, exchange, epoch: 'first' },
      ...{ parent: null, last, release: 'simulator', signature: this.#key.sign(text) },
    }
    return { hello, seal }
  }

  #pump(): void {
    const [socket, seal, acknowledged] = [this.#socket, this.#seal, this.#acknowledged]
    if (!socket || !seal || acknowledged === null) return
    while (this.#underWay < WINDOW && this.#sent < this.#queue.length) {
      const from = acknowledged + this.#sent + 1
      const facts = this.#queue.slice(this.#sent, this.#sent + BATCH)
      const entries = facts.map(({ at, fact }, index): SentFact => ({ number: from + index, at, fact }))
      const to = from + facts.length - 1
      this.#sent += facts.length
      this.#underWay += 1
      const text = JSON.stringify({ epoch: 'first', from, to, entries, marks: [] })
      void this.#send(socket, text, seal(text))
    }
  }

  async #send(socket: Socket, text: string, sealed: string): Promise<void> {
    try {
      const answer = (await socket.timeout(ANSWER_MS).emitWithAck('facts', text, sealed)) as Welcome | Refused
      if (this.#socket !== socket) return
      if (!answer.ok) return this.#refused(socket, answer.code)
      const done = answer.number - (this.#acknowledged ?? 0)
      this.#queue.splice(0, done)
      this.#sent -= done
      this.#underWay -= 1
      this.#acknowledged = answer.number
      this.#events.acknowledged?.(answer.number)
      this.#pump()
    } catch {
      this.#again(socket)
    }
  }

  #refused(socket: Socket, code: string): void {
    this.#events.refused?.(code)
    this.#again(socket, code === 'uplink.pending' ? AGAIN.waiting : AGAIN.least)
  }

  #again(socket: Socket, afterMs?: number): void {
    if (this.#socket !== socket) return
    this.#socket = null
    this.#seal = null
    socket.disconnect()
    if (this.#stopped) return
    this.#at += 1
    const wait = afterMs ?? Math.min(AGAIN.most, AGAIN.least * 2 ** Math.min(this.#failures++, 10))
    this.#timer = setTimeout(() => this.#open(), wait * (0.5 + Math.random()))
  }
}
