import { randomUUID } from 'node:crypto'
import type { HallId, RefusalCode } from '@service-hall/contract'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { DAY_MS, positionsNow } from '../inbox/store.ts'
import type { InboxBatch } from '../inbox/batch.ts'
import type { InboxFollower } from '../live/follow-inbox.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { Neighbours } from './neighbours.ts'
import type { NewFacts, Notice } from './notice.ts'
import { RedisBus } from './redis-bus.ts'
import { SharedLines } from './shared-lines.ts'
import { beat, linesNow, nodesListed, strikeNode } from './store.ts'

export type NodesOptions = {
  store: Store
  live: LiveRegion
  follower: InboxFollower
  clock: Clock
  log: Log
  /** `redis://…`; absent: the nodes look into the database, and nothing else. */
  redis?: string | undefined
  /** Same for all nodes of a hub, and for no other. */
  hubName: string
  /** Ends the line of a hall that is connected here. */
  end: (hallId: HallId, code: RefusalCode) => void
  /** Reads the hub's own records on. */
  catchUp: () => Promise<void>
  /** How often a node says that it lives, and looks who else does, ms. Shorter for tests. */
  beatMs?: number | undefined
}

const BEAT_MS = 1_000
/** Facts are told together, so often, ms. */
const TELL_MS = 50
/** While notices come, the database is looked into only in case one got lost: every so many beats. */
const SELDOM = 5

/**
 * One node among those that share a PostgreSQL: says that it lives, learns at once (by Redis) or within a second (from the
 * database) what the others wrote, and shares with them which halls are connected where.
 */
export class Nodes {
  readonly node = randomUUID()
  readonly lines: SharedLines
  readonly #options: NodesOptions
  readonly #neighbours: Neighbours
  readonly #bus: RedisBus | null
  #facts = new Map<HallId, NewFacts>()
  #days = NO_DAYS
  #telling: Cancel | null = null
  #beating: Cancel | null = null
  #round: Promise<void> = Promise.resolve()
  #isListed = false
  /** Beats until the database is looked into whatever notices came. */
  #lookIn = 0
  #closed = false

  private constructor(options: NodesOptions) {
    const { store, live, clock, log, end, redis, hubName } = options
    this.#options = options
    this.#neighbours = new Neighbours(this.node, clock)
    this.#bus =
      redis === undefined
        ? null
        : new RedisBus({
            ...{ url: redis, stream: `service-hall:${hubName}:notices`, node: this.node, clock, log },
            hear: (notice) => this.#hear(notice),
            // Whatever was told meanwhile is read from the database.
            changed: (isUp) => {
              if (isUp) this.#lookIn = 0
            },
          })
    this.lines = new SharedLines({
      ...{ node: this.node, store, live, clock, log, end },
      tell: (rows) => this.#bus?.publish({ lines: rows }),
    })
  }

  static async open(options: NodesOptions): Promise<Nodes> {
    const nodes = new Nodes(options)
    try {
      await nodes.#beat()
    } catch (error) {
      nodes.#bus?.close()
      throw error
    }
    nodes.#again()
    return nodes
  }

  /** Other nodes that live, as far as this one knows. */
  get others(): number {
    return this.#neighbours.count
  }

  /** Whether notices come over Redis at present. */
  get hasBus(): boolean {
    return this.#bus?.isUp ?? false
  }

  /** Batches are on the disk: the others hear of them, together with those of the next moment. */
  took(batches: readonly InboxBatch[]): void {
    if (!this.#bus || batches.length === 0) return
    for (const { hallId, ordinal, from, to, entries } of batches) {
      const before = this.#facts.get(hallId)
      const first = before?.ordinal === ordinal ? before.from : from
      this.#facts.set(hallId, { hallId, ordinal, from: first, to })
      for (const { at } of entries) this.#days = widened(this.#days, Math.floor(at / DAY_MS))
    }
    this.#telling ??= this.#options.clock.after(TELL_MS, () => this.#tellFacts())
  }

  /** The hub's own records go up to this number. */
  recorded(number: number): void {
    this.#bus?.publish({ records: number })
  }

  /** Leaves: the others need not wait to see it dead. */
  async close(): Promise<void> {
    this.#closed = true
    this.#beating?.()
    this.#telling?.()
    await this.#round
    await this.lines.settled()
    const { store, clock, log } = this.#options
    await strikeNode(store, this.node, clock.now()).catch((error: unknown) =>
      log.error('nodes.notLeft', error),
    )
    this.#bus?.close()
  }

  #tellFacts(): void {
    this.#telling = null
    const [halls, days] = [[...this.#facts.values()], this.#days]
    this.#facts = new Map()
    this.#days = NO_DAYS
    // Batches of facts that the region may not see have no days, and move the position all the same.
    this.#bus?.publish({ facts: { halls, days: days.from > days.to ? { from: 0, to: 0 } : days } })
  }

  #hear({ facts, lines, records }: Notice): void {
    const { follower, catchUp, log } = this.#options
    if (facts) follower.heard(facts.halls, facts.days)
    if (lines) this.lines.heard(lines)
    if (records !== undefined) catchUp().catch((error: unknown) => log.error('records.notRead', error))
  }

  #again(): void {
    if (this.#closed) return
    this.#beating = this.#options.clock.after(this.#options.beatMs ?? BEAT_MS, () => {
      this.#round = this.#beat()
        .catch((error: unknown) => this.#options.log.error('nodes.notBeaten', error))
        .finally(() => this.#again())
    })
  }

  async #beat(): Promise<void> {
    const { store, log } = this.#options
    const wasListed = await beat(store, this.node)
    if (!wasListed && this.#isListed) {
      log.warn('nodes.takenForDead', { node: this.node })
      await this.lines.takeBack()
    }
    const isFirst = !this.#isListed
    this.#isListed = true
    const dead = this.#neighbours.read(await nodesListed(store))
    for (const node of dead) await this.#strike(node)
    if (this.others === 0 && !isFirst) return
    this.#lookIn -= 1
    // Of a node that died there may be facts of which it told nobody.
    if (this.hasBus && this.#lookIn > 0 && dead.length === 0) return
    await this.#look()
    this.#lookIn = SELDOM
  }

  async #strike(node: string): Promise<void> {
    const { store, clock, log } = this.#options
    log.warn('nodes.died', { node })
    const lines = this.lines.ofNode(node)
    await strikeNode(store, node, clock.now())
    this.lines.heard(lines.map((row) => ({ ...row, connected: false, since: clock.now() })))
  }

  /** What the database has that is not known here. */
  async #look(): Promise<void> {
    const { store, follower } = this.#options
    this.lines.heard(await linesNow(store))
    const positions = await positionsNow(store)
    follower.heard(positions.filter(({ hallId }) => !this.lines.has(hallId)))
  }
}

type Days = { from: number; to: number }
const NO_DAYS: Days = { from: Infinity, to: -Infinity }

function widened({ from, to }: Days, day: number): Days {
  return { from: Math.min(from, day), to: Math.max(to, day) }
}
