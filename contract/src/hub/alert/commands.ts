import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { Instant } from '../../time.ts'
import { hubCommand } from '../define/define.ts'
import { ProfilePlace } from '../profile/words.ts'
import { AccountId, RegionId } from '../words.ts'
import { PlaybookSteps } from './playbooks.ts'
import { AlertRuleChange } from './rules.ts'
import {
  AlertEnd,
  AlertId,
  AlertKind,
  AlertSubject,
  AlertText,
  MaintenanceId,
  MaintenancePlace,
  Severity,
} from './words.ts'

const BY_ACCOUNT = { by: 'account' } as const
const BY_SYSTEM = { by: 'system' } as const
const Value = z.number().min(-1e12).max(1e12).nullable()

/** Says a rule otherwise than it is inherited; nothing of its own: it is as inherited. */
export const SetAlertRule = hubCommand(
  'alert.setRule',
  { place: ProfilePlace, kind: AlertKind, rule: AlertRuleChange },
  BY_ACCOUNT,
)
/** Says a playbook otherwise than it is inherited, as a whole; null: it is as inherited. */
export const SetPlaybook = hubCommand(
  'alert.setPlaybook',
  { place: ProfilePlace, kind: AlertKind, steps: PlaybookSteps.nullable() },
  BY_ACCOUNT,
)
/** I know of it, and see to it. */
export const AcknowledgeAlert = hubCommand('alert.acknowledge', { alertId: AlertId }, BY_ACCOUNT)
/** Somebody is to see to it; null: nobody in particular. */
export const AssignAlert = hubCommand(
  'alert.assign',
  { alertId: AlertId, accountId: AccountId.nullable() },
  BY_ACCOUNT,
)
export const CommentAlert = hubCommand('alert.comment', { alertId: AlertId, text: AlertText }, BY_ACCOUNT)
/** The region above is to see to it, before its time. */
export const EscalateAlert = hubCommand('alert.escalate', { alertId: AlertId }, BY_ACCOUNT)
/** A step of the playbook was done; with a directive, that one was given. */
export const NoteStep = hubCommand(
  'alert.noteStep',
  { alertId: AlertId, step: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), directiveId: z.uuid().optional() },
  BY_ACCOUNT,
)

/** Nothing is raised for a place from…until. */
export const PlanMaintenance = hubCommand(
  'alert.planMaintenance',
  {
    maintenanceId: MaintenanceId,
    place: MaintenancePlace,
    from: Instant,
    until: Instant,
    reason: AlertText,
  },
  BY_ACCOUNT,
)
/** Before its time, or before it began. */
export const EndMaintenance = hubCommand('alert.endMaintenance', { maintenanceId: MaintenanceId }, BY_ACCOUNT)

/** A node has seen a cause for as long as its rule says. */
export const RaiseAlert = hubCommand(
  'alert.raise',
  {
    kind: AlertKind,
    hallId: HallId,
    subject: AlertSubject,
    n: z.number().int().min(1).max(999_999_999),
    severity: Severity,
    value: Value,
    limit: Value,
  },
  BY_SYSTEM,
)
/** The cause came back soon after the alert ended: it goes on. */
export const ReopenAlert = hubCommand(
  'alert.reopen',
  { alertId: AlertId, severity: Severity, value: Value, limit: Value },
  BY_SYSTEM,
)
export const WorsenAlert = hubCommand('alert.worsen', { alertId: AlertId, value: Value }, BY_SYSTEM)
export const ClearAlert = hubCommand(
  'alert.clear',
  { alertId: AlertId, end: AlertEnd, value: Value },
  BY_SYSTEM,
)
/** Nobody has taken it for as long as its rule says. */
export const LiftAlert = hubCommand('alert.lift', { alertId: AlertId, to: RegionId }, BY_SYSTEM)
