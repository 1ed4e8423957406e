import { ALERT_RULES } from '@service-hall/contract'
import type { HallTile, Localized } from '@service-hall/contract'

/** How a hall is, the worst first. */
export const LEVELS = ['bad', 'warn', 'good', 'idle'] as const
export type Level = (typeof LEVELS)[number]

/** Why a hall stands where it stands. */
export type Reason =
  | { is: 'noCounter'; waiting: number }
  | { is: 'wait'; waitMs: number; limitMs: number }
  | { is: 'lineLost'; forMs: number }
  | { is: 'nearLimit'; waitMs: number; limitMs: number }
  | { is: 'stuck'; kiosk: Localized; forMs: number }
  | { is: 'machines'; bad: number; all: number }
  | { is: 'closed'; forMs: number }
  | { is: 'never' }

export type Severity = {
  level: Level
  /** The worst first. */
  reasons: readonly Reason[]
  /** The greater the worse: halls are ordered by it. */
  weight: number
}

/** How long customers may wait where no profile says it, ms. */
export const USUAL_LIMIT_MS = 15 * 60_000
/** From this share of the limit on a wait is worth a look. */
export const NEAR_SHARE = 2 / 3
/** From this share of all machines on their faults are worth a look. */
export const MACHINE_SHARE = 0.2

/** Places of the reasons in the order, the worst last: each weighs more than anything before it. */
const ORDER = ['never', 'closed', 'machines', 'nearLimit', 'stuck', 'lineLost', 'wait', 'noCounter'] as const
const STEP = 1e6
/** A customer who gets nowhere at a kiosk for so long is worth a look, ms. */
const STUCK_MS = ALERT_RULES.kioskStuck.rule.raise ?? 0

/**
 * How long who has waited longest in a hall has waited, ms, by that hall's own clock. While the line is lost: had waited
 * when the hall was last heard.
 */
export function longestWait(tile: HallTile, now: number): number {
  return tile.longestSince === null ? 0 : Math.max(0, hallClock(tile, now) - tile.longestSince)
}

/** What a hall's own clock says now, epoch ms; while its line is lost, what it said last. */
function hallClock({ at, behindMs, line }: HallTile, now: number): number {
  return line.connected ? Math.max(at, now - (behindMs ?? now - at)) : at
}

/** How long a hall has not been heard, ms; null: its line is up. */
export function silence({ line, at }: HallTile, now: number): number | null {
  return line.connected ? null : Math.max(0, now - (line.since ?? at))
}

/** Whether a hall has never told anything. */
export const isNew = ({ at, line }: HallTile): boolean => at === 0 && !line.connected

/**
 * What makes a hall worse than another, the worst first: customers wait and no counter is open; somebody waits longer than
 * the limit, by share of the limit; the line is lost, by how long. Then what is worth a look: a customer who gets
 * nowhere at a kiosk; two thirds of the limit; a fifth of the machines. Then halls that are well, then those with neither
 * counter nor customer, then those that are switched off out of their hours. The figures of a lost hall are old, so they
 * say nothing of it.
 */
export function severityOf(tile: HallTile, { now, limitMs }: { now: number; limitMs: number }): Severity {
  const reasons = reasonsOf(tile, now, limitMs)
  const [worst] = reasons
  if (!worst)
    return { level: isIdle(tile) ? 'idle' : 'good', reasons, weight: isIdle(tile) ? 0 : 1 + tile.waiting }
  return { level: levelOf(worst), reasons, weight: STEP * (2 + ORDER.indexOf(worst.is)) + amountOf(worst) }
}

function reasonsOf(tile: HallTile, now: number, limitMs: number): Reason[] {
  if (isNew(tile)) return [{ is: 'never' }]
  const forMs = silence(tile, now)
  // Out of its hours a hall may be switched off, and what was left of its day waits for nobody.
  if (isResting(tile)) return forMs === null ? [] : [{ is: 'closed', forMs }]
  if (forMs !== null) return [{ is: 'lineLost', forMs }]
  const reasons: Reason[] = []
  const waitMs = longestWait(tile, now)
  if (tile.waiting > 0 && tile.counters.open === 0) reasons.push({ is: 'noCounter', waiting: tile.waiting })
  if (waitMs > limitMs) reasons.push({ is: 'wait', waitMs, limitMs })
  else if (waitMs > limitMs * NEAR_SHARE) reasons.push({ is: 'nearLimit', waitMs, limitMs })
  const [stuck] = (tile.stays ?? [])
    .map(({ name, since }) => ({ is: 'stuck' as const, kiosk: name, forMs: hallClock(tile, now) - since }))
    .filter((one) => one.forMs >= STUCK_MS)
    .sort((a, b) => b.forMs - a.forMs)
  if (stuck) reasons.push(stuck)
  const { bad, all } = tile.machines
  if (bad > 0 && bad >= all * MACHINE_SHARE) reasons.push({ is: 'machines', bad, all })
  return reasons
}

/** Closed by its own hours, with nobody at a counter any more. */
const isResting = ({ closed, counters, line }: HallTile): boolean =>
  closed === true && (counters.open === 0 || !line.connected)

const isIdle = (tile: HallTile): boolean =>
  isResting(tile) || (tile.waiting === 0 && tile.counters.open === 0 && tile.counters.serving === 0)

function levelOf({ is }: Reason): Level {
  if (is === 'never' || is === 'closed') return 'idle'
  return is === 'machines' || is === 'nearLimit' || is === 'stuck' ? 'warn' : 'bad'
}

/** How bad it is among halls with the same reason; below `STEP`. */
function amountOf(reason: Reason): number {
  switch (reason.is) {
    case 'noCounter':
      return Math.min(STEP - 1, reason.waiting)
    case 'wait':
    case 'nearLimit':
      return Math.min(STEP - 1, (reason.waitMs / Math.max(1, reason.limitMs)) * 1_000)
    case 'lineLost':
    case 'stuck':
      return Math.min(STEP - 1, reason.forMs / 60_000)
    case 'machines':
      return (reason.bad / Math.max(1, reason.all)) * 1_000
    // Behind halls that are idle, and before those of which nothing was ever heard.
    case 'closed':
      return -3.5 * STEP + Math.min(STEP / 4, reason.forMs / 60_000)
    case 'never':
      return -3 * STEP
  }
}
