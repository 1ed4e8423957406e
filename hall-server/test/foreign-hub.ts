// A hub of another make: it speaks the uplink as docs/uplink.md describes it, with nothing of ours but the wire.
import {
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  sign,
  verify,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { onTestFinished } from 'vitest'

type Hello = {
  hallId: string
  hallKey: string
  exchange: string
  epoch: string
  parent: { epoch: string; after: number } | null
  last: number
  release: string
  signature: string
}
type Entry = { number: number; at: number; fact: { type: string } & Record<string, unknown> }
type Batch = {
  epoch: string
  from: number
  to: number
  entries: Entry[]
  marks: { number: number; mark: string }[]
}
type Piece = { directiveId: string; from: number; data: string }
type Reply = (answer: unknown) => void

const textOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64url')
const keyOf = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' })

/** What it has of each epoch, and how it answers. */
export class ForeignHub {
  readonly #identity = generateKeyPairSync('ed25519')
  readonly #io: Server
  readonly url: string
  readonly hellos: Hello[] = []
  /** Facts by epoch, in the order they were taken. */
  readonly facts = new Map<string, Entry[]>()
  readonly numbers = new Map<string, number>()
  readonly marks = new Map<string, { number: number; mark: string }[]>()
  /** Said instead of a welcome. */
  refusal: string | null = null
  /** Whether it says that it takes files, and what came of them, by directive. */
  takesFiles = true
  readonly files = new Map<string, Buffer>()
  /** What it says is near by, letter for letter; null: it is of a make that does not say. `forges`: by a wrong seal. */
  surroundings: string | null = null
  forges = false
  /** Versions that halls have said they have. */
  readonly asked: unknown[] = []
  /** Images of playlists, by SHA-256; it gives them in pieces of so many bytes. */
  readonly images = new Map<string, Buffer>()
  imagePiece = 1_000
  /** Packages of releases, by SHA-256, and from which bytes on they were asked for; null: of a make that has none. */
  packages: Map<string, Buffer> | null = new Map()
  readonly askedPackages: number[] = []
  packagePiece = 1_000
  /** Batches are not answered while it is set. */
  silent = false
  /** The line of the hall that was let in last, and its key for what goes down. */
  #down: { socket: Socket; key: Buffer; said: number } | null = null

  private constructor(io: Server, port: number) {
    this.#io = io
    this.url = `http://127.0.0.1:${port}`
    io.of('/uplink').on('connection', (socket) => this.#talk(socket))
  }

  static async start(port = 0): Promise<ForeignHub> {
    const http = createServer()
    const io = new Server(http)
    const listening = new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
    await waitFor('a hub to listen', listening)
    const hub = new ForeignHub(io, (http.address() as AddressInfo).port)
    onTestFinished(() => hub.stop())
    return hub
  }

  async stop(): Promise<void> {
    await this.#io.close()
  }

  /** Ends every line. */
  cut(): void {
    this.#io.of('/uplink').disconnectSockets(true)
  }

  /** Says a directive to the hall, sealed as `docs/uplink.md` has it; `seal` stands for the right one. */
  async direct(directive: Record<string, unknown>, seal?: string): Promise<unknown> {
    if (!this.#down) throw new Error('no hall is on the line')
    const text = JSON.stringify(directive)
    const { socket, key } = this.#down
    const right = createHmac('sha256', key).update(`${this.#down.said++}:${text}`).digest('base64url')
    return socket.timeout(10_000).emitWithAck('directive', text, seal ?? right)
  }

  #talk(socket: Socket): void {
    const half = generateKeyPairSync('x25519')
    const challenge = {
      version: 1,
      hubKey: textOf(this.#identity.publicKey),
      exchange: textOf(half.publicKey),
      nonce: 'a-nonce-of-22-letters-x',
    }
    let upKey = Buffer.alloc(0)
    let heard = 0
    let filesHeard = 0
    let filesKey = Buffer.alloc(0)
    let surroundingsKey = Buffer.alloc(0)
    let turns = 0
    socket.on('hello', (hello: Hello, reply: Reply) => {
      this.hellos.push(hello)
      const { hallId, hallKey, exchange, epoch, parent, last, release, signature } = hello
      const text = JSON.stringify([
        ...['service-hall uplink hello', 1, challenge.hubKey, challenge.exchange, challenge.nonce],
        ...[hallId, hallKey, exchange, epoch, parent?.epoch ?? null, parent?.after ?? null, last, release],
      ])
      if (!verify(null, Buffer.from(text), keyOf(hallKey), Buffer.from(signature, 'base64url')))
        return reply({ ok: false, code: 'uplink.untrusted' })
      if (this.refusal !== null) return reply({ ok: false, code: this.refusal })
      const secret = diffieHellman({ privateKey: half.privateKey, publicKey: keyOf(exchange) })
      upKey = Buffer.from(hkdfSync('sha256', secret, text, 'up', 32))
      filesKey = Buffer.from(hkdfSync('sha256', secret, text, 'files', 32))
      surroundingsKey = Buffer.from(hkdfSync('sha256', secret, text, 'surroundings', 32))
      this.#down = { socket, key: Buffer.from(hkdfSync('sha256', secret, text, 'down', 32)), said: 0 }
      if (parent && !this.numbers.has(epoch)) this.numbers.set(epoch, parent.after)
      const welcome = JSON.stringify(['service-hall uplink welcome', challenge.nonce, signature])
      reply({
        ok: true,
        number: this.numbers.get(epoch) ?? 0,
        mark: this.marks.get(epoch)?.at(-1) ?? null,
        ...(this.takesFiles ? { files: true } : {}),
        ...(this.surroundings === null ? {} : { surroundings: true }),
        media: true,
        ...(this.packages ? { packages: true } : {}),
        signature: sign(null, Buffer.from(welcome), this.#identity.privateKey).toString('base64url'),
      })
    })
    socket.on('facts', (text: string, seal: string, reply: Reply) => {
      const expected = createHmac('sha256', upKey).update(`${heard++}:${text}`).digest('base64url')
      if (seal !== expected) return reply({ ok: false, code: 'uplink.untrusted' })
      if (!this.silent) this.#take(JSON.parse(text) as Batch, reply)
    })
    socket.on('file', (text: string, seal: string, reply: Reply) => {
      const expected = createHmac('sha256', filesKey).update(`${filesHeard++}:${text}`).digest('base64url')
      if (seal !== expected) return reply({ ok: false, code: 'uplink.untrusted' })
      this.#takePiece(JSON.parse(text) as Piece, reply)
    })
    socket.on('surroundings', ({ version }: { version: unknown }, reply: Reply) => {
      this.asked.push(version)
      const [turn, text] = [turns++, this.surroundings ?? '']
      const key = this.forges ? upKey : surroundingsKey
      const seal = createHmac('sha256', key).update(`${turn}:${text}`).digest('base64url')
      reply({ ok: true, text, seal })
    })
    socket.on('media', (text: string, seal: string, reply: Reply) => {
      const expected = createHmac('sha256', filesKey).update(`${filesHeard++}:${text}`).digest('base64url')
      if (seal !== expected) return reply({ ok: false, code: 'uplink.untrusted' })
      const { sha256, from } = JSON.parse(text) as { sha256: string; from: number }
      const image = this.images.get(sha256)
      if (!image) return reply({ ok: false, code: 'file.unknown' })
      const data = image.toString('base64', from, from + this.imagePiece)
      return reply({ ok: true, bytes: image.length, data })
    })
    socket.on('package', (text: string, seal: string, reply: Reply) => {
      const expected = createHmac('sha256', filesKey).update(`${filesHeard++}:${text}`).digest('base64url')
      if (seal !== expected) return reply({ ok: false, code: 'uplink.untrusted' })
      const { sha256, from } = JSON.parse(text) as { sha256: string; from: number }
      this.askedPackages.push(from)
      const found = this.packages?.get(sha256)
      if (!found) return reply({ ok: false, code: 'release.unknown' })
      const data = found.toString('base64', from, from + this.packagePiece)
      return reply({ ok: true, bytes: found.length, data })
    })
    socket.on('marks', ({ epoch, upTo }: { epoch: string; upTo: number }, reply: Reply) =>
      reply([...(this.marks.get(epoch) ?? [])].filter(({ number }) => number <= upTo).reverse()),
    )
    socket.emit('challenge', challenge)
  }

  #takePiece({ directiveId, from, data }: Piece, reply: Reply): void {
    const have = this.files.get(directiveId) ?? Buffer.alloc(0)
    const now = from === have.length ? Buffer.concat([have, Buffer.from(data, 'base64')]) : have
    this.files.set(directiveId, now)
    reply({ ok: true, have: now.length })
  }

  #take({ epoch, from, to, entries, marks }: Batch, reply: Reply): void {
    if (from !== (this.numbers.get(epoch) ?? 0) + 1) return reply({ ok: false, code: 'uplink.gap' })
    this.numbers.set(epoch, to)
    this.facts.set(epoch, [...(this.facts.get(epoch) ?? []), ...entries])
    this.marks.set(epoch, [...(this.marks.get(epoch) ?? []), ...marks])
    reply({ ok: true, number: to })
  }
}
