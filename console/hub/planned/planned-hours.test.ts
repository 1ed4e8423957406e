import { Fact } from '@service-hall/contract'
import type { HallId } from '@service-hall/contract'
import { HOUR, MINUTE, MORNING, aHallConfig } from '@service-hall/contract/testing'
import { settingsDigest } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import { machineHistory } from '../history/machine-history.ts'
import type { InboxFact } from '../inbox/store.ts'
import { LiveHall } from '../live/live-hall.ts'
import type { Measure } from '../live/measure.ts'
import { isPlanned, plannedMs, plannedSpans } from './planned-hours.ts'

const H1 = 'H1' as HallId
/** MORNING is a Monday, 10:00 in Shanghai. */
const at = (hours: number): number => MORNING + (hours - 10) * HOUR
const moment = (hours: number) => ({ at: at(hours), hallAt: at(hours) })
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const settings = (from: string, to: string) => ({
  playlist: null,
  power: {
    ...{ working: { from, to }, rest: 'off' as const, holiday: 'off' as const, skewMinutes: 0 },
    days: [{ day: '2026-01-06', type: 'working' as const, span: { from: '12:00', to } }],
  },
})

class Hall {
  readonly facts: InboxFact[] = []
  constructor(open: readonly [string, string] = ['08:00', '18:00']) {
    const openingHours = [{ days: [...EVERY_DAY], from: open[0], to: open[1] }]
    const config = aHallConfig({ openingHours })
    this.say(at(0), { type: 'HallConfigured', config, by: 'system' })
    this.say(at(0), { type: 'StationEnrolled', stationId: 'K1', by: 'staff:S9001' })
    this.printer(at(0), 'online')
    this.station(at(0), true)
  }
  say(when: number, fact: { type: string } & Record<string, unknown>): void {
    const number = this.facts.length + 1
    this.facts.push({ ordinal: 1, number, at: when, fact: Fact.parse(fact) })
  }
  printer(when: number, device: string): void {
    this.say(when, {
      ...{ type: 'DeviceStateChanged', deviceId: 'K1-printer', state: { device }, by: 'station:K1' },
    })
  }
  station(when: number, here: boolean): void {
    this.say(when, { type: here ? 'StationConnected' : 'StationLost', stationId: 'K1' })
  }
  /** The region gives a calendar, and the kiosk has it from then on. */
  calendar(when: number, given: ReturnType<typeof settings>, n: number): void {
    const directiveId = `01890000-0000-7000-8000-00000000000${n}`
    this.say(when, {
      ...{ type: 'DirectiveReceived', directiveId, target: { of: 'station', stationId: 'K1' } },
      ...{ work: { kind: 'configure', settings: given }, who: 'account:chief', why: 'x' },
      ...{ issuedAt: when, until: when + HOUR },
    })
    this.say(when, {
      ...{ type: 'DirectiveDone', directiveId, by: 'station:K1' },
      report: { settings: settingsDigest(given), release: '0.2.0' },
    })
  }
  /** A directive has the kiosk switched off for so many hours, and it goes. */
  powerOff(when: number, hours: number): void {
    const directiveId = '01890000-0000-7000-8000-000000000009'
    this.say(when, {
      ...{ type: 'DirectiveReceived', directiveId, target: { of: 'station', stationId: 'K1' } },
      ...{ work: { kind: 'powerOff', forMs: hours * HOUR }, who: 'account:chief', why: 'x' },
      ...{ issuedAt: when, until: when + HOUR },
    })
    this.say(when, { type: 'DirectiveBegun', directiveId, by: 'station:K1' })
    this.printer(when, 'offline')
    this.station(when, false)
  }
  /** Faults and down time in minutes of a machine, by the roll-ups and by its history. */
  async figures(kind: 'device' | 'station', to: number): Promise<[number, number][]> {
    const id = kind === 'device' ? 'K1-printer' : 'K1'
    const measures: Measure[] = []
    new LiveHall(H1).fold(this.facts, (one) => measures.push(one))
    const own = measures.filter(({ machine }) => machine === `${kind}:${id}`)
    const ms = own.reduce((sum, one) => sum + (one.kind === 'down' ? (one.ms ?? 0) : 0), 0)
    const history = await this.history(kind, id, to)
    return [
      [own.filter((one) => one.kind === 'fault').length, ms / MINUTE],
      [history?.faults ?? -1, (history?.downMs ?? -1) / MINUTE],
    ]
  }
  history(kind: 'device' | 'station', id: string, to: number): ReturnType<typeof machineHistory> {
    const facts = {
      last: () => Promise.resolve({ at: to, number: 99 }),
      upTo: () => Promise.resolve(null),
      ofTypes: (types: readonly string[]) =>
        Promise.resolve(this.facts.filter(({ fact }) => types.includes(fact.type)).toReversed()),
    }
    const replays = { facts: () => Promise.resolve({ facts }) }
    const asked = { hallId: H1, machine: { kind, id }, period: { from: at(0), to }, limit: 99 }
    return machineHistory(replays as never, asked, () => Promise.resolve())
  }
}

