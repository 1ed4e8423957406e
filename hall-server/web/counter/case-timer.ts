/** How a case stands against the limit of its service. */
export type TimerLevel = 'calm' | 'warning' | 'over'

export type CaseTimer = {
  spentMs: number
  limitMs: number
  /** Used share of the limit, 0…1. */
  share: number
  level: TimerLevel
}

/** From this share of the limit on, staff are warned. */
const WARNING_SHARE = 0.8

export function caseTimer(startedAt: number, limitMinutes: number, now: number): CaseTimer {
  const spentMs = Math.max(0, now - startedAt)
  const limitMs = limitMinutes * 60_000
  const share = spentMs / limitMs
  const level = share > 1 ? 'over' : share >= WARNING_SHARE ? 'warning' : 'calm'
  return { spentMs, limitMs, share: Math.min(1, share), level }
}
