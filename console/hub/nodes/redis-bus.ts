import { reasonOf } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import { Redis } from 'ioredis'
import { Notice } from './notice.ts'

export type BusOptions = {
  /** `redis://…` */
  url: string
  /** Name of the stream: nodes of one hub share it, and no other hub. */
  stream: string
  node: string
  clock: Clock
  log: Log
  hear: (notice: Notice) => void
  /** The line to Redis came or went. */
  changed: (isUp: boolean) => void
}

/** Notices that are kept at most: who was away for longer reads the database. */
const KEPT = 10_000
/** How long one reading waits for something new, ms. */
const BLOCK_MS = 2_000
const CONNECT_MS = 5_000
const ANSWER_MS = 3_000
/** After a failure, ms. */
const AGAIN_MS = 500
const MOST_WAIT_MS = 3_000

/**
 * What nodes tell each other, over one Redis stream. It only saves time: a notice that cannot be sent or read is passed
 * over, and heals by itself. Two connections: one waits for news, the other brings them.
 */
export class RedisBus {
  readonly #options: BusOptions
  readonly #writer: Redis
  readonly #reader: Redis
  #last = '$'
  #isUp = false
  #closed = false
  #cancel: Cancel | null = null

  constructor(options: BusOptions) {
    this.#options = options
    const common = {
      connectTimeout: CONNECT_MS,
      // Nothing waits in memory for a Redis that is away: what would be told is in the database.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times: number) => Math.min(times * 200, MOST_WAIT_MS) * (0.5 + Math.random() / 2),
    }
    this.#writer = new Redis(options.url, { ...common, commandTimeout: ANSWER_MS })
    this.#reader = new Redis(options.url, { ...common, commandTimeout: BLOCK_MS + ANSWER_MS })
    for (const client of [this.#writer, this.#reader]) {
      client.on('error', (error: unknown) => this.#note(false, error))
      client.on('close', () => this.#note(false))
    }
    this.#reader.on('ready', () => void this.#read())
  }

  /** Whether notices come and go at present. */
  get isUp(): boolean {
    return this.#isUp
  }

  publish(notice: Omit<Notice, 'node'>): void {
    if (this.#writer.status !== 'ready') return
    const { stream, node } = this.#options
    const text = JSON.stringify({ node, ...notice } satisfies Notice)
    this.#writer
      .xadd(stream, 'MAXLEN', '~', KEPT, '*', 'n', text)
      .catch((error: unknown) => this.#note(false, error))
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
    this.#reader.disconnect()
    this.#writer.disconnect()
  }

  /** Reads on from the last notice, as long as the line holds. */
  async #read(): Promise<void> {
    const { stream } = this.#options
    try {
      if (this.#last === '$') this.#last = await this.#newest()
      this.#note(true)
      while (!this.#closed && this.#reader.status === 'ready') {
        const read = await this.#reader.xread('COUNT', 200, 'BLOCK', BLOCK_MS, 'STREAMS', stream, this.#last)
        for (const [id, fields] of read?.[0]?.[1] ?? []) {
          this.#last = id
          this.#hear(fields[1] ?? '')
        }
      }
    } catch (error) {
      this.#note(false, error)
      // A line that is gone comes back by itself, and `ready` begins anew; one that holds is asked again.
      this.#cancel = this.#options.clock.after(AGAIN_MS, () => {
        if (!this.#closed && this.#reader.status === 'ready') void this.#read()
      })
    }
  }

  async #newest(): Promise<string> {
    const [newest] = await this.#reader.xrevrange(this.#options.stream, '+', '-', 'COUNT', 1)
    return newest?.[0] ?? '0'
  }

  #hear(text: string): void {
    let said: unknown
    try {
      said = JSON.parse(text)
    } catch {
      said = null
    }
    const notice = Notice.safeParse(said)
    if (!notice.success) return this.#options.log.warn('nodes.noticeUnreadable', { length: text.length })
    if (notice.data.node !== this.#options.node) this.#options.hear(notice.data)
  }

  #note(isUp: boolean, error?: unknown): void {
    if (this.#closed || isUp === this.#isUp) return
    this.#isUp = isUp
    if (isUp) this.#options.log.info('nodes.busUp')
    else this.#options.log.warn('nodes.busLost', { reason: error === undefined ? 'closed' : reasonOf(error) })
    this.#options.changed(isUp)
  }
}
