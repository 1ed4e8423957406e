import { WHOLE_HALL, alertKey, reaches } from '@service-hall/contract'
import type {
  AlertCause,
  AlertEnd,
  AlertKind,
  AlertRule,
  HallId,
  HallConfig,
  Severity,
} from '@service-hall/contract'
import { readingsOf } from './readings/index.ts'
import type { HallMoment, Reading } from './readings/reading.ts'
import type { Alert } from './state.ts'
import { FRESH, limitsOf, severityOf, step } from './step.ts'
import type { CauseMemory, Shown } from './step.ts'

/** How a hall's line stands; `never`: nothing was ever heard of it. */
export type LineSeen = 'up' | 'down' | 'never'

export type HallLook = {
  hallId: HallId
  line: LineSeen
  /** null: it has not told how it is made. */
  moment: Omit<HallMoment, 'now' | 'waiting'> | null
  /** By `alertKey`; of causes that are as they should be there is none. */
  memory: Map<string, CauseMemory>
  ruleOf: (kind: AlertKind) => AlertRule
  /** Open alerts of the hall. */
  open: readonly Alert[]
  /** Whether maintenance is under way there. */
  isMaintained: (kind: AlertKind, subject: string) => boolean
  /** Whether a rule rests there now, see `restCause`. */
  isResting: (rule: AlertRule, kind: AlertKind, subject: string) => boolean
  /** Steady clock, ms. */
  now: number
}

export type AlertAct =
  | { act: 'raise'; cause: AlertCause; severity: Severity; value: Shown; limit: number | null }
  | { act: 'worsen'; alert: Alert; value: Shown }
  | { act: 'clear'; alert: Alert; end: AlertEnd; value: Shown }

/** When a hall has to be looked at again for what time alone brings, ms of the steady clock; null: only when it changes. */
export type HallLooked = { acts: AlertAct[]; due: number | null }

/**
 * Looks at a hall once more: what is to be raised, what has become worse, what has ended. Pure but for `memory` and
 * `moment.still`. A hall whose line is down is looked at for nothing but that: what it showed last is of before, so nothing
 * of it is raised and nothing ends, and what had begun to be held begins anew.
 */
export function lookAtHall(look: HallLook): HallLooked {
  const { hallId, memory, now } = look
  const open = new Map(look.open.map((alert) => [alertKey(alert), alert]))
  const readings = readingsHere(look)
  const acts: AlertAct[] = []
  let due: number | null = null
  const read = new Set<string>()
  const known = new Set<string>([...look.open.map(({ kind }) => kind), ...kindsOf(memory)])
  for (const reading of readings) {
    // Most of a hall is as it should be, and was: nothing is known of it, and nothing is to be kept.
    if (!known.has(reading.kind) && isFine(reading, look.ruleOf(reading.kind))) continue
    const key = alertKey({ kind: reading.kind, subject: reading.subject, hallId })
    read.add(key)
    const looked = lookAtCause(look, reading, open.get(key) ?? null)
    if (looked.act) acts.push(looked.act)
    if (looked.due !== null && looked.due > now) due = Math.min(due ?? looked.due, looked.due)
  }
  // What is not read now is not held either.
  for (const key of memory.keys()) if (!read.has(key)) memory.delete(key)
  const { moment } = look
  if (look.line === 'up' && moment)
    for (const [key, alert] of open)
      if (!read.has(key) && isGone(moment.config, alert))
        acts.push({ act: 'clear', alert, end: 'gone', value: null })
  return { acts, due }
}

/** Kinds of which causes are held. */
function kindsOf(memory: ReadonlyMap<string, CauseMemory>): string[] {
  return [...memory.keys()].map((key) => key.slice(0, key.indexOf(':')))
}

function isFine({ kind, value, count }: Reading, rule: AlertRule): boolean {
  if (!rule.on || value === null || (count !== undefined && count < rule.least)) return true
  return !reaches(kind, value, limitsOf(rule).raise)
}

function readingsHere({ line, moment, now }: HallLook): Reading[] {
  if (line === 'never') return []
  const silent: Reading = { kind: 'hallSilent', subject: WHOLE_HALL, value: line === 'down' ? 1 : 0 }
  if (line !== 'up' || !moment) return [silent]
  const waiting = Object.values(moment.view.tickets).filter(({ state }) => state.status === 'waiting')
  return [silent, ...readingsOf({ ...moment, waiting, now })]
}

function lookAtCause(
  { hallId, memory, ruleOf, isMaintained, isResting, now }: HallLook,
  { kind, subject, value: told, count }: Reading,
  alert: Alert | null,
): { act: AlertAct | null; due: number | null } {
  const cause = { kind, hallId, subject }
  const key = alertKey(cause)
  const rule = ruleOf(kind)
  if (!rule.on) {
    memory.delete(key)
    return { act: alert ? { act: 'clear', alert, end: 'ruleOff', value: told } : null, due: null }
  }
  // Maintenance and hours that are not planned raise nothing and worsen nothing; what ends meanwhile has ended.
  const isQuiet = isMaintained(kind, subject) || (told !== 0 && isResting(rule, kind, subject))
  if (isQuiet && !alert) {
    memory.delete(key)
    return { act: null, due: null }
  }
  const value = count !== undefined && count < rule.least ? null : told
  const before = memory.get(key) ?? FRESH
  const {
    memory: after,
    act,
    due,
  } = step({ kind, rule, open: alert?.severity ?? null, memory: before, value, now })
  if (alert === null && after.bad === null) memory.delete(key)
  else memory.set(key, after)
  if (act === 'raise')
    return { act: { act, cause, severity: severityOf(kind, rule, value), value, limit: limitOf(rule) }, due }
  if (act === 'worsen' && alert && !isQuiet) return { act: { act, alert, value }, due }
  if (act === 'clear' && alert) return { act: { act, alert, end: 'ended', value }, due }
  return { act: null, due }
}

const limitOf = (rule: AlertRule): number | null => (rule.raise === null ? null : limitsOf(rule).raise)

/** Whether what an alert is about is no longer part of its hall. */
function isGone(config: HallConfig, { kind, subject }: Alert): boolean {
  const [id = ''] = subject.split('.')
  switch (kind) {
    case 'counterIdle':
    case 'handlingOverLimit':
      return !config.counters.some((counter) => counter.id === id)
    case 'stationLost':
    case 'kioskStuck':
    case 'takingsUnusual':
      return !config.stations.some((station) => station.id === id)
    case 'deviceDown':
    case 'consumableLow':
      return !config.devices.some((device) => device.id === id)
    case 'hallSilent':
    case 'waitTooLong':
    case 'noCounter':
    case 'ratingLow':
    case 'unknownsAgeing':
      return false
  }
}
