import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { Instant } from '../../time.ts'
import { hubFact } from '../define/define.ts'
import { ProfilePlace } from '../profile/words.ts'
import { AccountId, RegionId } from '../words.ts'
import { PlaybookStep } from './playbooks.ts'
import { AlertRuleChange } from './rules.ts'
import { AlertEnd, AlertId, AlertKind, MaintenanceId, MaintenancePlace, Severity } from './words.ts'

const Value = z.number().nullable()

export const AlertRuleSet = hubFact('AlertRuleSet', {
  place: ProfilePlace,
  kind: AlertKind,
  rule: AlertRuleChange,
})
export const PlaybookSet = hubFact('PlaybookSet', {
  place: ProfilePlace,
  kind: AlertKind,
  steps: z.array(PlaybookStep).nullable(),
})
/** `regionId`: in which its hall lay then. `limit`: of the rule, as it was. */
export const AlertRaised = hubFact('AlertRaised', {
  alertId: AlertId,
  kind: AlertKind,
  hallId: HallId,
  subject: z.string(),
  n: z.number().int(),
  regionId: RegionId,
  severity: Severity,
  value: Value,
  limit: Value,
})
export const AlertReopened = hubFact('AlertReopened', {
  alertId: AlertId,
  severity: Severity,
  value: Value,
  limit: Value,
})
/** It is critical now. */
export const AlertWorsened = hubFact('AlertWorsened', { alertId: AlertId, value: Value })
export const AlertCleared = hubFact('AlertCleared', { alertId: AlertId, end: AlertEnd, value: Value })
export const AlertAcknowledged = hubFact('AlertAcknowledged', { alertId: AlertId })
export const AlertAssigned = hubFact('AlertAssigned', { alertId: AlertId, accountId: AccountId.nullable() })
export const AlertCommented = hubFact('AlertCommented', { alertId: AlertId, text: z.string() })
/** `by` time where no account says so. */
export const AlertEscalated = hubFact('AlertEscalated', { alertId: AlertId, to: RegionId })
export const AlertStepDone = hubFact('AlertStepDone', {
  alertId: AlertId,
  step: z.string(),
  directiveId: z.string().optional(),
})
export const MaintenancePlanned = hubFact('MaintenancePlanned', {
  maintenanceId: MaintenanceId,
  place: MaintenancePlace,
  from: Instant,
  until: Instant,
  reason: z.string(),
})
export const MaintenanceEnded = hubFact('MaintenanceEnded', { maintenanceId: MaintenanceId })
