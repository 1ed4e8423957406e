import { EventEmitter } from 'node:events'
import { systemClock } from '../../../clock.ts'
import type { Cancel, Clock } from '../../../clock.ts'
import type { PcscBinding, PcscCard, PcscClient, PcscReader } from './binding.ts'
import { PCSC } from './binding.ts'
import {
  IO_REQUEST,
  LONGEST_ANSWER,
  PCSCD_SOCKET,
  PcscServiceError,
  READERS_STATE,
  VERSION,
  check,
  COMMAND,
  nameField,
  readReaderStates,
  wordAt,
  words,
} from './pcscd-protocol.ts'
import type { ReaderState } from './pcscd-protocol.ts'
import { CARD_MS, PcscdSocket } from './pcscd-socket.ts'

/** Between two looks at the readers, ms. */
const LOOK_MS = 200

class PcscdReader extends EventEmitter implements PcscReader {
  readonly #name: string
  readonly #open: (name: string, mode: number, protocol: number) => Promise<PcscCard>
  #state: ReaderState | undefined

  constructor(name: string, open: (name: string, mode: number, protocol: number) => Promise<PcscCard>) {
    super()
    this.#name = name
    this.#open = open
  }

  name(): string {
    return this.#name
  }

  connect(mode: number, protocol: number): Promise<PcscCard> {
    return this.#open(this.#name, mode, protocol)
  }

  /** Tells what changed; a card that was exchanged between two looks is told as gone first. */
  see(state: ReaderState): void {
    const before = this.#state
    this.#state = state
    if (before?.events === state.events && before.present === state.present) return
    if (before?.present && state.present) this.emit('change', { raw: PCSC.stateEmpty })
    const mute = state.atr.length === 0 ? PCSC.stateMute : 0
    this.emit('change', { raw: state.present ? PCSC.statePresent | mute : PCSC.stateEmpty })
  }
}

class PcscdClient extends EventEmitter implements PcscClient {
  readonly #path: string
  readonly #clock: Clock
  readonly #readers = new Map<string, PcscdReader>()
  #socket: PcscdSocket | undefined
  #cancelLook: Cancel | undefined
  #context = 0

  constructor(path: string, clock: Clock) {
    super()
    this.#path = path
    this.#clock = clock
  }

  start(): void {
    this.#socket = new PcscdSocket(this.#path, this.#clock, (error) => this.#lost(error))
    void this.#greet(this.#socket).then(
      () => this.#look(),
      (error: unknown) => this.#lost(error),
    )
  }

  stop(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#cancelLook?.()
    socket?.close()
  }

  #lost(error: unknown): void {
    if (!this.#socket) return
    this.stop()
    this.emit('error', error)
  }

  async #greet(socket: PcscdSocket): Promise<void> {
    const version = await socket.ask(COMMAND.version, words(...VERSION, 0))
    check(wordAt(version.structure, 8))
    const context = await socket.ask(COMMAND.establishContext, words(2, 0, 0))
    check(wordAt(context.structure, 8))
    this.#context = wordAt(context.structure, 4)
  }

  async #look(): Promise<void> {
    try {
      this.#tell(await this.#states())
    } catch (error) {
      this.#lost(error)
    }
    if (this.#socket) this.#cancelLook = this.#clock.after(LOOK_MS, () => void this.#look())
  }

  #tell(states: readonly ReaderState[]): void {
    for (const [name, reader] of this.#readers) {
      if (states.some((state) => state.name === name)) continue
      this.#readers.delete(name)
      reader.emit('disconnect')
    }
    for (const state of states) {
      const known = this.#readers.get(state.name)
      const reader = known ?? new PcscdReader(state.name, (...how) => this.#connect(...how))
      if (!known) {
        this.#readers.set(state.name, reader)
        this.emit('reader', reader)
      }
      reader.see(state)
    }
  }

  async #states(): Promise<ReaderState[]> {
    const { structure } = await this.#alive().ask(COMMAND.readersState, new Uint8Array(), {
      length: READERS_STATE,
    })
    return readReaderStates(structure)
  }

  #alive(): PcscdSocket {
    const socket = this.#socket
    if (!socket) throw new PcscServiceError('ServiceStopped')
    return socket
  }

  async #connect(name: string, mode: number, preferred: number): Promise<PcscCard> {
    const socket = this.#alive()
    const wish = Uint8Array.of(
      ...words(this.#context),
      ...nameField(name),
      ...words(mode, preferred, 0, 0, 0),
    )
    const { structure } = await socket.ask(COMMAND.connect, wish, { ms: CARD_MS })
    check(wordAt(structure, 148))
    const card = wordAt(structure, 140)
    let protocol = wordAt(structure, 144)
    return {
      protocol: () => protocol,
      state: async () => {
        const state = (await this.#states()).find((reader) => reader.name === name)
        return { atr: state?.atr ?? new Uint8Array() }
      },
      async reconnect(share, disposition) {
        const how = words(card, share, preferred, disposition, 0, 0)
        const answer = await socket.ask(COMMAND.reconnect, how, { ms: CARD_MS })
        check(wordAt(answer.structure, 20))
        protocol = wordAt(answer.structure, 16)
      },
      async transmit(apdu) {
        const io = [protocol, IO_REQUEST] as const
        const body = words(card, ...io, apdu.length, ...io, LONGEST_ANSWER, 0)
        const tail = (bytes: Uint8Array) => (wordAt(bytes, 28) === 0 ? wordAt(bytes, 24) : 0)
        const answer = await socket.ask(COMMAND.transmit, body, { send: apdu, tail, ms: CARD_MS })
        check(wordAt(answer.structure, 28))
        return answer.rest
      },
      async disconnect(disposition) {
        const answer = await socket.ask(COMMAND.disconnect, words(card, disposition, 0), { ms: CARD_MS })
        check(wordAt(answer.structure, 8))
      },
    }
  }
}

/** pcscd on Linux, spoken to on its socket: no native code, so nothing in it can block or end this process. */
export function pcscdAt(path: string = PCSCD_SOCKET, clock: Clock = systemClock): PcscBinding {
  return {
    Client: class extends PcscdClient {
      constructor() {
        super(path, clock)
      }
    },
  }
}
