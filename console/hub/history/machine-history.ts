import { Fact, isDown, lookUp } from '@service-hall/contract'
import type { DeviceState, HallId, HallView, MachineChange, MachineHistory } from '@service-hall/contract'
import type { InboxFact } from '../inbox/store.ts'
import { LiveHall } from '../live/live-hall.ts'
import { plannedSpans, within } from '../planned/planned-hours.ts'
import type { Span } from '../planned/planned-hours.ts'
import type { Replays } from './replays.ts'
import type { Breath } from './work.ts'

export type Machine = { kind: 'device' | 'station'; id: string }
type Period = Span
type Known = { up: boolean; state: DeviceState | null; since: number }
type Found = Omit<MachineHistory, 'ok' | 'now'>

const TYPES = {
  device: ['DeviceStateChanged'],
  station: ['StationConnected', 'StationLost', 'StationEnrolled', 'StationRevoked'],
} as const
const EVENTS = {
  StationConnected: 'connected',
  StationLost: 'lost',
  StationEnrolled: 'enrolled',
  StationRevoked: 'revoked',
} as const
/** What changes the hours that are planned for machines: opening hours, calendars and directives that stations go by. */
const PLAN_TYPES = [
  ...['HallConfigured', 'DirectiveReceived', 'DirectiveBegun', 'DirectiveDone', 'DirectiveFailed'],
  'StationReported',
] as const
/** What ends the time for which a directive has switched a station off. */
const RETURNS = ['StationConnected', 'StationLost', 'StationRevoked'] as const
/** Changes that are read at most for one answer; of a hall's other machines too. */
const MOST_READ = 20_000

/** What became of a machine in a period, from the hall's facts, and how long it was up and down in it. */
export async function machineHistory(
  replays: Replays,
  { hallId, machine, period, limit }: { hallId: HallId; machine: Machine; period: Period; limit: number },
  breath: Breath,
): Promise<Found | null> {
  const { facts } = await replays.facts(hallId)
  const last = await facts.last()
  const start = await facts.upTo(period.from - 1)
  const hall = start && (await replays.stateBehind(hallId, start.number, breath))
  const before = hall ? knownIn(hall.view, machine) : null
  const read = await facts.ofTypes(TYPES[machine.kind], period, MOST_READ)
  const changes = read.flatMap((fact) => changeOf(machine, fact))
  // Nobody knows what is behind the last fact that the hall has told.
  const end = Math.min(period.to, last?.at ?? period.from)
  const replans = await facts.ofTypes(PLAN_TYPES, period, MOST_READ)
  if (mayBeOff(hall, replans)) replans.push(...(await facts.ofTypes(RETURNS, period, MOST_READ)))
  replans.sort((a, b) => a.ordinal - b.ordinal || a.number - b.number)
  const key = `${machine.kind}:${machine.id}`
  const known = { from: period.from, to: end }
  // Mostly nothing changes the plan, and the state that is remembered for the next look is looked at only.
  const own = start && replans.length > 0 ? await replays.own(hallId, start.number, breath) : hall
  const planned = plannedIn(own ?? new LiveHall(hallId), key, known, replans)
  return {
    before,
    changes: changes.slice(0, limit),
    more: changes.length > limit || read.length === MOST_READ,
    ...sumsOf(before, changes.toReversed(), known, planned),
  }
}

/** Whether a directive may have had a station switched off in a period: the returns of all are many, and mostly say nothing. */
function mayBeOff(before: Pick<LiveHall, 'plan' | 'view'> | null, facts: readonly InboxFact[]): boolean {
  if (before && before.plan.switchedOff.size > 0) return true
  if (Object.values(before?.view.directives ?? {}).some(({ work }) => work.kind === 'powerOff')) return true
  return facts.some(
    ({ fact }) =>
      fact.type === 'DirectiveReceived' && (fact as { work?: { kind?: unknown } }).work?.kind === 'powerOff',
  )
}

/** The planned hours of a machine in a period, by the plan as it was at each moment. Folds `hall` on. */
function plannedIn(
  hall: LiveHall,
  machine: string,
  { from, to }: Period,
  facts: readonly InboxFact[],
): Span[] {
  const spans: Span[] = []
  let since = from
  const upTo = (at: number): void => {
    spans.push(...plannedSpans(hall.plan, machine, { from: since, to: Math.min(at, to) }))
    since = Math.max(since, at)
  }
  for (const fact of facts) {
    // A directive that comes changes nothing yet.
    if (fact.fact.type !== 'DirectiveReceived') upTo(fact.at)
    hall.fold([fact])
  }
  upTo(to)
  return spans
}

function knownIn(view: HallView, { kind, id }: Machine): Known | null {
  if (kind === 'device') {
    const device = lookUp(view.devices, id)
    return device ? { up: !isDown(device.state), state: device.state, since: device.since } : null
  }
  const station = lookUp(view.stations, id)
  if (!station || station.since === 0) return null
  return { up: station.connected, state: null, since: station.since }
}

function changeOf({ kind, id }: Machine, { number, at, fact: told }: InboxFact): MachineChange[] {
  const { data: fact } = Fact.safeParse(told)
  if (fact?.type === 'DeviceStateChanged' && kind === 'device' && fact.deviceId === id)
    return [{ number, at, up: !isDown(fact.state), state: fact.state, event: null }]
  if (kind !== 'station' || !fact || !('stationId' in fact) || fact.stationId !== id) return []
  const event = lookUp(EVENTS, fact.type)
  return event ? [{ number, at, up: event === 'connected', state: null, event }] : []
}

type Sums = Pick<MachineHistory, 'upMs' | 'downMs' | 'unknownMs' | 'closedMs' | 'faults'>

/** Out of planned hours a machine is neither up nor down; one that went down then has a fault once they come. */
function sumsOf(
  before: Known | null,
  changes: readonly MachineChange[],
  { from, to }: Period,
  planned: readonly Span[],
): Sums {
  const sums = { upMs: 0, downMs: 0, unknownMs: 0, closedMs: 0, faults: 0 }
  let up = before?.up ?? null
  let since = from
  let isFaultDue = false
  const passed = (until: number): void => {
    const ms = within(planned, { from: since, to: Math.min(until, to) })
    sums.closedMs += Math.max(0, Math.min(until, to) - since - ms)
    if (up === null) sums.unknownMs += ms
    else if (up) sums.upMs += ms
    else sums.downMs += ms
    if (isFaultDue && ms > 0) {
      sums.faults += 1
      isFaultDue = false
    }
    since = Math.max(since, until)
  }
  for (const change of changes) {
    // Being let in says nothing of whether it is there.
    if (change.event === 'enrolled') continue
    passed(change.at)
    if (up === true && !change.up && change.event !== 'revoked') isFaultDue = true
    else if (change.up) isFaultDue = false
    up = change.up
  }
  passed(to)
  // What has just gone down is down, if only for no time yet.
  if (isFaultDue && within(planned, { from: to - 1, to }) > 0) sums.faults += 1
  return sums
}
