import {
  HallHello,
  MARKS_PAGE,
  MarksAsked,
  SURROUNDINGS_LEAST_MS,
  SurroundingsAsked,
  UPLINK_NAMESPACE,
  UPLINK_TEXT,
  UPLINK_VERSION,
  UPLINK_WINDOW,
  UplinkBatch,
  cleanText,
  helloText,
  welcomeText,
} from '@service-hall/contract'
import type {
  FileAnswer,
  ImageAnswer,
  HallId,
  HallToHub,
  HubChallenge,
  HubToHall,
  HubWelcome,
  Mark,
  PackageAnswer,
  RefusalCode,
  SurroundingsAnswer,
  UplinkAnswer,
  UplinkRefusal,
} from '@service-hall/contract'
import { exchange, freshBytes, isSealed, isSigned, reasonOf } from '@service-hall/server-kit'
import type { Clock, Exchange, Identity, Log, SealedLine } from '@service-hall/server-kit'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Store } from '../core/store.ts'
import type { HallDirectory, Standing } from '../halls/directory.ts'
import { Group } from './group.ts'
import { placesOf } from './positions/store.ts'
import type { AskedPlace, Place } from './positions/store.ts'
import { marksUpTo, takeBatches } from './store.ts'
import type { InboxBatch } from './batch.ts'

type Line = {
  hallId: HallId
  ordinal: number
  epoch: string
  sealed: SealedLine
  release: string
  /** How often it has asked what is near by, and when it was last told, by the steady clock. */
  asked: number
  toldAt: number
  /** Batches that are not answered yet, and what else it asked beside them. */
  underWay: number
  beside: number
}
type LineData = { challenge: HubChallenge; half: Exchange; line: Line | null }
type Uplink = Namespace<HallToHub, HubToHall, Record<string, never>, LineData>
type HallSocket = Socket<HallToHub, HubToHall, Record<string, never>, LineData>

/** What the hub does with what it hears of its halls. */
export type Hears = {
  /** Batches are on the disk, in order for each hall. */
  taken(batches: readonly InboxBatch[]): void
  /** A transaction is over, which took so long. */
  committed?(batches: readonly InboxBatch[], taken: readonly boolean[], ms: number): void
  /** Its line came or went; one that came is used once this resolves. */
  line(hallId: HallId, connected: boolean): void | Promise<void>
}

export type ReceiverOptions = {
  store: Store
  identity: Identity
  directory: HallDirectory
  clock: Clock
  log: Log
  hears: Hears
  /** Takes pieces of files of a hall's machines; absent: none are taken. */
  file?: (hallId: HallId, text: string) => Promise<FileAnswer>
  /** What is near a hall that has a list of this version, `Surroundings` as JSON; absent: no hall is told. */
  surroundings?: (hallId: HallId, version: string | null) => string
  /** Gives pieces of images of playlists; absent: there are none. */
  image?: (text: string) => Promise<ImageAnswer>
  /** Gives pieces of packages of releases; absent: there are none. */
  packages?: (text: string) => Promise<PackageAnswer>
  /** How long a hall may take to say who it is, and to leave when it is not let in, ms. Default: 10 s. */
  introductionMs?: number
  /** Where a hall calls from. Absent: the address at the other end of its connection. */
  addressOf?: (line: Socket['handshake']) => string
}

/** Most batches in one transaction, and facts: halls that report one by one are all taken together. */
const GROUP = { jobs: 4_000, weight: 10_000, weigh: ({ entries }: InboxBatch): number => entries.length }
/** Transactions begin no more often, ms: far less than anybody sees, and 2,000 halls are taken together. */
const GATHER_MS = 50
/** Halls that are let in together: all may come back at once. */
const WELCOMES = 200
const INTRODUCTION_MS = 10_000
/** Pieces of files, of images and marks that a hall may ask for at once: its own program asks for one at a time. */
const MOST_BESIDE = 8
/** How long a hall may take to put a directive on its disk, ms. */
const DIRECTED_MS = 60_000

const CODES = { waiting: 'uplink.pending', revoked: 'uplink.revoked', crowded: 'uplink.crowded' } as const

