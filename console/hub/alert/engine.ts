import { hash } from 'node:crypto'
import { alertIdOf, alertKey } from '@service-hall/contract'
import type { AlertId, CommandId, HallId, HallTile, HubCommand } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Knex } from 'knex'
import type { HubRecords } from '../capabilities.ts'
import type { NodeLines } from '../halls/lines.ts'
import type { LiveRegion } from '../live/live-region.ts'
import type { ReadEntry } from '../records/entry.ts'
import { noteCleared, noteRaised, noteReopened, noteWorse } from './history/store.ts'
import { lookAtHall } from './look-at-hall.ts'
import type { AlertAct, LineSeen } from './look-at-hall.ts'
import { UnderWay, covers } from './maintenance.ts'
import { restCause } from './resting.ts'
import { HallRules } from './rule-of.ts'
import { Standings } from './standing.ts'
import type { CauseMemory } from './step.ts'
import { Untaken } from './untaken.ts'

export type EnginePorts = {
  records: HubRecords
  live: LiveRegion
  /** Lines that are on this node. Absent: all are. */
  lines?: Pick<NodeLines, 'lineOf'> | undefined
  clock: Clock
  log: Log
}

/** How often it is seen what is due, ms. */
const TICK_MS = 250
/** A hall that changes all the time is looked at no more often, ms: what is raised was held for longer. */
const LOOK_EVERY_MS = 5_000
/** So long at a time halls are looked at, ms: facts and screens wait meanwhile. */
const BUDGET_MS = 20
/** How often open alerts are seen that nobody has taken, ms. */
const UNTAKEN_EVERY_MS = 1_000
/** Every hall is looked at so often even when nothing in it changes: people wait, cases run, ms. */
const SWEEP_MS = 10_000
/** A hall whose line is on another node is that node's; it is looked at seldom, to go on with if that one dies, ms. */
const ELSEWHERE_MS = 30_000
/** An alert whose cause comes back so soon after it ended goes on, ms. */
export const REOPEN_MS = 10 * 60_000
/** From so many returns on it is restless: it ends only when its cause has been away for so long, ms. */
export const RESTLESS = 3
export const RESTLESS_CLEAR_MS = 15 * 60_000

/** Who is told of what is seen otherwise without a fact: alerts of a hall in which maintenance began or ended, and one alert. */
export type Told = { hall: (hallId: HallId) => void; alert: (alertId: AlertId) => void }
const NOBODY: Told = { hall: () => undefined, alert: () => undefined }

type HallMemory = {
  causes: Map<string, CauseMemory>
  still: Map<string, { mark: string; since: number }>
  /** Stamp of its last fact, and when that came by the steady clock. */
  told: { at: number; since: number }
  lookedAt: number
  due: number | null
  /** Its line was up since this node runs. */
  wasUp: boolean
}

/**
 * Raises and clears alerts on one node: looks at halls that changed, and at all of them in turn for what time alone brings.
 * All durations are of this node's steady clock. Every act is a command whose id derives from its cause, so that of nodes
 * that see the same one does it.
 */
export class AlertEngine {
  readonly #ports: EnginePorts
  readonly #told: Told
  readonly #rules: HallRules
  readonly #underWay: UnderWay
  readonly #halls = new Map<HallId, HallMemory>()
  readonly #changed = new Set<HallId>()
  /** Alerts that ended lately, and when this node heard so. */
  readonly #endedAt = new Map<AlertId, number>()
  readonly #standings: Standings
  readonly #untaken: Untaken
  /** How open alerts stood to their hours and rules when it was last looked. */
  readonly #stood = new Map<AlertId, string>()
  readonly #acting = new Map<string, () => Promise<void>>()
  #untakenAt = -Infinity
  #turn: HallId[] = []
  #working: Promise<void> | null = null
  #cancel: Cancel | null = null
  #closed = false

