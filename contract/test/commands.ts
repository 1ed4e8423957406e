import type { z } from 'zod'
import { Command, GRANTS, SystemCommand, uuid7 } from '../src/index.ts'
import type { CommandId, Role, SessionId, StaffId, StationId, StationKind } from '../src/index.ts'
import type { Actor } from '../src/index.ts'
import { randomFrom } from './random.ts'

/** Monday 2026-01-05, 10:00 in Shanghai: when tests begin, unless they say otherwise. */
export const MORNING = Date.parse('2026-01-05T10:00:00+08:00')
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const random = randomFrom(20_260_105)

/** A fresh UUIDv7 of the test's morning. */
export function freshId(at = MORNING): CommandId {
  return uuid7(
    at,
    Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
  ) as CommandId
}

type Inputs = z.input<typeof Command> | z.input<typeof SystemCommand>
type Made = Command | SystemCommand
type Fields<T extends Inputs['type']> = T extends 'ticket.issue'
  ? Partial<Omit<Extract<Inputs, { type: T }>, 'type'>>
  : Omit<Extract<Inputs, { type: T }>, 'type' | 'id'> & { id?: string }

/** The hall was started or its clock set since: `validUntil` is not compared, whatever the time of the test is. */
const STAYS_VALID = { validUntil: 0, asOf: 0 }

/**
 * A command with a fresh id: `command('ticket.call', { counterId: 'C1' })`. `ticket.issue` needs no fields: it is for
 * `pay`, class `normal`, and stays valid.
 */
export function command<T extends Made['type']>(
  type: T,
  ...[fields]: T extends 'ticket.issue' ? [Fields<T>?] : [Fields<T>]
): Extract<Made, { type: T }> {
  const preset =
    type === 'ticket.issue'
      ? {
          serviceId: 'pay',
          classId: 'normal',
          language: 'zh',
          senior: false,
          ...(fields && 'validUntil' in fields ? {} : STAYS_VALID),
        }
      : {}
  const whole: unknown = { type, id: freshId(), ...preset, ...fields }
  const isSystem = !Object.hasOwn(GRANTS, type)
  return (isSystem ? SystemCommand.parse(whole) : Command.parse(whole)) as Extract<Made, { type: T }>
}

export const SYSTEM: Actor = { kind: 'system' }

/** A member of staff who has signed in; counter staff unless other roles are given. */
export function asStaff(staffId: string, ...roles: Role[]): Extract<Actor, { kind: 'staff' }> {
  return {
    kind: 'staff',
    staffId: staffId as StaffId,
    roles: roles.length > 0 ? roles : ['counterStaff'],
    sessionId: `session-of-${staffId}` as SessionId,
  }
}
/** S2001 of `aHallFile`. */
export function asManager(): Extract<Actor, { kind: 'staff' }> {
  return asStaff('S2001', 'lobbyManager', 'counterStaff')
}
/** S9001 of `aHallFile`. */
export function asAdministrator(): Extract<Actor, { kind: 'staff' }> {
  return asStaff('S9001', 'administrator')
}

function asStation(stationId: string, stationKind: StationKind): Extract<Actor, { kind: 'station' }> {
  return { kind: 'station', stationId: stationId as StationId, stationKind }
}
export function asKiosk(stationId = 'K1'): Extract<Actor, { kind: 'station' }> {
  return asStation(stationId, 'kiosk')
}
export function asDisplay(stationId = 'V1'): Extract<Actor, { kind: 'station' }> {
  return asStation(stationId, 'display')
}
export function asDeviceHost(stationId = 'D1'): Extract<Actor, { kind: 'station' }> {
  return asStation(stationId, 'deviceHost')
}