/**
 * The hub's end of the uplink: lets halls in by their keys, takes their facts in order, and acknowledges what is on the
 * disk. A hall has one line; a new one ends the one before.
 */
export class Receiver {
  readonly #options: ReceiverOptions
  readonly #namespace: Uplink
  readonly #inbox: Group<InboxBatch, boolean>
  readonly #places: Group<AskedPlace, Place>
  readonly #lines = new Map<HallId, HallSocket>()

  constructor(io: Server, options: ReceiverOptions) {
    this.#options = options
    this.#inbox = new Group((batches) => this.#take(batches), GROUP, {
      clock: options.clock,
      everyMs: GATHER_MS,
    })
    this.#places = new Group((asked) => placesOf(options.store, asked), WELCOMES)
    this.#namespace = io.of(UPLINK_NAMESPACE) as Uplink
    this.#namespace.on('connection', (socket) => this.#challenge(socket))
  }

  /** Halls whose line is up. */
  get connected(): ReadonlySet<HallId> {
    return new Set(this.#lines.keys())
  }

  /** Ends the line of a hall, which hears why. */
  end(hallId: HallId, code: RefusalCode): void {
    const socket = this.#lines.get(hallId)
    if (!socket) return
    this.#gone(socket)
    endLine(socket, code)
  }

  /** A name of the hall's line that is here; null: it is not here. */
  lineOf(hallId: HallId): string | null {
    return this.#lines.get(hallId)?.id ?? null
  }

  /** Sends a directive down the hall's line, sealed. Rejects where no answer came. */
  async direct(hallId: HallId, text: string): Promise<{ ok: true } | UplinkRefusal> {
    const socket = this.#lines.get(hallId)
    const line = socket?.data.line
    if (!socket || !line) throw new Error('the line of the hall is not here')
    // Sealed and sent in one turn: seals have an order.
    const sealed = line.sealed.down.next(text)
    return socket.timeout(DIRECTED_MS).emitWithAck('directive', text, sealed)
  }

  #challenge(socket: HallSocket): void {
    const half = exchange()
    const challenge: HubChallenge = {
      version: UPLINK_VERSION,
      hubKey: this.#options.identity.publicKey,
      exchange: half.publicKey,
      nonce: Buffer.from(freshBytes(18)).toString('base64url'),
    }
    socket.data = { challenge, half, line: null }
    const { clock, introductionMs = INTRODUCTION_MS, file, image, packages } = this.#options
    let cancel = clock.after(introductionMs, () => socket.disconnect(true))
    let greeted = false
    socket.on('hello', (hello, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      if (greeted) return answer(refused('uplink.untrusted'))
      greeted = true
      // It has said who it is. How long a busy disk takes to answer is not its fault, and to try again would not help.
      cancel()
      void this.#answered<HubWelcome>(
        () => this.#welcome(socket, hello),
        (said) => {
          answer(said)
          // Who is not let in goes by itself, or is put out: lines cost, and strangers have time.
          if (!said.ok && socket.connected)
            cancel = clock.after(introductionMs, () => socket.disconnect(true))
        },
      )
    })
    // Nobody asks for anything before they have said who they are.
    socket.use(([event], next) => {
      if (greeted || event === 'hello') next()
      else socket.disconnect(true)
    })
    socket.on('facts', (text, seal, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      // The seal is checked in the turn in which the text came: they have an order.
      const batch = this.#unsealed(socket, text, seal)
      void this.#answered<UplinkAnswer>(() => this.#receive(socket, batch), answer)
    })
    socket.on('file', (text, seal, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      const sealed = this.#sealed(socket, text, seal)
      const by = file && ((asked: string, hallId: HallId) => file(hallId, asked))
      void this.#answered<FileAnswer>(
        () => this.#serve(socket, sealed, { by, absent: 'file.unwanted' }),
        answer,
      )
    })
    socket.on('media', (text, seal, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      const sealed = this.#sealed(socket, text, seal)
      void this.#answered<ImageAnswer>(
        () => this.#serve(socket, sealed, { by: image, absent: 'file.unknown' }),
        answer,
      )
    })
    socket.on('package', (text, seal, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      const sealed = this.#sealed(socket, text, seal)
      void this.#answered<PackageAnswer>(
        () => this.#serve(socket, sealed, { by: packages, absent: 'release.unknown' }),
        answer,
      )
    })
    socket.on('marks', (asked, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      void this.#answered<Mark[]>(() => this.#marks(socket, asked), answer)
    })
    socket.on('surroundings', (asked, answer) => {
      if (typeof answer !== 'function') return void socket.disconnect(true)
      void this.#answered<SurroundingsAnswer>(async () => this.#surroundings(socket, asked), answer)
    })
    socket.on('disconnect', () => {
      cancel()
      this.#gone(socket)
    })
    socket.emit('challenge', challenge)
  }

  /** Answers what a step gives; what it throws is logged and answered as a failure of the hub. */
  async #answered<T>(
    step: () => Promise<T | UplinkRefusal>,
    answer: (answer: T | UplinkRefusal) => void,
  ): Promise<void> {
    try {
      answer(await step())
    } catch (error) {
      this.#options.log.error('uplink.stepFailed', error)
      answer(refused('hall.internal'))
    }
  }

  async #welcome(socket: HallSocket, said: unknown): Promise<HubWelcome | UplinkRefusal> {
    const { challenge, half } = socket.data
    const parsed = HallHello.safeParse(said)
    if (!parsed.success) return refused('input.invalid', parsed.error.issues[0]?.path.join('.'))
    const hello = parsed.data
    if (hello.version !== UPLINK_VERSION) return refused('uplink.version')
    const transcript = helloText(challenge, hello)
    if (!isSigned(hello.hallKey, transcript, hello.signature)) return refused('uplink.untrusted')
    const standing = await this.#standing(socket, hello)
    if (standing !== 'admitted') return refused(CODES[standing])
    let sealed: SealedLine
    try {
      sealed = half.agree(hello.exchange, transcript)
    } catch (error) {
      return refused('uplink.untrusted', reasonOf(error))
    }
    const { identity } = this.#options
    const { hallId, epoch, parent } = hello
    const release = cleanText(hello.release)
    if (!socket.connected) return refused('uplink.elsewhere')
    const { ordinal, number, mark } = await this.#places.add({ hallId, epoch, parent })
    if (!socket.connected) return refused('uplink.elsewhere')
    const before = this.#lines.get(hallId)
    const none = { asked: 0, toldAt: -Infinity, underWay: 0, beside: 0 }
    const line: Line = { hallId, ordinal, epoch, sealed, release, ...none }
    socket.data.line = line
    this.#lines.set(hallId, socket)
    if (before) endLine(before, 'uplink.elsewhere')
    // Who was put out since the first look had no line to end; from here on there is one.
    const now = await this.#standing(socket, hello)
    if (socket.data.line !== line || !socket.connected) return refused('uplink.elsewhere')
    if (now !== 'admitted') {
      this.#lines.delete(hallId)
      socket.data.line = null
      return refused(CODES[now])
    }
    await this.#options.hears.line(hallId, true)
    const signature = identity.sign(welcomeText(challenge, hello))
    const { file, surroundings, image, packages } = this.#options
    return {
      ...{ ok: true, number, mark, signature },
      ...(file ? { files: true } : {}),
      ...(surroundings ? { surroundings: true } : {}),
      ...(image ? { media: true } : {}),
      ...(packages ? { packages: true } : {}),
    }
  }

  async #standing({ handshake }: HallSocket, { hallId, hallKey }: HallHello): Promise<Standing> {
    const { directory, addressOf = ({ address }) => address } = this.#options
    return directory.standing(hallId, hallKey, addressOf(handshake))
  }

  /** The batch in a sealed text, or why it is none. */
  #unsealed(socket: HallSocket, text: unknown, seal: unknown): InboxBatch | UplinkRefusal {
    const { line } = socket.data
    if (!line || typeof text !== 'string' || typeof seal !== 'string') return refused('uplink.untrusted')
    if (!isSealed(line.sealed.up, text, seal)) return refused('uplink.untrusted')
    if (text.length > UPLINK_TEXT) return refused('input.invalid', 'text')
    const batch = batchOf(text)
    if (!batch) return refused('input.invalid', 'batch')
    if (batch.epoch !== line.epoch) return refused('uplink.gap', 'epoch')
    return { ...batch, hallId: line.hallId, ordinal: line.ordinal }
  }

  async #receive(socket: HallSocket, batch: InboxBatch | UplinkRefusal): Promise<UplinkAnswer> {
    if ('ok' in batch) {
      socket.data.line = null
      return batch
    }
    const { line } = socket.data
    // What a hall may send ahead is bounded here as well, or one of them could fill the memory of all.
    if (!line || line.underWay >= UPLINK_WINDOW) {
      socket.data.line = null
      return refused(line ? 'access.tooMany' : 'uplink.untrusted')
    }
    line.underWay += 1
    const taken = await this.#inbox.add(batch).finally(() => (line.underWay -= 1))
    return taken ? { ok: true, number: batch.to } : refused('uplink.gap')
  }

  /** Does what a hall asks beside its facts, a few at a time. */
  async #beside<T>({ data: { line } }: HallSocket, step: () => Promise<T>): Promise<T | UplinkRefusal> {
    if (!line) return refused('uplink.untrusted')
    if (line.beside >= MOST_BESIDE) return refused('access.tooMany')
    line.beside += 1
    return step().finally(() => (line.beside -= 1))
  }

  /** A text that goes beside the facts, in the order of its seals; null: it is not the hall's. */
  #sealed(socket: HallSocket, text: unknown, seal: unknown): string | null {
    const { line } = socket.data
    if (!line || typeof text !== 'string' || typeof seal !== 'string') return null
    return isSealed(line.sealed.files, text, seal) ? text : null
  }

  /** Answers what a hall asks under its seal, beside its facts; of whom the seal does not hold nothing more is heard. */
  async #serve<T>(
    socket: HallSocket,
    text: string | null,
    { by, absent }: { by: ((text: string, hallId: HallId) => Promise<T>) | undefined; absent: RefusalCode },
  ): Promise<T | UplinkRefusal> {
    const { line } = socket.data
    if (text === null || line === null) {
      socket.data.line = null
      return refused('uplink.untrusted')
    }
    return by ? this.#beside(socket, () => by(text, line.hallId)) : refused(absent)
  }

  async #take(batches: readonly InboxBatch[]): Promise<boolean[]> {
    const { store, clock, hears } = this.#options
    const began = clock.monotonic()
    const taken = await takeBatches(store, batches)
    hears.committed?.(batches, taken, clock.monotonic() - began)
    hears.taken(batches.filter((_, at) => taken[at]))
    return taken
  }

  async #marks(socket: HallSocket, said: unknown): Promise<Mark[] | UplinkRefusal> {
    const { line } = socket.data
    const asked = MarksAsked.safeParse(said)
    if (!line) return refused('uplink.untrusted')
    if (!asked.success) return refused('input.invalid')
    const { hallId } = line
    const wanted = { hallId, ...asked.data, limit: MARKS_PAGE }
    return this.#beside(socket, () => marksUpTo(this.#options.store, wanted))
  }

  #surroundings(socket: HallSocket, said: unknown): SurroundingsAnswer {
    const { clock, surroundings } = this.#options
    const { line } = socket.data
    if (!line) return refused('uplink.untrusted')
    const turn = line.asked++
    const { data: asked } = SurroundingsAsked.safeParse(said)
    if (!asked || !surroundings) return refused('input.invalid')
    const now = clock.monotonic()
    if (now - line.toldAt < SURROUNDINGS_LEAST_MS) return refused('access.tooMany')
    line.toldAt = now
    const text = surroundings(line.hallId, asked.version)
    return { ok: true, text, seal: line.sealed.surroundings.of(turn, text) }
  }

  #gone(socket: HallSocket): void {
    const { line } = socket.data
    if (!line || this.#lines.get(line.hallId) !== socket) return
    this.#lines.delete(line.hallId)
    void this.#options.hears.line(line.hallId, false)
  }
}

/** The batch that a text spells; null: it is none. */
function batchOf(text: string): UplinkBatch | null {
  try {
    return UplinkBatch.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function endLine(socket: HallSocket, code: RefusalCode): void {
  socket.data.line = null
  socket.emit('ended', code)
  socket.disconnect(true)
}

function refused(code: RefusalCode, detail?: string): UplinkRefusal {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail }
}
