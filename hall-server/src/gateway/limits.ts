import { actorRef, refuseTooMany } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import { TokenBucket, TokenBuckets, takeFromAll } from '@service-hall/server-kit'
import type { BucketRule, Clock } from '@service-hall/server-kit'
import type { Peer } from '../core/capability.ts'

/**
 * Refusals that are kept as facts. A person at a counter does not come near: two hundred keys in vain, one after the
 * other. A client with a bug is told to wait, and leaves nothing for the years that facts are kept.
 */
const REFUSALS: { socket: BucketRule; actor: BucketRule; hall: BucketRule } = {
  socket: { burst: 120, perMinute: 12 },
  actor: { burst: 200, perMinute: 12 },
  hall: { burst: 2_000, perMinute: 30 },
}
/** Views that are asked for. A screen asks once for each connection, and after a gap. */
const SUBSCRIBES: { socket: BucketRule; actor: BucketRule } = {
  socket: { burst: 6, perMinute: 6 },
  actor: { burst: 120, perMinute: 60 },
}
/** Facts that a station came or went: one whose line flickers is noted less often, and rightly in the end. */
const COMINGS: BucketRule = { burst: 20, perMinute: 6 }

/** The buckets of one connection. */
export type SocketLimits = { refusals: TokenBucket; subscribes: TokenBucket }

/** How much a peer may ask of the hall, by connection and by who it is, whatever connections it has. */
export class Limits {
  readonly #clock: Clock
  readonly #hall: TokenBucket
  readonly #refusals: TokenBuckets
  readonly #subscribes: TokenBuckets
  readonly #comings: TokenBuckets

  constructor(clock: Clock) {
    this.#clock = clock
    this.#hall = new TokenBucket(clock, REFUSALS.hall)
    this.#refusals = new TokenBuckets(clock, REFUSALS.actor)
    this.#subscribes = new TokenBuckets(clock, SUBSCRIBES.actor)
    this.#comings = new TokenBuckets(clock, COMINGS)
  }

  ofSocket(): SocketLimits {
    return {
      refusals: new TokenBucket(this.#clock, REFUSALS.socket),
      subscribes: new TokenBucket(this.#clock, SUBSCRIBES.socket),
    }
  }

  /** What to tell a peer instead of a refusal; null: this one may be kept. */
  refusal(peer: Peer, { refusals }: SocketLimits): Refusal | null {
    return told(takeFromAll([refusals, this.#refusals.of(actorRef(peer)), this.#hall]))
  }

  /** What to tell a peer instead of a view; null: it may have one. */
  subscribe(peer: Peer, { subscribes }: SocketLimits): Refusal | null {
    return told(takeFromAll([subscribes, this.#subscribes.of(actorRef(peer))]))
  }

  /** Whether a fact may be made of it that this station came or went. */
  mayNote(stationId: string): boolean {
    return this.#comings.of(stationId).take()
  }
}

function told(waitMs: number): Refusal | null {
  return waitMs === 0 ? null : refuseTooMany(waitMs)
}