test('down time and faults count while the hall is open alone, in roll-ups as in the history of a machine', async () => {
  const hall = new Hall()
  // Switched off for the night, and on again half an hour late.
  hall.station(at(18.5), false)
  hall.station(at(32.5), true)
  // Off for a night and there in time: no fault.
  hall.station(at(43), false)
  hall.station(at(55), true)
  // A fault by day.
  hall.printer(at(34), 'hardwareError')
  hall.printer(at(36), 'online')
  expect(await hall.figures('station', at(57))).toEqual([
    [1, 30],
    [1, 30],
  ])
  expect(await hall.figures('device', at(57))).toEqual([
    [1, 120],
    [1, 120],
  ])
})

test('a machine that its calendar has switched off is off by plan, each hour by the calendar of that hour', async () => {
  const hall = new Hall(['00:00', '24:00'])
  hall.calendar(at(10), settings('09:00', '16:00'), 1)
  hall.station(at(16), false)
  // 7 January, a Tuesday that the calendar begins at noon: it comes at one.
  hall.station(at(37), true)
  // Another calendar, while it is down: what was before counts by the one before.
  hall.station(at(39), false)
  hall.calendar(at(41), settings('09:00', '23:00'), 2)
  hall.station(at(43), true)
  expect(await hall.figures('station', at(50))).toEqual([
    [2, 60 + 60 + 120],
    [2, 60 + 60 + 120],
  ])
})

test('a machine that was set up anew and reports no settings is left to itself again', () => {
  const hall = new Hall(['00:00', '24:00'])
  hall.calendar(at(10), settings('09:00', '16:00'), 1)
  const live = new LiveHall(H1)
  live.fold(hall.facts)
  expect(isPlanned(live.plan, 'device:K1-printer', at(17))).toBe(false)
  expect(isPlanned(live.plan, 'station:K2', at(17))).toBe(true)
  // A state that is kept knows it, and so does one of a release that did not.
  const kept = JSON.parse(live.state()) as { memory: { calendars?: unknown } }
  const again = new LiveHall(H1)
  again.restore(JSON.stringify(kept))
  expect(isPlanned(again.plan, 'station:K1', at(17))).toBe(false)
  const report = { type: 'StationReported', stationId: 'K1', release: '0.2.0', allows: [] }
  hall.say(at(11), { ...report, settings: settingsDigest(settings('09:00', '16:00')) })
  live.fold(hall.facts.slice(-1))
  const older = JSON.parse(live.state()) as { memory: { calendars?: unknown } }
  delete older.memory.calendars
  again.restore(JSON.stringify(older))
  expect(isPlanned(again.plan, 'station:K1', at(17))).toBe(false)
  hall.say(at(12), { ...report, settings: null })
  live.fold(hall.facts.slice(-1))
  expect(isPlanned(live.plan, 'station:K1', at(17))).toBe(true)
})

test('the hours of years are told by those of the last one; a period that has not begun has none', () => {
  const live = new LiveHall(H1)
  live.fold(new Hall().facts)
  const years = { from: at(0) - 3 * 364 * 24 * HOUR, to: at(0) }
  expect(plannedMs(live.plan, 'station:K1', years)).toBe(3 * 364 * 10 * HOUR)
  expect(plannedMs(live.plan, null, { from: at(0), to: at(48) })).toBe(20 * HOUR)
  expect(plannedSpans(live.plan, 'station:K1', { from: at(9), to: at(9) })).toEqual([])
})

test('a tile says that its hall is closed, and counts no machine as faulty that is off by plan; pages say why it is off', () => {
  const hall = new Hall(['08:00', '22:00'])
  hall.calendar(at(10), settings('09:00', '16:00'), 1)
  hall.station(at(16), false)
  hall.printer(at(16), 'offline')
  const live = new LiveHall(H1)
  live.fold(hall.facts)
  expect(live.lookAtHours(moment(15))).toBe(false)
  expect(live.tile().machines.bad).toBe(2)
  expect(live.offShown('K1')).toEqual({})
  expect(live.lookAtHours(moment(17))).toBe(true)
  expect(live.tile().machines.bad).toBe(0)
  expect(live.offShown('K1')).toEqual({ offByCalendar: true })
  expect(live.tile()).not.toHaveProperty('closed')
  expect(live.lookAtHours(moment(23))).toBe(true)
  expect(live.tile()).toMatchObject({ closed: true })
  expect(live.lookAtHours(moment(33.5))).toBe(true)
  expect(live.tile()).not.toHaveProperty('closed')
})

