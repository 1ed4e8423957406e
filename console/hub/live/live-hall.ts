import { Fact, emptyView, evolve, isDown, lookUp, project, readView } from '@service-hall/contract'
import type {
  FactEntry,
  HallId,
  HallTile,
  HallToday,
  HallView,
  MachineNow,
  TicketId,
} from '@service-hall/contract'
import { calendarsIn } from '../planned/calendars.ts'
import type { StationCalendar } from '../planned/calendars.ts'
import { noPast } from '../planned/plan-past.ts'
import type { PlanPast } from '../planned/plan-past.ts'
import { isHallClosed, isPoweredOff } from '../planned/planned-hours.ts'
import type { HallPlan } from '../planned/planned-hours.ts'
import { switchedOffAt } from '../planned/switched-off.ts'
import type { SwitchedOff } from '../planned/switched-off.ts'
import { downIn } from './machine.ts'
import { clearMemory, measuresOf, noMemory } from './measure.ts'
import type { Measure, MeasureMemory } from './measure.ts'

/** A fact as it lies in the inbox: of any kind, this release may not know it. */
type Told = { number: number; at: number; fact: { type: string } }

/** A moment by the hub's wall clock, as people planned, and by the hall's, as far as it is known. Epoch ms. */
export type Moment = { at: number; hallAt: number }

/** Folded facts between two clearings of what has ended. */
const CLEAR_EVERY = 200

const NOTHING: HallToday = {
  ...{ issued: 0, served: 0, noShows: 0, waitMs: 0, waits: 0, handlingMs: 0, ratings: 0, satisfied: 0 },
}

/** Sums of a day by the id of a counter or a service. */
type TodayBy = Map<string, HallToday>

type KeptState = {
  view: HallView
  today: HallToday
  at: number
  memory: {
    waited: TicketId[]
    undoable: [number, Measure][]
    /** Absent in states of earlier releases, as all that follow. */
    down?: [string, number][]
    restingDown?: string[]
    calendars?: [string, StationCalendar][]
    switchedOff?: [string, SwitchedOff][]
    past?: PlanPast
  }
  counters?: [string, HallToday][]
  services?: [string, HallToday][]
}

/** One hall as the hub sees it now: the view that the hall's own screens have, as the region may see it, and its day. */
export class LiveHall {
  readonly hallId: HallId
  #view: HallView = emptyView()
  #memory: MeasureMemory = noMemory()
  #today: HallToday = { ...NOTHING }
  #counters: TodayBy = new Map()
  #services: TodayBy = new Map()
  #at = 0
  #folded = 0
  /** Up to where facts were folded: epoch and number. 0: nothing yet. */
  position = { ordinal: 0, number: 0 }
  line: HallTile['line'] = { connected: false, since: null }
  #behindMs: number | null = null
  /** The same by the hub's steady clock: no clock of the hub that is set moves what the hall's clock shows. */
  #steadyBehindMs: number | null = null
  /** The latest moment of the hall's clock that its hours were looked at for. */
  #lookedAt = 0
  #closed = false
  /** Stations that are off by plan, as last looked at. */
  #off: readonly string[] = []

  constructor(hallId: HallId) {
    this.hallId = hallId
  }

  get view(): HallView {
    return this.#view
  }

  /** Stamp of its last fact, epoch ms by the hall's clock; 0: none. */
  get at(): number {
    return this.#at
  }

