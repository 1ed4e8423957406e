// A hall of another make: it speaks the uplink as docs/region.md describes it, with nothing of ours but the wire.
import { createHmac, diffieHellman, createPublicKey, generateKeyPairSync, hkdfSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { waitFor } from '@service-hall/harness/process'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'

type Answer = Record<string, unknown> & { ok?: boolean; code?: string; number?: number }
type Challenge = { hubKey: string; exchange: string; nonce: string }
type Fact = { type: string } & Record<string, unknown>

const textOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64url')

/** Its key, which it keeps over connections. */
export type ForeignKey = { publicKey: string; key: KeyObject }

export function aForeignKey(): ForeignKey {
  const { publicKey, privateKey: key } = generateKeyPairSync('ed25519')
  return { publicKey: textOf(publicKey), key }
}

export type ForeignOptions = {
  url: string
  hallId?: string
  key?: ForeignKey
  epoch?: string
  parent?: { epoch: string; after: number } | null
  last?: number
  /** What a proxy before the hub adds. */
  headers?: Record<string, string>
  /** A last hand on what it says of itself, before it signs. */
  change?: (hello: Record<string, unknown>) => void
}

/** A connection to the hub, and what is said over it. */
export class ForeignHall {
  readonly socket: Socket
  readonly #options: ForeignOptions
  #upKey: Buffer = Buffer.alloc(0)
  #downKey: Buffer = Buffer.alloc(0)
  #filesKey: Buffer = Buffer.alloc(0)
  #surroundingsKey: Buffer = Buffer.alloc(0)
  #asked = 0
  #sent = 0
  #filesSent = 0
  #heard = 0
  readonly ended: string[] = []
  /** Directives that came down the line with the right seal, as they came. */
  readonly directives: Record<string, unknown>[] = []
  /** What it answers to them. */
  directed: Record<string, unknown> = { ok: true }

  private constructor(options: ForeignOptions) {
    this.#options = options
    this.socket = io(`${options.url}/uplink`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: options.headers ?? {},
    })
    this.socket.on('ended', (code: string) => this.ended.push(code))
    this.socket.on('directive', (text: string, seal: string, reply: (answer: unknown) => void) => {
      const right = createHmac('sha256', this.#downKey).update(`${this.#heard++}:${text}`).digest('base64url')
      if (seal !== right) return reply({ ok: false, code: 'uplink.untrusted' })
      this.directives.push(JSON.parse(text) as Record<string, unknown>)
      reply(this.directed)
    })
  }

  /** Connects and introduces itself; `answer` is what the hub said to that. */
  static async greet(options: ForeignOptions): Promise<{ hall: ForeignHall; answer: Answer }> {
    const hall = new ForeignHall(options)
    const challenged = new Promise<Challenge>((resolve, reject) => {
      hall.socket.once('challenge', resolve)
      hall.socket.once('connect_error', reject)
    })
    return { hall, answer: await hall.#introduce(await waitFor('a challenge', challenged)) }
  }

  async #introduce(challenge: Challenge): Promise<Answer> {
    const { hallId = 'H1', key = aForeignKey(), epoch = 'first', parent = null, last = 0 } = this.#options
    const half = generateKeyPairSync('x25519')
    const exchange = textOf(half.publicKey)
    const hello: Record<string, unknown> = {
      ...{ version: 1, hallId, hallKey: key.publicKey, exchange, epoch, parent, last, release: 'other 1.0' },
    }
    this.#options.change?.(hello)
    const text = JSON.stringify([
      'service-hall uplink hello',
      ...[1, challenge.hubKey, challenge.exchange, challenge.nonce],
      ...[
        hallId,
        key.publicKey,
        exchange,
        epoch,
        parent?.epoch ?? null,
        parent?.after ?? null,
        last,
        'other 1.0',
      ],
    ])
    const signature = sign(null, Buffer.from(text), key.key).toString('base64url')
    const other = createPublicKey({
      key: Buffer.from(challenge.exchange, 'base64url'),
      type: 'spki',
      format: 'der',
    })
    const secret = diffieHellman({ privateKey: half.privateKey, publicKey: other })
    this.#upKey = Buffer.from(hkdfSync('sha256', secret, text, 'up', 32))
    this.#filesKey = Buffer.from(hkdfSync('sha256', secret, text, 'files', 32))
    this.#surroundingsKey = Buffer.from(hkdfSync('sha256', secret, text, 'surroundings', 32))
    this.#downKey = Buffer.from(hkdfSync('sha256', secret, text, 'down', 32))
    return (await this.socket.timeout(10_000).emitWithAck('hello', { ...hello, signature })) as Answer
  }

  /** Sends facts `from`… of an epoch, sealed. */
  send(from: number, facts: readonly Fact[], more: Record<string, unknown> = {}): Promise<Answer> {
    const { epoch = 'first' } = this.#options
    const entries = facts.map((fact, at) => ({ number: from + at, at: 1_767_578_400_000 + from + at, fact }))
    return this.sendText(
      JSON.stringify({ epoch, from, to: from + facts.length - 1, entries, marks: [], ...more }),
    )
  }

  /** Sends any text; `seal` stands for the right one. */
  async sendText(text: string, seal = this.#seal(text)): Promise<Answer> {
    return (await this.socket.timeout(10_000).emitWithAck('facts', text, seal)) as Answer
  }

  /** Sends a piece of a file; `seal` stands for the right one. */
  sendFile(piece: Record<string, unknown>, seal?: string): Promise<Answer> {
    return this.#beside('file', piece, seal)
  }

  /** Asks for a piece of an image. */
  askForImage(asked: Record<string, unknown>, seal?: string): Promise<Answer> {
    return this.#beside('media', asked, seal)
  }

  /** Asks for a piece of a package of a release. */
  askForPackage(asked: Record<string, unknown>, seal?: string): Promise<Answer> {
    return this.#beside('package', asked, seal)
  }

  /** What goes beside the facts, in an order of its own. */
  async #beside(event: string, piece: Record<string, unknown>, seal?: string): Promise<Answer> {
    const text = JSON.stringify(piece)
    const right = createHmac('sha256', this.#filesKey)
      .update(`${this.#filesSent++}:${text}`)
      .digest('base64url')
    return (await this.socket.timeout(10_000).emitWithAck(event, text, seal ?? right)) as Answer
  }

  /** Asks what is near by; throws where the seal is wrong. */
  async surroundings(version: unknown): Promise<Answer> {
    const turn = this.#asked++
    const answer = (await this.socket.timeout(10_000).emitWithAck('surroundings', { version })) as Answer
    if (!answer.ok) return answer
    const { text, seal } = answer as { text?: string; seal?: string }
    const right = createHmac('sha256', this.#surroundingsKey).update(`${turn}:${text}`).digest('base64url')
    if (text === undefined || seal !== right) throw new Error('the seal of the answer is wrong')
    return JSON.parse(text) as Answer
  }

  async marks(epoch: string, upTo: number): Promise<unknown> {
    return this.socket.timeout(10_000).emitWithAck('marks', { epoch, upTo })
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#upKey).update(`${this.#sent++}:${text}`).digest('base64url')
  }
}
