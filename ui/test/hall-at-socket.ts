import type {
  Answer,
  ClientToHall,
  Command,
  FactBatch,
  HallToClient,
  RefusalCode,
  Snapshot,
  SurroundingsTold,
} from '@service-hall/contract'
import { lookUntil } from '@service-hall/harness/process'
import { Server } from 'socket.io'
import { vi } from 'vitest'
import type { TestHall } from './a-hall.ts'

/** How the server answers a command: `silent` takes it and says nothing. */
export type AnswerTo = (command: Command, attempt: number) => Answer | 'silent'

/** A real Socket.IO server that speaks the hall's contract, with a test's hand on every answer. */
export class HallAtSocket {
  /** Every command as it came in, repeats included. */
  readonly commands: Command[] = []
  subscriptions = 0
  /** Connections refused so far. */
  refused = 0
  answer: AnswerTo = () => ({ ok: true, upTo: 1, result: {} })
  /** Set: new connections are refused with it. */
  refuses: RefusalCode | null = null
  snapshotOf: () => Snapshot['view']
  readonly #hall: TestHall
  #io: Server<ClientToHall, HallToClient> | null = null
  #port = 0

  constructor(hall: TestHall) {
    this.#hall = hall
    this.snapshotOf = () => hall.copy()
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Listens; again on the same port after `stop`. */
  async start(): Promise<void> {
    const io = new Server<ClientToHall, HallToClient>({ transports: ['websocket', 'polling'] })
    this.#io = io
    io.use((_socket, next) => {
      if (this.refuses) this.refused += 1
      if (this.refuses) next(Object.assign(new Error(this.refuses), { data: { code: this.refuses } }))
      else next()
    })
    io.on('connection', (socket) => {
      socket.on('subscribe', (answer) => {
        this.subscriptions += 1
        const you: Snapshot['you'] = {
          kind: 'staff',
          staffId: 'S1',
          roles: ['counterStaff'],
          sessionId: 'session-1',
        } as Snapshot['you']
        answer({
          ok: true,
          view: this.snapshotOf(),
          now: this.#hall.now(),
          you,
          staffNames: { S1: '陈晓燕' },
        })
      })
      socket.on('command', (command, answer) => {
        this.commands.push(command)
        const attempt = this.commands.filter((one) => one.id === command.id).length
        const reply = this.answer(command, attempt)
        if (reply !== 'silent') answer(reply)
      })
    })
    io.listen(this.#port)
    const http = io.httpServer
    await lookUntil('the test server to listen', () => http.listening)
    const address = http.address()
    if (address === null || typeof address === 'string') throw new Error('the test server has no port')
    this.#port = address.port
  }

  send(batch: FactBatch): void {
    this.#io?.emit('facts', batch)
  }
  tellSurroundings(told: SurroundingsTold): void {
    this.#io?.emit('surroundings', told)
  }
  end(code: RefusalCode): void {
    this.#io?.emit('ended', code)
  }
  /** Hangs up on everybody, as a server that restarts does. */
  async stop(): Promise<void> {
    await this.#io?.close()
    this.#io = null
  }
}

/** Waits until something holds, looking often; fails after a few seconds. */
export function until(holds: () => boolean, what: string): Promise<void> {
  return vi
    .waitUntil(() => holds() || null, { timeout: 8000, interval: 5 })
    .then(
      () => undefined,
      () => {
        throw new Error(`never happened: ${what}`)
      },
    )
}
