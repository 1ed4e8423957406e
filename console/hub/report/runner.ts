import { hash, randomUUID } from 'node:crypto'
import type { Cancel } from '@service-hall/server-kit'
import type { ConsolePorts } from '../ports.ts'
import { makeReport } from './make.ts'
import { daysOf, localNow } from './period.ts'
import { Reports } from './store.ts'
import type { Job } from './store.ts'

/** How often it is looked what there is to make, ms. */
const LOOK_MS = 1_000
/** A node that has not said for so long that it still makes a report is taken for gone, ms. */
const GONE_MS = 60_000

/** Makes reports on this node, one at a time, and orders those whose day, week or month is over. */
export class ReportRunner {
  readonly #ports: ConsolePorts
  readonly #reports: Reports
  readonly #node = randomUUID()
  /** What others make: how often they had said so when that was last another number, by this node's steady clock. */
  readonly #others = new Map<string, { beat: number; since: number }>()
  #cancel: Cancel | null = null
  #working: Promise<void> = Promise.resolve()
  #closed = false

  constructor(ports: ConsolePorts) {
    this.#ports = ports
    this.#reports = new Reports(ports.store)
  }

  start(): this {
    this.#cancel = this.#ports.clock.after(LOOK_MS, () => {
      this.#working = this.#work()
        .catch((error: unknown) => this.#ports.log.error('report.notLooked', error))
        .finally(() => {
          if (!this.#closed) this.start()
        })
    })
    return this
  }

  async stop(): Promise<void> {
    this.#closed = true
    this.#cancel?.()
    await this.#working
  }

  async #work(): Promise<void> {
    await this.#orderDue()
    const jobs = await this.#reports.open()
    const job = jobs.find((one) => one.state === 'waiting') ?? jobs.find((one) => this.#isGone(one))
    for (const id of this.#others.keys()) if (!jobs.some((one) => one.id === id)) this.#others.delete(id)
    if (!job || this.#closed || !(await this.#reports.take(job, this.#node))) return
    await makeReport(this.#ports, this.#reports, job, this.#node)
  }

  /** Whether whoever makes a report has fallen silent. */
  #isGone({ id, state, beat, node }: Job): boolean {
    if (state !== 'running' || node === this.#node) return false
    const now = this.#ports.clock.monotonic()
    const seen = this.#others.get(id)
    if (seen?.beat !== beat) {
      this.#others.set(id, { beat, since: now })
      return false
    }
    return now - seen.since > GONE_MS
  }

  /** Orders what is due. The id follows from schedule and period: nodes that look at once order it once. */
  async #orderDue(): Promise<void> {
    const { records, clock } = this.#ports
    const { day, hour } = localNow(clock.now())
    for (const { scheduleId, accountId, order, hour: from } of records.state.reportSchedules.values()) {
      const account = records.state.accounts.get(accountId)
      if (hour < from || !account || account.closed) continue
      const days = daysOf(order.spec.period, day)
      const id = uuidOf(`${scheduleId} ${JSON.stringify(order)} ${days.from} ${days.to}`)
      if (this.#ordered.has(id)) continue
      await this.#reports.add(id, { account: accountId, schedule: scheduleId, order, at: clock.now() })
      this.#ordered.add(id)
    }
  }

  /** What this node knows to be ordered, so that it does not ask the database every second. */
  readonly #ordered = new Set<string>()
}

function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