  constructor(ports: EnginePorts, told: Told = NOBODY) {
    this.#ports = ports
    this.#told = told
    const rules = new HallRules(ports.records.state)
    const underWay = new UnderWay(ports.records.state)
    this.#rules = rules
    this.#underWay = underWay
    this.#standings = new Standings(ports, rules)
    this.#untaken = new Untaken({ ...ports, rules, underWay, standings: this.#standings })
  }

  /** Which maintenance is under way. */
  get underWay(): UnderWay {
    return this.#underWay
  }

  /** How open alerts stand to planned hours. */
  get standings(): Standings {
    return this.#standings
  }

  /** How long nobody has taken them. */
  get untaken(): Untaken {
    return this.#untaken
  }

  start(): void {
    this.#ports.live.onChanged((tiles) => this.changed(tiles))
    this.#tickAgain()
  }

  async stop(): Promise<void> {
    this.#closed = true
    this.#cancel?.()
    this.#acting.clear()
    await this.#working
  }

  /** Halls changed. */
  changed(tiles: readonly Pick<HallTile, 'hallId' | 'at'>[]): void {
    const now = this.#ports.clock.monotonic()
    for (const { hallId, at } of tiles) {
      const memory = this.#memoryOf(hallId)
      if (memory.told.at !== at) memory.told = { at, since: now }
      if (!this.#isElsewhere(hallId)) this.#changed.add(hallId)
    }
  }

  /** Facts of the hub's records were folded. */
  heard(entries: readonly ReadEntry[]): void {
    const now = this.#ports.clock.monotonic()
    for (const { fact } of entries) {
      if (fact?.type === 'AlertCleared' && fact.end === 'ended') this.#endedAt.set(fact.alertId, now)
      if (fact?.type === 'AlertRuleSet' || /^(Hall|Region)/.test(fact?.type ?? '')) this.#rules.forget()
    }
  }

  /** Looks at what is due. */
  tick(): void {
    const { records, clock } = this.#ports
    const now = clock.monotonic()
    const { state } = records
    for (const { place } of this.#underWay.look(clock.now(), now))
      for (const hallId of place.of === 'region' ? state.halls.keys() : [place.hallId])
        this.#told.hall(hallId)
    if (this.#turn.length === 0) this.#turn = [...state.halls.keys()]
    const share = Math.ceil((state.halls.size * TICK_MS) / SWEEP_MS)
    for (const hallId of this.#turn.splice(0, share))
      if (!this.#isElsewhere(hallId) || now - this.#memoryOf(hallId).lookedAt >= ELSEWHERE_MS)
        this.#look(hallId, now)
    for (const hallId of [...this.#changed]) {
      if (clock.monotonic() - now > BUDGET_MS) break
      if (now - this.#memoryOf(hallId).lookedAt < LOOK_EVERY_MS) continue
      this.#changed.delete(hallId)
      this.#look(hallId, now)
    }
    for (const [hallId, { due }] of this.#halls) if (due !== null && due <= now) this.#look(hallId, now)
    if (now - this.#untakenAt >= UNTAKEN_EVERY_MS) this.#lookAtUntaken(now)
    this.#work()
  }

  /** Resolves when all that was decided has been recorded. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working
  }

  #memoryOf(hallId: HallId): HallMemory {
    const known = this.#halls.get(hallId)
    if (known) return known
    const { live, clock } = this.#ports
    const made: HallMemory = {
      ...{ causes: new Map(), still: new Map(), lookedAt: -Infinity, due: null, wasUp: false },
      told: { at: live.hall(hallId).at, since: clock.monotonic() },
    }
    this.#halls.set(hallId, made)
    return made
  }

  /** Lines are known of all nodes: see `nodes/`. */
  #lineOf(hallId: HallId): LineSeen {
    const hall = this.#ports.live.hall(hallId)
    const memory = this.#memoryOf(hallId)
    memory.wasUp ||= hall.line.connected
    if (hall.line.connected) return 'up'
    return memory.wasUp || hall.position.ordinal > 0 ? 'down' : 'never'
  }

  /** What is odd about one hall must not keep the others from being looked at. */
  #look(hallId: HallId, now: number): void {
    try {
      this.#lookAt(hallId, now)
    } catch (error) {
      this.#ports.log.error('alert.notLooked', error, { hall: hallId })
    }
  }

  #lookAt(hallId: HallId, now: number): void {
    const { live, records } = this.#ports
    const { state } = records
    const memory = this.#memoryOf(hallId)
    memory.lookedAt = now
    const admitted = state.halls.get(hallId)
    const open = [...(state.hallAlerts.get(hallId) ?? [])].flatMap((id) => state.alerts.get(id) ?? [])
    if (!admitted || admitted.key === null) {
      memory.due = null
      memory.causes.clear()
      for (const alert of open) this.#plan({ act: 'clear', alert, end: 'gone', value: null }, now)
      return
    }
    const { view } = live.hall(hallId)
    const { config } = view
    const { told } = memory
    const { acts, due } = lookAtHall({
      ...{ hallId, line: this.#lineOf(hallId), memory: memory.causes, open, now },
      moment: config && {
        ...{ view, config, today: live.hall(hallId).today, still: memory.still },
        hallNow: told.at + (now - told.since),
      },
      ruleOf: (kind) => this.#rules.of(hallId, kind),
      isResting: (rule, kind, subject) =>
        restCause(live.hall(hallId).plan, rule, { kind, subject }, live.momentOf(hallId)) !== null,
      isMaintained: (kind, subject) =>
        this.#underWay.list.some(({ place }) => covers(state, place, { hallId, kind, subject, config })),
    })
    const isElsewhere = this.#isElsewhere(hallId)
    memory.due = isElsewhere ? null : due
    // What has been held is remembered here too. Its node acts; of a hall that no node hears every node does.
    if (!isElsewhere) for (const act of acts) this.#plan(act, now)
  }

  /** Whether another node has the hall's line. One that nobody has is everybody's. */
  #isElsewhere(hallId: HallId): boolean {
    const { lines, live } = this.#ports
    return lines !== undefined && live.hall(hallId).line.connected && lines.lineOf(hallId) === null
  }

  /** Puts an act in line; one of a cause at a time. */
  #plan(act: AlertAct, now: number): void {
    const key = act.act === 'raise' ? alertKey(act.cause) : alertKey(act.alert)
    if (this.#acting.has(key) || this.#isRestless(act, now)) return
    this.#acting.set(key, () => this.#act(act, now))
  }

  /** Whether an alert that comes and goes has to be away for longer before it ends. */
  #isRestless(act: AlertAct, now: number): boolean {
    if (act.act !== 'clear' || act.end !== 'ended' || act.alert.reopened < RESTLESS) return false
    const good = this.#halls.get(act.alert.hallId)?.causes.get(alertKey(act.alert))?.good
    return now - (good ?? now) < RESTLESS_CLEAR_MS
  }

  #work(): void {
    if (this.#working || this.#acting.size === 0) return
    this.#working = this.#workOff().finally(() => {
      this.#working = null
    })
  }

  async #workOff(): Promise<void> {
    for (const [key, act] of this.#acting) {
      if (this.#closed) return
      try {
        await act()
      } catch (error) {
        // It comes out again at the next look.
        this.#ports.log.error('alert.notRecorded', error, { cause: key })
      }
      this.#acting.delete(key)
    }
  }

  async #act(act: AlertAct, now: number): Promise<void> {
    const { state } = this.#ports.records
    if (act.act === 'worsen') {
      const { alert, value } = act
      return this.#execute(
        {
          type: 'alert.worsen',
          id: idOf('alert-worsen', alert.alertId, alert.reopened),
          alertId: alert.alertId,
          value,
        },
        (trx) => noteWorse(trx, alert.alertId),
      )
    }
    if (act.act === 'clear') {
      const { alert, end, value } = act
      const { alertId, reopened } = alert
      return this.#execute(
        { type: 'alert.clear', id: idOf('alert-clear', alertId, reopened), alertId, end, value },
        (trx) => noteCleared(trx, alertId, this.#ports.clock.now()),
      )
    }
    const { cause, severity, value, limit } = act
    const count = state.alertCounts.get(alertKey(cause)) ?? 0
    const last = count === 0 ? undefined : state.alerts.get(alertIdOf(cause, count))
    const endedAt = last && this.#endedAt.get(last.alertId)
    if (last && last.clearedAt !== null && endedAt !== undefined && now - endedAt <= REOPEN_MS) {
      const { alertId } = last
      const id = idOf('alert-reopen', alertId, last.reopened + 1)
      return this.#execute({ type: 'alert.reopen', id, alertId, severity, value, limit }, (trx) =>
        noteReopened(trx, alertId, last.reopened + 1),
      )
    }
    const n = count + 1
    const alertId = alertIdOf(cause, n)
    const { kind, hallId: hall, subject } = cause
    const raised = this.#ports.clock.now()
    return this.#execute(
      { type: 'alert.raise', id: idOf('alert-raise', alertId, 0), ...cause, n, severity, value, limit },
      (trx) => noteRaised(trx, { alert: alertId, kind, hall, subject, severity, raised }),
    )
  }

  async #execute(command: HubCommand, alongside: (trx: Knex) => Promise<void>): Promise<void> {
    const { records, log } = this.#ports
    const { answer } = await records.execute({ accountId: null, from: 'hub' }, command, alongside)
    // Another node did it, with a value of its own.
    if (!answer.ok && answer.code !== 'command.idReused')
      log.warn('alert.refused', { command: command.type, code: answer.code })
  }

  #lookAtUntaken(now: number): void {
    this.#untakenAt = now
    for (const [alertId, at] of this.#endedAt) if (now - at > REOPEN_MS) this.#endedAt.delete(alertId)
    this.#lookAtRests()
    for (const { alert, to } of this.#untaken.look()) {
      const { alertId, reopened } = alert
      if (this.#acting.has(`lift ${alertId}`)) continue
      const id = idOf('alert-lift', alertId, `${reopened}.${to}`)
      this.#acting.set(`lift ${alertId}`, () =>
        this.#execute({ type: 'alert.lift', id, alertId, to }, () => Promise.resolve()),
      )
    }
  }

  /** Tells of alerts that begin to rest, or end it, or whose rule says otherwise when they go up. */
  #lookAtRests(): void {
    const { state } = this.#ports.records
    for (const alertId of this.#stood.keys())
      if (state.alerts.get(alertId)?.clearedAt !== null) this.#stood.delete(alertId)
    this.#standings.forget()
    for (const alertId of state.openAlerts.values()) {
      const alert = state.alerts.get(alertId)
      if (!alert) continue
      const { escalateMs } = this.#rules.of(alert.hallId, alert.kind)
      const stands = JSON.stringify([this.#standings.rest(alert), escalateMs])
      const before = this.#stood.get(alertId)
      this.#stood.set(alertId, stands)
      if (before !== undefined && before !== stands) this.#told.alert(alertId)
    }
  }

  #tickAgain(): void {
    this.#cancel = this.#ports.clock.after(TICK_MS, () => {
      this.tick()
      if (!this.#closed) this.#tickAgain()
    })
  }
}

/** Longest that an id of a command may be. */
const LONGEST_ID = 120

function idOf(name: string, alertId: AlertId, ...more: (string | number)[]): CommandId {
  const id = derivedId(name, alertId, ...more)
  return id.length <= LONGEST_ID ? id : derivedId(name, hash('sha256', id, 'base64url'))
}
