import type { Answer, Audience, HallView } from '@service-hall/contract'
import { within } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import { Counter, Gauge, Histogram, Registry, processMetrics } from '@service-hall/server-kit/metrics'
import type { HallOf } from '../core/hall.ts'

/** How long a scrape waits for the disk before it does without the hall's figures, ms. */
const DISK_MS = 2_000

/** A fast disk commits in a few milliseconds; what takes a second is felt at the kiosk. */
const COMMIT_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Numbers of a running hall in Prometheus' text format. Counts begin anew with the process. */
export class HallMetrics {
  readonly #registry = new Registry()
  readonly #hall: HallOf
  readonly #clock: Clock
  readonly #waiting: Gauge<'service'>
  readonly #devices: Gauge<'state'>
  readonly #ends: (() => void)[]

  constructor(hall: HallOf, clock: Clock) {
    this.#hall = hall
    this.#clock = clock
    this.#waiting = this.#gauge('hall_tickets_waiting', 'Tickets waiting now, by service.', 'service')
    this.#devices = this.#gauge(
      'hall_devices',
      'Devices of the hall by the state they last reported.',
      'state',
    )
    this.#ends = [processMetrics(this.#registry), this.#countCommands(), this.#countFacts()]
    this.#watchJournal()
  }

  /** `byAudience`: how many sockets are connected now. */
  watchSockets(byAudience: () => Record<Audience, number>): void {
    new Gauge({
      name: 'hall_sockets',
      help: 'Sockets connected now, by audience.',
      labelNames: ['audience'],
      registers: [this.#registry],
      collect() {
        for (const [audience, count] of Object.entries(byAudience())) this.set({ audience }, count)
      },
    })
  }

  /** Everything as it is now. What depends on the state is of committed facts only, and left out while there is no disk. */
  async read(): Promise<{ contentType: string; text: string }> {
    this.#waiting.reset()
    this.#devices.reset()
    const counted = this.#hall.whenCommitted(
      ({ view }) => ({ waiting: waitingByService(view), devices: devicesByState(view) }),
      ({ waiting, devices }) => {
        for (const [service, count] of waiting) this.#waiting.set({ service }, count)
        for (const [state, count] of devices) this.#devices.set({ state }, count)
      },
    )
    // That the disk fails is told by `hall_recovering` and in the log; a scrape has its other numbers all the same.
    await within(this.#clock, DISK_MS, counted, undefined).catch(() => undefined)
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() }
  }

  close(): void {
    for (const end of this.#ends) end()
  }

  #gauge<Label extends string>(name: string, help: string, label: Label): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [label], registers: [this.#registry] })
  }

  #countCommands(): () => void {
    const registers = [this.#registry]
    const commands = new Counter({
      name: 'hall_commands_total',
      help: 'Commands answered, by type and outcome: ok, refused, failed (storage or a bug).',
      labelNames: ['type', 'outcome'],
      registers,
    })
    const commits = new Histogram({
      name: 'hall_commit_seconds',
      help: 'From handing the facts of a command to the journal until they were durable.',
      buckets: COMMIT_BUCKETS_S,
      registers,
    })
    return this.#hall.onAnswered(({ type, answer, commitMs }) => {
      commands.inc({ type, outcome: outcomeOf(answer) })
      if (commitMs !== null) commits.observe(commitMs / 1_000)
    })
  }

  #countFacts(): () => void {
    const facts = new Counter({
      name: 'hall_facts_total',
      help: 'Facts committed.',
      registers: [this.#registry],
    })
    return this.#hall.onCommitted((entries) => facts.inc(entries.length))
  }

  #watchJournal(): void {
    const hall = this.#hall
    const registers = [this.#registry]
    new Gauge({
      name: 'hall_committed_number',
      help: 'Number of the last fact that is durable.',
      registers,
      collect() {
        this.set(hall.committedNumber)
      },
    })
    new Gauge({
      name: 'hall_recovering',
      help: '1 while the state is being rebuilt from the disk and commands are refused.',
      registers,
      collect() {
        this.set(hall.recovering ? 1 : 0)
      },
    })
  }
}

function outcomeOf(answer: Answer): 'ok' | 'refused' | 'failed' {
  if (answer.ok) return 'ok'
  return ['hall.storage', 'hall.internal', 'hall.recovering'].includes(answer.code) ? 'failed' : 'refused'
}

function waitingByService({ config, tickets }: HallView): Map<string, number> {
  const counts = new Map<string, number>((config?.services ?? []).map(({ id }) => [id, 0]))
  for (const { state, serviceId } of Object.values(tickets))
    if (state.status === 'waiting') counts.set(serviceId, (counts.get(serviceId) ?? 0) + 1)
  return counts
}

/** A device that never reported is `unknown`. */
function devicesByState({ config, devices }: HallView): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { id } of config?.devices ?? []) {
    const state = devices[id]?.state.device ?? 'unknown'
    counts.set(state, (counts.get(state) ?? 0) + 1)
  }
  return counts
}
