import { Counter, Gauge, Histogram, Registry, processMetrics } from '@service-hall/server-kit/metrics'
import type { InboxBatch } from '../inbox/batch.ts'
import type { NodeState } from './health.ts'

/** A fast disk commits in a few milliseconds; what takes a second holds all halls up. */
const COMMIT_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export type HubNumbers = NodeState & {
  /** Halls whose line is on this node. */
  lines: () => number
  /** Consoles that are connected to this node. */
  consoles: () => number
  /** Halls whose roll-ups wait to be made. */
  rollups: () => number
  /** Last fact of the hub's own records that is folded here. */
  records: () => number
}

/** Numbers of a running node in Prometheus' text format. Counts begin anew with the process. */
export class HubMetrics {
  readonly #registry = new Registry()
  readonly #end: () => void
  readonly #facts: Counter
  readonly #batches: Counter<'outcome'>
  readonly #commits: Histogram

  constructor(numbers: HubNumbers) {
    const registers = [this.#registry]
    this.#end = processMetrics(this.#registry)
    this.#facts = new Counter({
      name: 'hub_facts_total',
      help: 'Facts of halls that were put on the disk.',
      registers,
    })
    this.#batches = new Counter({
      ...{ name: 'hub_batches_total', help: 'Batches of halls: taken, or not right behind what is here.' },
      ...{ labelNames: ['outcome'], registers },
    })
    this.#commits = new Histogram({
      ...{ name: 'hub_commit_seconds', help: 'A transaction that puts batches on the disk.' },
      ...{ buckets: COMMIT_BUCKETS_S, registers },
    })
    this.#gauge('hub_halls', 'Halls that may report.', () => numbers.halls().all)
    this.#gauge(
      'hub_halls_connected',
      'Halls whose line is up, on any node.',
      () => numbers.halls().connected,
    )
    this.#gauge('hub_lines', 'Halls whose line is on this node.', numbers.lines)
    this.#gauge('hub_consoles', 'Consoles that are connected to this node.', numbers.consoles)
    this.#gauge('hub_rollups_waiting', 'Halls whose roll-ups wait to be made.', numbers.rollups)
    this.#gauge('hub_records_number', 'Last fact of the own records that is folded here.', numbers.records)
    this.#gauge('hub_nodes', 'Nodes that live, this one too.', () => 1 + (numbers.nodes()?.others ?? 0))
    this.#gauge('hub_redis_up', '1 while nodes tell each other by Redis.', () =>
      Number(numbers.nodes()?.hasBus ?? false),
    )
  }

  /** Batches were put on the disk together; `taken` says for each whether it was. */
  committed(batches: readonly InboxBatch[], taken: readonly boolean[], ms: number): void {
    this.#commits.observe(ms / 1_000)
    batches.forEach(({ entries }, at) => {
      this.#batches.inc({ outcome: taken[at] ? 'taken' : 'refused' })
      if (taken[at]) this.#facts.inc(entries.length)
    })
  }

  async read(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() }
  }

  close(): void {
    this.#end()
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      ...{ name, help, registers: [this.#registry] },
      collect() {
        this.set(value())
      },
    })
  }
}
