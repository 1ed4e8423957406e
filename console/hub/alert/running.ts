import { freshBytes } from '@service-hall/server-kit'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { AlertEngine } from './engine.ts'
import { AlertFeed } from './feed.ts'
import { EXCHANGE_MS, NodeLineTable } from './lines/store.ts'
import type { UnderWay } from './maintenance.ts'
import { emptyAlerts, evolveAlerts } from './state.ts'
import type { Alert } from './state.ts'

/** What of the alerts runs on a node. */
export class RunningAlerts {
  readonly engine: AlertEngine
  readonly feed: AlertFeed
  readonly #ports: ConsolePorts
  readonly #lines: NodeLineTable
  #stopped = false
  #exchanging: Promise<void> = Promise.resolve()
  #cancels: (() => void)[] = []

  constructor(ports: ConsolePorts) {
    this.#ports = ports
    this.#lines = new NodeLineTable(ports.store, Buffer.from(freshBytes(9)).toString('base64url'))
    this.engine = new AlertEngine({ ...ports, lines: this.#lines }, (hallId) => this.feed.hall(hallId))
    this.feed = new AlertFeed(ports, this.engine.underWay)
  }

  get underWay(): UnderWay {
    return this.engine.underWay
  }

  start(): void {
    this.engine.start()
    this.#exchange()
  }

  heard(entries: readonly ReadEntry[]): void {
    this.engine.heard(entries)
    this.feed.heard(entries)
  }

  /** An alert out of its facts: one that ended so long ago that it is not at hand. */
  folded(entries: readonly Omit<ReadEntry, 'from' | 'commandId'>[]): Alert | undefined {
    const state = emptyAlerts()
    const changes = evolveAlerts as Record<string, ((...of: unknown[]) => void) | undefined>
    for (const { fact, ...place } of entries) if (fact) changes[fact.type]?.(state, fact, place)
    return [...state.alerts.values()][0]
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const cancel of this.#cancels) cancel()
    this.feed.stop()
    await this.engine.stop()
    await this.#exchanging
    await this.#lines.leave().catch((error: unknown) => this.#ports.log.error('alert.linesStay', error))
  }

  /** Tells other nodes which halls are here, and hears which are there. */
  #exchange(): void {
    const { live, records, clock, log } = this.#ports
    const here = [...records.state.halls.keys()].filter((hallId) => live.hall(hallId).line.connected)
    this.#exchanging = this.#lines
      .exchange(here, clock.monotonic())
      .catch((error: unknown) => log.error('alert.linesNotExchanged', error))
      .finally(() => {
        if (!this.#stopped) this.#cancels = [clock.after(EXCHANGE_MS, () => this.#exchange())]
      })
  }
}

const running = new WeakMap<ConsolePorts, RunningAlerts>()

/** The alerts of a node; made when first asked for. */
export function alertsOf(ports: ConsolePorts): RunningAlerts {
  const known = running.get(ports)
  if (known) return known
  const made = new RunningAlerts(ports)
  running.set(ports, made)
  return made
}
