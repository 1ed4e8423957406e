// Random days of a hall as its region sees them: facts that follow from each other as a hall's do, made by hand, since the
// region knows halls by their facts alone.
import { Fact, emptyView, evolve, publicConfig } from '@service-hall/contract'
import type { FactEntry, HallView } from '@service-hall/contract'
import { MORNING, aHallFile } from '@service-hall/contract/testing'
import fc from 'fast-check'

const ACTIONS = [
  ...[
    'issue',
    'issue',
    'issue',
    'call',
    'call',
    'call',
    'start',
    'start',
    'complete',
    'complete',
    'complete',
  ],
  ...['noShow', 'park', 'transfer', 'undo', 'undo', 'rate', 'reactivate', 'close', 'clock', 'day', 'unknown'],
  ...['device', 'device', 'device', 'station', 'configured'],
] as const

export type Step = { action: (typeof ACTIONS)[number]; counter: number; pick: number; waitMs: number }

const HOUR = 3_600_000

const wait = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(-HOUR, 3 * HOUR, 26 * HOUR) },
)

export const someSteps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom(...ACTIONS),
    counter: fc.integer({ min: 1, max: 3 }),
    pick: fc.nat(60),
    waitMs: wait,
  }),
  { minLength: 5, maxLength: 180 },
)

/** A hall that is only its facts; `fork` goes on from an earlier fact, as from a backup. */
export class FactsOfHall {
  readonly entries: FactEntry[] = []
  #view: HallView = emptyView()
  #now = MORNING

  constructor(kept: readonly FactEntry[] = []) {
    for (const entry of kept) this.#take(entry)
    if (kept.length > 0) return
    const config = publicConfig(aHallFile())
    this.#say({ type: 'HallConfigured', config, by: 'system' })
    this.#say({ type: 'DayOpened', day: '2026-01-05' })
    for (const n of [1, 2, 3]) this.#say({ type: 'CounterOpened', ...this.#at(n), staffId: `S100${n}` })
  }

  fork(after: number, epoch: string): FactsOfHall {
    const fork = new FactsOfHall(this.entries.slice(0, after))
    fork.#say({ type: 'EpochBegan', ended: 'first', epoch, after, hubHad: this.entries.length })
    return fork
  }

  /** So much later another business day opens. */
  open(day: string, laterMs: number): void {
    this.#now += laterMs
    this.#say({ type: 'DayOpened', day })
  }

  do({ action, counter, pick, waitMs }: Step): void {
    this.#now += waitMs
    const at = this.#at(counter)
    const staffId = `S100${counter}`
    const some = (...fitting: string[]): string | undefined => {
      const ids = Object.values(this.#view.tickets).filter(({ state }) => fitting.includes(state.status))
      return ids[pick % Math.max(1, ids.length)]?.id
    }
    const { holding = null, undo = null } = this.#view.counters[`C${counter}`] ?? {}
    const ticketId = {
      ...{ call: holding ? undefined : some('waiting', 'parked', 'noShow'), reactivate: some('noShow') },
      ...{ rate: undo?.ticketId, undo: undo?.ticketId },
      ...{ start: holding, complete: holding, noShow: holding, park: holding, transfer: holding },
      ...{ issue: '', close: '', clock: '', day: '', unknown: '' },
      ...{ device: '', station: '', configured: '' },
    }[action]
    // There is nothing to do it with.
    if (ticketId === undefined || ticketId === null) return
    const here = { ...at, ticketId }
    const number = this.entries.length + 1
    switch (action) {
      case 'issue':
        return this.#say({
          ...{
            type: 'TicketIssued',
            ticketId: `ticket-${number}`,
            number: `A${String(number).padStart(3, '0')}`,
          },
          ...{ day: this.#view.day, count: number, groupId: 'A', serviceId: pick % 2 ? 'pay' : 'ask' },
          ...{ classId: 'normal', language: 'zh', senior: false, ahead: 0, by: 'station:K1' },
        })
      case 'call':
        return this.#say({ type: 'TicketCalled', ...here, staffId })
      case 'start':
        return this.#say({ type: 'ServiceStarted', ...here })
      case 'complete':
        return this.#say({ type: 'ServiceCompleted', ...here, staffId })
      case 'noShow':
        return this.#say({ type: 'TicketNoShow', ...here })
      case 'park':
        return this.#say({ type: 'TicketParked', ...here, reasonId: 'documents', until: this.#now + HOUR })
      case 'transfer':
        return this.#say({ type: 'TicketTransferred', ...here, to: { kind: 'service', serviceId: 'ask' } })
      case 'undo':
        return this.#say({ type: 'ActionUndone', ...here, action: undo?.action })
      case 'rate':
        return this.#say({
          ...{
            type: 'RatingGiven',
            invitationId: `invitation-${number}`,
            ...here,
            staffId,
            level: (pick % 5) + 1,
          },
        })
      case 'reactivate':
        return this.#say({ type: 'TicketReactivated', ticketId, by: 'staff:S1' })
      case 'close':
        if (pick % 4 === 0) this.#say({ type: 'CounterClosed', ...at })
        return this.#say({ type: 'CounterOpened', ...at, staffId })
      case 'clock':
        this.#now += HOUR
        return this.#say({ type: 'ClockSet', byMs: HOUR, since: this.#now - 3 * HOUR, by: 'system' })
      case 'day':
        return this.#say({ type: 'DayOpened', day: `2026-01-${String(6 + (pick % 20)).padStart(2, '0')}` })
      case 'device': {
        const device = (['online', 'offline', 'hardwareError', 'starting', 'offline'] as const)[pick % 5]
        return this.#say({
          ...{ type: 'DeviceStateChanged', deviceId: counter === 1 ? 'P1' : `R${counter}` },
          ...{ state: { device, paper: 'low' }, by: 'station:K1' },
        })
      }
      case 'station':
        return this.#say({ type: pick % 3 === 0 ? 'StationConnected' : 'StationLost', stationId: 'K1' })
      case 'configured':
        if (pick % 7 === 0)
          this.#say({ type: 'HallConfigured', config: publicConfig(aHallFile()), by: 'system' })
        return
      case 'unknown':
        return this.#say({ type: 'FromTheFuture', what: pick })
    }
  }

  #at(counter: number): { counterId: string; by: string } {
    return { counterId: `C${counter}`, by: `staff:S100${counter}` }
  }

  #say(fact: { type: string } & Record<string, unknown>): void {
    const known = Fact.safeParse(fact)
    if (!known.success && fact.type !== 'FromTheFuture')
      throw new Error(`${fact.type}: ${known.error.message}`)
    this.#take({
      number: this.entries.length + 1,
      at: Math.max(0, this.#now),
      fact: (known.data ?? fact) as Fact,
    })
  }

  #take(entry: FactEntry): void {
    this.entries.push(entry)
    this.#now = entry.at
    evolve(this.#view, entry)
  }
}