  /** By what the hours of its machines are planned now. */
  get plan(): HallPlan {
    const { calendars, switchedOff, past } = this.#memory
    return { config: this.#view.config, calendars, switchedOff, past }
  }

  /**
   * What the hall's clock shows at a moment of the hub's clocks. Of a hall that has said nothing since its line came, or
   * whose line is on another node, the hub's wall clock stands for it; it is never before its last fact.
   */
  momentOf({ wall, steady }: { wall: number; steady: number }): Moment {
    const behind = this.#steadyBehindMs
    return { at: wall, hallAt: Math.max(this.#at, behind === null ? wall : steady - behind) }
  }

  /** The directive that has a station switched off, as far as the hall's clock is known; null: none has. */
  switchedOff(stationId: string): SwitchedOff | null {
    return switchedOffAt(this.#memory.switchedOff, stationId, Math.max(this.#at, this.#lookedAt))
  }

  /** What has it off as people are shown it, a directive or its calendar. As long as a station is there it is as it says. */
  offShown(stationId: string): Pick<MachineNow, 'switchedOff' | 'offByCalendar'> {
    if (lookUp(this.#view.stations, stationId)?.connected) return {}
    const off = this.switchedOff(stationId)
    if (off) return { switchedOff: { until: off.until, by: off.by } }
    return this.#off.includes(stationId) ? { offByCalendar: true } : {}
  }

  /** Looks whether the hall is closed at a moment, and what is off by plan; answers whether that is news. */
  lookAtHours({ at, hallAt }: Moment): boolean {
    this.#lookedAt = hallAt
    const closed = isHallClosed(this.#view.config, at)
    const { calendars, switchedOff } = this.#memory
    const off = [...new Set([...calendars.keys(), ...switchedOff.keys()])].filter(
      (id) => isPoweredOff(this.plan, `station:${id}`, at) || this.switchedOff(id) !== null,
    )
    const isNews = closed !== this.#closed || off.join() !== this.#off.join()
    this.#closed = closed
    this.#off = off
    return isNews
  }

  /** Goes by the plan of another: one that is folded from some moment on, of which earlier facts told. */
  planAs({ plan }: LiveHall): void {
    this.#memory.calendars = new Map(plan.calendars)
    this.#memory.switchedOff = new Map([...plan.switchedOff].map(([id, off]) => [id, { ...off }]))
  }

  get today(): HallToday {
    return { ...this.#today }
  }

  /** What a counter, or a service, added to the day. */
  todayOf(of: 'counter' | 'service', id: string): HallToday {
    return { ...NOTHING, ...(of === 'counter' ? this.#counters : this.#services).get(id) }
  }

  /** Folds facts in order; `heard` is told what each adds to the figures. Facts of an unknown kind are passed over. */
  fold(entries: readonly Told[], heard?: (measure: Measure, entry: FactEntry) => void): void {
    for (const told of entries) {
      const { data: fact } = Fact.safeParse(told.fact)
      this.#at = told.at
      if (!fact) continue
      const entry: FactEntry = { number: told.number, at: told.at, fact }
      if (fact.type === 'DayOpened') this.#beginDay()
      for (const measure of measuresOf(this.#view, this.#memory, entry)) {
        this.#count(measure)
        heard?.(measure, entry)
      }
      evolve(this.#view, entry)
      this.#folded += 1
    }
    // Whoever has left is of no more use here, and a day of thousands of them would fill the memory.
    if (this.#folded >= CLEAR_EVERY) {
      this.#folded = 0
      this.#view = readView(project('region', this.#view))
      clearMemory(this.#memory, this.#view)
    }
  }

  /** The line came or went. */
  lineIs(line: HallTile['line']): void {
    this.line = line
    this.#behindMs = null
    this.#steadyBehindMs = null
  }

  /** Facts came over the line at this moment of the hub's clocks: the quickest shows how they differ from the hall's. */
  heard(entries: readonly Told[], { wall, steady }: { wall: number; steady: number }): void {
    const last = entries.at(-1)
    if (!last) return
    // A clock that was put right differs by another span than before.
    if (entries.some(({ fact }) => fact.type === 'ClockSet')) {
      this.#behindMs = null
      this.#steadyBehindMs = null
    }
    this.#behindMs = Math.min(this.#behindMs ?? Infinity, wall - last.at)
    this.#steadyBehindMs = Math.min(this.#steadyBehindMs ?? Infinity, steady - last.at)
  }

  /** Begins anew, from its first fact. */
  reset(): void {
    this.position = { ordinal: 0, number: 0 }
    this.#view = emptyView()
    this.#memory = noMemory()
    this.#beginDay()
    this.#folded = 0
  }

  /** All that its fold depends on, as text: what facts up to here added up to. */
  state(): string {
    const { waited, undoable, down, restingDown, calendars, switchedOff, past } = this.#memory
    return JSON.stringify({
      ...{ view: project('region', this.#view), today: this.#today, at: this.#at },
      memory: {
        ...{ waited: [...waited], undoable: [...undoable], down: [...down] },
        ...{ restingDown: [...restingDown], calendars: [...calendars] },
        ...{ switchedOff: [...switchedOff], past },
      },
      counters: [...this.#counters],
      services: [...this.#services],
    } satisfies KeptState)
  }

  /** Goes on from a kept state, which may be of an earlier release: parts that it does not know are empty. */
  restore(text: string): void {
    const { view, today, at, memory, counters = [], services = [] } = JSON.parse(text) as KeptState
    this.#view = readView({ ...emptyView(), ...view })
    this.#memory = {
      ...{ waited: new Set(memory.waited), undoable: new Map(memory.undoable) },
      down: memory.down ? new Map(memory.down) : downIn(this.#view),
      restingDown: new Set(memory.restingDown),
      calendars: memory.calendars ? new Map(memory.calendars) : calendarsIn(this.#view),
      switchedOff: new Map(memory.switchedOff),
      past: memory.past ?? noPast(),
    }
    this.#today = { ...NOTHING, ...today }
    this.#counters = new Map(counters)
    this.#services = new Map(services)
    this.#at = at
    this.#folded = 0
  }

  #beginDay(): void {
    this.#today = { ...NOTHING }
    this.#counters = new Map()
    this.#services = new Map()
  }

  #count(measure: Measure): void {
    count(this.#today, measure)
    if (measure.counterId !== null) count(rowOf(this.#counters, measure.counterId), measure)
    if (measure.serviceId !== null) count(rowOf(this.#services, measure.serviceId), measure)
  }

  tile(): HallTile {
    const { config, day } = this.#view
    const { open, serving, paused } = countersIn(this.#view)
    return {
      hallId: this.hallId,
      name: config?.hall.name ?? { zh: this.hallId, en: this.hallId },
      line: { ...this.line },
      at: this.#at,
      behindMs: this.#behindMs,
      day,
      ...waitingIn(this.#view),
      counters: { open, serving, paused, all: config?.counters.length ?? 0 },
      machines: {
        bad: this.#closed ? 0 : badMachines(this.#view, this.#offNow()),
        all: (config?.devices.length ?? 0) + (config?.stations.length ?? 0),
      },
      today: { ...this.#today },
      ...(this.#closed ? { closed: true as const } : {}),
      ...this.#stays(),
    }
  }

  /** What a directive has switched off since the last look counts at once. */
  #offNow(): readonly string[] {
    const { switchedOff } = this.#memory
    if (switchedOff.size === 0) return this.#off
    return [...this.#off, ...[...switchedOff.keys()].filter((id) => this.switchedOff(id) !== null)]
  }

  #stays(): Pick<HallTile, 'stays'> {
    const { config, stations } = this.#view
    const stays = Object.entries(stations).flatMap(([stationId, { stay }]) =>
      stay
        ? [
            {
              stationId,
              name: config?.stations.find(({ id }) => id === stationId)?.name ?? nameless(stationId),
              since: stay.since,
            },
          ]
        : [],
    )
    return stays.length === 0 ? {} : { stays }
  }
}

const nameless = (id: string): HallTile['name'] => ({ zh: id, en: id })

// A tile is made for every change of 2,000 halls: these go through a view once and keep nothing.

function waitingIn({ tickets }: HallView): Pick<HallTile, 'waiting' | 'longestSince'> {
  let waiting = 0
  let longestSince: number | null = null
  for (const id in tickets) {
    const ticket = tickets[id]
    if (ticket?.state.status !== 'waiting') continue
    waiting += 1
    if (longestSince === null || ticket.arrivedAt < longestSince) longestSince = ticket.arrivedAt
  }
  return { waiting, longestSince }
}

function countersIn({ counters }: HallView): { open: number; serving: number; paused: number } {
  const found = { open: 0, serving: 0, paused: 0 }
  for (const id in counters) {
    const counter = counters[id]
    if (!counter) continue
    if (counter.duty.status === 'open') found.open += 1
    if (counter.duty.status === 'paused') found.paused += 1
    if (counter.holding !== null) found.serving += 1
  }
  return found
}

/** Whatever is off by plan is as it should be. */
function badMachines({ config, devices, stations }: HallView, off: readonly string[]): number {
  let bad = 0
  for (const id in devices) {
    const state = devices[id]?.state
    if (!state || !isDown(state)) continue
    if (off.length === 0 || !off.includes(config?.devices.find((one) => one.id === id)?.station ?? ''))
      bad += 1
  }
  for (const id in stations) {
    const station = stations[id]
    if (station?.enrolled && !station.connected && !off.includes(id)) bad += 1
  }
  return bad
}

function rowOf(rows: TodayBy, id: string): HallToday {
  const known = rows.get(id) ?? { ...NOTHING }
  rows.set(id, known)
  return known
}

function count(today: HallToday, { kind, times, ms = 0, level = 0 }: Measure): void {
  switch (kind) {
    case 'issued':
      today.issued += times
      return
    case 'called':
      today.waits += times
      today.waitMs += times * ms
      return
    case 'served':
      today.served += times
      today.handlingMs += times * ms
      return
    case 'noShow':
      today.noShows += times
      return
    case 'rated':
      today.ratings += times
      if (level >= 4) today.satisfied += times
      return
    case 'fault':
    case 'down':
  }
}
