import { alertIdOf, alertKey } from '@service-hall/contract'
import type { AlertKind, AlertRule, HallId, PreviewAnswer } from '@service-hall/contract'
import { pause } from '@service-hall/server-kit'
import { factsOf, lineageOfHall } from '../inbox/store.ts'
import { LiveHall } from '../live/live-hall.ts'
import type { ConsolePorts } from '../ports.ts'
import { lookAtHall } from './look-at-hall.ts'
import type { AlertAct } from './look-at-hall.ts'
import { restCause } from './resting.ts'
import type { Alert } from './state.ts'
import type { CauseMemory } from './step.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const PAGE = 500
/** So many facts are folded at most, and for so long, ms: it is a page that somebody waits for, on a hub that works. */
const MOST_FACTS = 60_000
const LONGEST_MS = 5_000
const MOST_RAISED = 500

type Wish = {
  hallId: HallId
  kind: AlertKind
  days: number
  rule: AlertRule
  raise?: number | undefined
  clear?: number | undefined
  raiseHeldMs?: number | undefined
  clearHeldMs?: number | undefined
}

/** Kinds that no facts of a hall tell about: that it is silent shows in nothing it sent. */
export const noPreviewYet = (kind: AlertKind): boolean => kind === 'hallSilent'

/**
 * What a rule would have raised in a hall in the last days, by folding its facts once more with time as the hall stamped
 * it. The hall is taken as it is made now; tickets and states from before the first day are not known.
 */
export async function previewOf(
  { store, live, clock }: Pick<ConsolePorts, 'store' | 'live' | 'clock'>,
  wish: Wish,
): Promise<PreviewAnswer> {
  const { hallId, days } = wish
  const present = (await lineageOfHall(store, hallId)).at(-1)
  const { view } = live.hall(hallId)
  const last = present && (await at(present.upTo))
  if (!present || last === undefined || !view.config)
    return { from: 0, to: 0, facts: 0, whole: false, raised: [] }
  const { ordinal, upTo } = present
  const begin = last - days * DAY_MS
  const past = new Past(wish, live.hall(hallId), begin)
  const startedAt = clock.monotonic()
  let from = await firstSince(begin)
  let facts = 0
  while (from <= upTo && facts < MOST_FACTS && clock.monotonic() - startedAt < LONGEST_MS) {
    const page = await factsOf(store, { hallId, ordinal, from, to: upTo, limit: PAGE })
    for (const fact of page) past.take(fact)
    facts += page.length
    from = (page.at(-1)?.number ?? upTo) + 1
    await pause(clock, 0)
  }
  return { from: begin, to: past.now, facts, whole: from > upTo, raised: past.raised }

  async function at(number: number): Promise<number | undefined> {
    const ordinal = present?.ordinal ?? 1
    return (await factsOf(store, { hallId, ordinal, from: number, to: Number.MAX_SAFE_INTEGER, limit: 1 }))[0]
      ?.at
  }

  /** The first fact of a time: numbers and stamps grow together, so it is looked for by halves. */
  async function firstSince(since: number): Promise<number> {
    let low = 1
    let high = upTo
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const stamp = await at(middle)
      if (stamp !== undefined && stamp < since) low = middle + 1
      else high = middle
    }
    return low
  }
}

type Told = { number: number; at: number; fact: { type: string } }

class Past {
  readonly raised: PreviewAnswer['raised'] = []
  now: number
  readonly #wish: Wish
  readonly #hall: LiveHall
  readonly #memory = new Map<string, CauseMemory>()
  readonly #still = new Map<string, { mark: string; since: number }>()
  readonly #open = new Map<string, Alert>()
  readonly #rule: AlertRule

  constructor(wish: Wish, now: LiveHall, begin: number) {
    const present = now.view
    const { raise, clear, raiseHeldMs, clearHeldMs } = wish
    this.#wish = wish
    this.now = begin
    const asked = Object.entries({ raise, clear, raiseHeldMs, clearHeldMs }).filter(
      ([, value]) => value !== undefined,
    )
    this.#rule = { ...wish.rule, ...Object.fromEntries(asked), on: true }
    this.#hall = new LiveHall(wish.hallId)
    const facts = [
      { type: 'HallConfigured', config: present.config, by: 'system' },
      ...Object.entries(present.stations).flatMap(([stationId, { enrolled }]) =>
        enrolled
          ? [
              { type: 'StationEnrolled', stationId, by: 'system' },
              { type: 'StationConnected', stationId },
            ]
          : [],
      ),
    ]
    this.#hall.fold(facts.map((fact) => ({ number: 0, at: begin, fact })))
    this.#hall.planAs(now)
  }

  take(told: Told): void {
    // A machine that was off for a night was looked at by nobody.
    for (let at = this.now + MINUTE_MS; at < told.at && at - this.now < DAY_MS; at += MINUTE_MS)
      this.#look(at)
    this.#hall.fold([told])
    this.#look(Math.max(this.now, told.at))
    this.now = Math.max(this.now, told.at)
  }

  #look(now: number): void {
    const { hallId, kind } = this.#wish
    const { view } = this.#hall
    if (!view.config || this.raised.length >= MOST_RAISED) return
    const { acts } = lookAtHall({
      ...{ hallId, line: 'up', memory: this.#memory, open: [...this.#open.values()], now },
      moment: {
        ...{ view, config: view.config, today: this.#hall.today, hallNow: now, still: this.#still },
      },
      ruleOf: (of) => (of === kind ? this.#rule : { ...this.#rule, on: false }),
      isMaintained: () => false,
      isResting: (rule, of, subject) =>
        restCause(this.#hall.plan, rule, { kind: of, subject }, { at: now, hallAt: now }) !== null,
    })
    for (const act of acts) this.#do(act, now)
  }

  #do(act: AlertAct, now: number): void {
    if (act.act === 'raise') {
      const { cause, severity, value, limit } = act
      const alertId = alertIdOf(cause, this.raised.length + 1)
      this.#open.set(alertKey(cause), { ...cause, alertId, severity, value, limit } as Alert)
      this.raised.push({ subject: cause.subject, at: now, until: null, worst: value })
      return
    }
    const row = this.raised.findLast(({ subject, until }) => subject === act.alert.subject && until === null)
    if (act.act === 'worsen') {
      act.alert.severity = 'critical'
      if (row) row.worst = act.value
      return
    }
    this.#open.delete(alertKey(act.alert))
    if (row) row.until = now
  }
}
