import { Fact, ROOT } from '@service-hall/contract'
import type { AlertId, AlertSeen, HallId, HallTile, RegionId, Tier } from '@service-hall/contract'
import { MORNING, aHallConfig } from '@service-hall/contract/testing'
import { aClock, aLog } from '@service-hall/server-kit/testing'
import type { TestClock } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import { AlertEngine } from '../hub/alert/engine.ts'
import { alertSeen } from '../hub/alert/seen.ts'
import type { Alert } from '../hub/alert/state.ts'
import { capabilityMigrations, openRecords } from '../hub/capabilities.ts'
import type { HubRecords } from '../hub/capabilities.ts'
import type { Store } from '../hub/core/store.ts'
import { LiveRegion } from '../hub/live/live-region.ts'
import { aDatabase, aStore } from './engines.ts'
import type { Engine } from './engines.ts'
import { anOrganisation, does } from './nodes.ts'
import { aKey } from './pure.ts'

/** One node as alerts see it: halls by facts that a test tells, time as it says. */
export class AlertNode {
  readonly clock: TestClock
  readonly live: LiveRegion
  readonly records: HubRecords
  readonly store: Store
  readonly engine: AlertEngine
  readonly log = aLog()
  /** Halls whose lines are on another node. */
  readonly elsewhere = new Set<string>()
  /** Alerts that are to be shown otherwise although no fact says so. */
  readonly told: string[] = []
  /** How far the clocks of halls are ahead of the hub's, ms. */
  aheadMs = 0
  #number = 0

  constructor(store: Store, records: HubRecords, clock: TestClock) {
    this.clock = clock
    this.store = store
    this.records = records
    this.live = new LiveRegion(clock)
    const lines = { lineOf: (hallId: HallId) => (this.elsewhere.has(hallId) ? null : 'here') }
    const told = { hall: () => undefined, alert: (id: AlertId) => void this.told.push(id) }
    this.engine = new AlertEngine({ records, live: this.live, lines, clock, log: this.log }, told)
    records.onFolded((entries) => this.engine.heard(entries))
  }

  /** The hall says something, at the hub's present moment. */
  says(hallId: string, ...facts: ({ type: Fact['type'] } & Record<string, unknown>)[]): void {
    const hall = this.live.hall(hallId as HallId)
    for (const fact of facts) {
      Fact.parse(fact)
      this.#number += 1
      const told = [{ number: this.#number, at: this.clock.now() + this.aheadMs, fact }]
      hall.fold(told)
      this.live.heard(hall.hallId, told)
      hall.position = { ordinal: 1, number: this.#number }
    }
    this.engine.changed([hall.tile() satisfies HallTile])
  }

  line(hallId: string, connected: boolean): void {
    this.live.line(hallId as HallId, connected)
  }

  /** Time passes, and the node looks each second of it. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      this.clock.advance(Math.min(left, 1_000))
      this.engine.tick()
      await this.engine.settled()
    }
  }

  /** How an alert is shown. */
  seen(id: string): AlertSeen {
    const alert = this.records.state.alerts.get(id as AlertId)
    if (!alert) throw new Error(`no alert ${id}`)
    return alertSeen({ records: this.records, live: this.live }, this.engine, alert)
  }

  /** Of all alerts there are, id and how they stand. */
  alerts(): string[] {
    return [...this.records.state.alerts.values()].map(
      ({ alertId, severity, clearedAt }: Alert) => `${alertId} ${clearedAt === null ? severity : 'ended'}`,
    )
  }
}

export const CONFIG = aHallConfig()

/** How a hall of the tests begins: counters open, stations there, its printer well. */
export const OPENING: ({ type: Fact['type'] } & Record<string, unknown>)[] = [
  { type: 'HallConfigured', config: CONFIG, by: 'system' },
  { type: 'DayOpened', day: '2026-01-05' },
  ...['K1', 'K2', 'D1'].flatMap((stationId) => [
    { type: 'StationEnrolled' as const, stationId, by: 'staff:S9001' },
    { type: 'StationConnected' as const, stationId },
  ]),
  { type: 'DeviceStateChanged', deviceId: 'K1-printer', state: { device: 'online' }, by: 'station:K1' },
]

let tickets = 0

export function aTicket(serviceId = 'pay'): { type: 'TicketIssued' } & Record<string, unknown> {
  tickets += 1
  return {
    ...{
      type: 'TicketIssued',
      ticketId: `ticket-${1_000 + tickets}`,
      number: `A${String(100 + tickets)}`,
      day: '2026-01-05',
    },
    ...{
      count: tickets,
      groupId: 'fee',
      serviceId,
      classId: 'normal',
      language: 'zh',
      senior: false,
      ahead: 0,
    },
    by: 'station:K1',
  }
}

/** Nodes on one database, with regions `east` (hall H1, tier B) and `west` (H2, tier D), and people of both. */
export async function alertNodes(engine: Engine = 'sqlite', count = 1): Promise<AlertNode[]> {
  const address = await aDatabase(engine)
  const clock = aClock(MORNING)
  const nodes: AlertNode[] = []
  for (let at = 0; at < count; at += 1) {
    const store = await aStore(engine, capabilityMigrations, address)
    const records = await openRecords({ store, clock, log: aLog() }, { lookEveryMs: 3_600_000 })
    const node = new AlertNode(store, records, clock)
    onTestFinished(async () => {
      await node.engine.stop()
      await records.close()
    })
    nodes.push(node)
  }
  const [first] = nodes
  if (!first) throw new Error('no node')
  await anOrganisation(
    first.records,
    { east: '', west: '' },
    { sue: ['east', 'supervisor'], wes: ['west', 'supervisor'], vic: ['east', 'viewer'] },
  )
  for (const [hallId, regionId, tier] of [
    ['H1', 'east', 'B'],
    ['H2', 'west', 'D'],
  ] as const)
    await does(first.records, 'chief', {
      ...{ type: 'organisation.admitHall', hallId: hallId as HallId, key: aKey(hallId) },
      ...{ regionId: (regionId as RegionId) || ROOT, tier: tier as Tier },
    })
  for (const { records } of nodes) await records.catchUp()
  for (const node of nodes)
    for (const hallId of ['H1', 'H2']) {
      node.line(hallId, true)
      node.says(hallId, ...OPENING)
    }
  return nodes
}

export async function aNode(): Promise<AlertNode> {
  const [node] = await alertNodes()
  if (!node) throw new Error('no node')
  return node
}

export const hall = (id: string): HallId => id as HallId
export const alertId = (id: string): AlertId => id as AlertId

const said = { type: 'DeviceStateChanged' as const, deviceId: 'K1-printer', by: 'station:K1' }

/** The printer of the first kiosk: says something, is broken, is well again. */
export const PRINTER = {
  said,
  broken: { ...said, state: { device: 'hardwareError', error: 'cutterJam' } },
  well: { ...said, state: { device: 'online' } },
}