test('what a directive switched off is down by plan for its time and ten minutes for its start, in roll-ups as in histories', async () => {
  const hall = new Hall(['00:00', '24:00'])
  hall.powerOff(at(10), 2)
  hall.say(at(10.5), {
    ...{ type: 'DirectiveFailed', directiveId: '01890000-0000-7000-8000-000000000009' },
    ...{ by: 'system', code: 'directive.noReport' },
  })
  hall.station(at(12.1), true)
  hall.printer(at(12.1), 'online')
  for (const kind of ['station', 'device'] as const)
    expect(await hall.figures(kind, at(13))).toEqual([
      [0, 0],
      [0, 0],
    ])
  // It is late: what is beyond counts, and so does what comes after it was back.
  hall.powerOff(at(14), 2)
  hall.station(at(17), true)
  hall.printer(at(17), 'online')
  hall.station(at(18), false)
  hall.station(at(18.5), true)
  expect(await hall.figures('device', at(19))).toEqual([
    [1, 50],
    [1, 50],
  ])
  expect(await hall.figures('station', at(19))).toEqual([
    [2, 80],
    [2, 80],
  ])
  // Back before its time, it is missed as any other.
  hall.powerOff(at(20), 4)
  hall.station(at(20.5), true)
  hall.station(at(21), false)
  hall.station(at(21.5), true)
  expect(await hall.figures('station', at(22))).toEqual([
    [3, 110],
    [3, 110],
  ])
  const live = new LiveHall(H1)
  live.fold(hall.facts)
  const again = new LiveHall(H1)
  again.restore(live.state())
  for (const { plan } of [live, again]) {
    expect(plannedMs(plan, 'device:K1-printer', { from: at(10), to: at(13) })).toBe(HOUR * 0.9)
    expect(plannedMs(plan, 'station:K2', { from: at(10), to: at(13) })).toBe(3 * HOUR)
  }
})

test('an order that the machine could not carry out, and one that another make reports as it goes', () => {
  const live = new LiveHall(H1)
  const hall = new Hall(['00:00', '24:00'])
  const directiveId = '01890000-0000-7000-8000-000000000009'
  hall.powerOff(at(10), 2)
  // It fails: `StationLost` is not of it.
  hall.facts.splice(-2)
  hall.say(at(10.01), {
    ...{ type: 'DirectiveFailed', directiveId, by: 'station:K1', code: 'directive.machineFailed' },
  })
  live.fold(hall.facts)
  expect(isPlanned(live.plan, 'station:K1', at(10.5))).toBe(true)
  // Done, it says, and goes: the time counts from then.
  const other = new Hall(['00:00', '24:00'])
  other.powerOff(at(10), 2)
  other.facts.splice(-3)
  other.say(at(10.2), { type: 'DirectiveDone', directiveId, by: 'station:K1' })
  other.station(at(10.2), false)
  const foreign = new LiveHall(H1)
  foreign.fold(other.facts)
  expect(isPlanned(foreign.plan, 'device:K1-printer', at(12.3))).toBe(false)
  expect(isPlanned(foreign.plan, 'device:K1-printer', at(12.4))).toBe(true)
  expect(foreign.switchedOff('K1')).toMatchObject({ by: 'account:chief', until: at(12.2) })
})

test('the hours of a past time are those of that time, whatever the hall opens at today; so are calendars', () => {
  const hall = new Hall(['08:00', '18:00'])
  const day = { from: at(24), to: at(48) }
  const figuresBy = (facts: InboxFact[]): number[] => {
    const live = new LiveHall(H1)
    // A state that was kept in between has it, too.
    live.fold(facts.slice(0, -1))
    const again = new LiveHall(H1)
    again.restore(live.state())
    again.fold(facts.slice(-1))
    return [null, 'station:K1'].map((machine) => plannedMs(again.plan, machine, day) / HOUR)
  }
  expect(figuresBy(hall.facts)).toEqual([10, 10])
  hall.calendar(at(72), settings('09:00', '13:00'), 1)
  expect(figuresBy(hall.facts)).toEqual([10, 10])
  const openingHours = [{ days: [...EVERY_DAY], from: '10:00', to: '11:00' }]
  hall.say(at(96), { type: 'HallConfigured', config: aHallConfig({ openingHours }), by: 'system' })
  expect(figuresBy(hall.facts)).toEqual([10, 10])
  const live = new LiveHall(H1)
  live.fold(hall.facts)
  const [night, later] = [at(84), at(120)]
  // Between the two changes: ten hours, of which the calendar leaves four.
  expect(plannedMs(live.plan, 'station:K1', { from: at(76), to: night + 12 * HOUR }) / HOUR).toBe(4)
  expect(plannedMs(live.plan, null, { from: at(96), to: later }) / HOUR).toBe(1)
  // Asked over all of it: 2 full days, one that the calendar begins in, one that it holds in, one of one hour.
  expect(plannedMs(live.plan, 'station:K1', { from: at(24), to: later }) / HOUR).toBe(10 + 10 + 4 + 1)
})
