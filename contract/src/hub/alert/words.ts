import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'
import { DeviceId, HallId, StationId } from '../../ids.ts'
import { RegionId } from '../words.ts'

/** What an alert (告警) may be about. Facts carry these words for ever: they are only added to. */
export const ALERT_KINDS = [
  'hallSilent',
  'waitTooLong',
  'noCounter',
  'counterIdle',
  'handlingOverLimit',
  'ratingLow',
  'stationLost',
  'deviceDown',
  'consumableLow',
  'kioskStuck',
  'takingsUnusual',
  'unknownsAgeing',
] as const
export const AlertKind = z.enum(ALERT_KINDS)
export type AlertKind = z.infer<typeof AlertKind>

export const SEVERITIES = ['warning', 'critical'] as const
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/** What of its hall an alert is about: `hall`, a counter, a station, a device, or `DEVICE.paper`. */
export const AlertSubject = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}(\.[A-Za-z]{1,20})?$/)
/** The subject of what is about the hall as a whole. */
export const WHOLE_HALL = 'hall'

/** `KIND:HALL:SUBJECT:N`: the n-th alert of this cause. Nodes that see the same cause say the same id. */
export const AlertId = z
  .string()
  .max(140)
  .regex(/^[A-Za-z]+:[A-Za-z0-9_-]+:[A-Za-z0-9_.-]+:[1-9]\d{0,8}$/)
  .brand<'AlertId'>()
export type AlertId = z.infer<typeof AlertId>

/** What makes an alert: kind, hall and subject. `alertKey` spells it. */
export type AlertCause = { kind: AlertKind; hallId: HallId; subject: string }

/** `KIND:HALL:SUBJECT` */
export function alertKey({ kind, hallId, subject }: AlertCause): string {
  return `${kind}:${hallId}:${subject}`
}

/** The id of the n-th alert of a cause. */
export function alertIdOf(cause: AlertCause, n: number): AlertId {
  return `${alertKey(cause)}:${n}` as AlertId
}

/** How an alert ended. `gone`: what it was about is there no more; `ruleOff`: its rule was switched off. */
export const AlertEnd = z.enum(['ended', 'gone', 'ruleOff'])
export type AlertEnd = z.infer<typeof AlertEnd>

/** What somebody writes about an alert. Kept for ever: no names of customers. */
export const AlertText = z.string().trim().min(1).max(500).overwrite(cleanText)

/** Where maintenance is planned: a region, a hall, or a machine of a hall with all that hangs on it. */
export const MaintenancePlace = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('region'), regionId: RegionId }),
  z.strictObject({ of: z.literal('hall'), hallId: HallId }),
  z.strictObject({ of: z.literal('station'), hallId: HallId, stationId: StationId }),
  z.strictObject({ of: z.literal('device'), hallId: HallId, deviceId: DeviceId }),
])
export type MaintenancePlace = z.infer<typeof MaintenancePlace>

export const MaintenanceId = z.uuid().brand<'MaintenanceId'>()
export type MaintenanceId = z.infer<typeof MaintenanceId>

/** Longest that maintenance may be planned for in one piece, ms: what is out of order for longer is not maintained. */
export const LONGEST_MAINTENANCE_MS = 14 * 86_400_000
