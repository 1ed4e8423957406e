import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { AlertEngine } from './engine.ts'
import { AlertFeed } from './feed.ts'
import { emptyAlerts, evolveAlerts } from './state.ts'
import type { Alert } from './state.ts'

/** What of the alerts runs on a node. */
export class RunningAlerts {
  readonly engine: AlertEngine
  readonly feed: AlertFeed
  constructor(ports: ConsolePorts) {
    this.engine = new AlertEngine(ports, {
      hall: (hallId) => this.feed.hall(hallId),
      alert: (alertId) => this.feed.alert(alertId),
    })
    this.feed = new AlertFeed(ports, this.engine)
  }

  start(): void {
    this.engine.start()
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
    this.feed.stop()
    await this.engine.stop()
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
