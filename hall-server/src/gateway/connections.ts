import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'

/** How long a peer may take, ms. */
export type TimeLimits = {
  /** From the connection, or the end of the request before, to the end of a request's head. */
  headMs: number
  /** To the end of its body. */
  requestMs: number
  /** From a socket's connection to its word who it is. */
  introductionMs: number
  /** How often connections are looked through. */
  checkMs: number
}

/** A request is a few hundred bytes: a line that needs ten seconds for them carries nothing in a hall. */
export const TIME_LIMITS: TimeLimits = {
  headMs: 10_000,
  requestMs: 15_000,
  introductionMs: 10_000,
  checkMs: 2_000,
}

/** Connections of one network that have not said who they are: hundreds of machines behind one address may start at once. */
const MOST_UNKNOWN = 1_000
/** Such a refusal is logged once in a while, ms: it comes by the thousand. */
const LOGGED_EVERY_MS = 60_000

/** Counts the connections of each network until they have said who they are, and takes no more than a bound of them. */
export class Connections {
  readonly #clock: Clock
  readonly #log: Log
  readonly #most: number
  readonly #unknown = new Map<string, Set<Socket>>()
  #loggedAt = -Infinity

  constructor(clock: Clock, log: Log, most = MOST_UNKNOWN) {
    this.#clock = clock
    this.#log = log
    this.#most = most
  }

  watch(server: Server): void {
    server.on('connection', (socket) => this.#take(socket))
  }

  /** This connection's peer was let in. */
  isKnown(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '')
    const sockets = this.#unknown.get(network)
    sockets?.delete(socket)
    if (sockets?.size === 0) this.#unknown.delete(network)
  }

  #take(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '')
    const sockets = this.#unknown.get(network) ?? new Set<Socket>()
    if (sockets.size >= this.#most) {
      this.#tell(network)
      return void socket.destroy()
    }
    this.#unknown.set(network, sockets.add(socket))
    socket.once('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0 && this.#unknown.get(network) === sockets) this.#unknown.delete(network)
    })
  }

  #tell(network: string): void {
    const now = this.#clock.monotonic()
    if (now - this.#loggedAt < LOGGED_EVERY_MS) return
    this.#loggedAt = now
    this.#log.warn('connections.tooMany', { network, most: this.#most })
  }
}
