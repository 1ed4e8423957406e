import { z } from 'zod'
import { SessionId, StaffId, StationId } from './ids.ts'

const ROLES = ['administrator', 'lobbyManager', 'counterStaff'] as const
/** administrator 管理员 · lobbyManager 大堂经理 · counterStaff 窗口人员 */
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

const STATION_KINDS = ['kiosk', 'display', 'deviceHost'] as const
/** kiosk 自助终端 · display 叫号屏 · deviceHost: the machine that drives the devices of counters */
export const StationKind = z.enum(STATION_KINDS)
export type StationKind = z.infer<typeof StationKind>

/** A member of staff, by their session. */
export const StaffActor = z.strictObject({
  kind: z.literal('staff'),
  staffId: StaffId,
  roles: z.array(Role).max(10),
  sessionId: SessionId,
})
/** A machine, by its enrolment. */
export const StationActor = z.strictObject({
  kind: z.literal('station'),
  stationId: StationId,
  stationKind: StationKind,
})

/** Who a command or a connection comes from, as the server established it (never as the peer claims). */
export const Actor = z.discriminatedUnion('kind', [
  StaffActor,
  StationActor,
  z.strictObject({ kind: z.literal('system') }),
])
export type Actor = z.infer<typeof Actor>

/** Short form of an actor for facts: `staff:S1`, `station:K1`, `system`. */
export const ActorRef = z
  .string()
  .max(120)
  .regex(/^(staff:.+|station:.+|system)$/)
export type ActorRef = z.infer<typeof ActorRef>

export function actorRef(actor: Actor): ActorRef {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.staffId}`
    case 'station':
      return `station:${actor.stationId}`
    case 'system':
      return 'system'
  }
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.kind === 'staff' && actor.roles.some((role) => roles.includes(role))
}

/**
 * Who looks: each audience sees only the facts it needs. Administrators see everything; `region` is the hub of the
 * hall's region, which gets facts over the uplink: none that leads to a customer.
 */
export const AUDIENCES = ['administrator', 'staff', 'display', 'station', 'region'] as const
export type Audience = (typeof AUDIENCES)[number]
/** An audience that does not see everything. */
export type LimitedAudience = Exclude<Audience, 'administrator'>

/** Audience of a signed-in actor. */
export function audienceOf(actor: Exclude<Actor, { kind: 'system' }>): Audience {
  if (actor.kind === 'station') return actor.stationKind === 'display' ? 'display' : 'station'
  return actor.roles.some((role) => role !== 'counterStaff') ? 'administrator' : 'staff'
}

/** Grants of what is done at a counter, by who has it open. */
export const COUNTER_WORK = ['counterStaff'] as const
/** Grants of what anybody of the staff may do on the floor. */
export const FLOOR_WORK = ['counterStaff', 'lobbyManager', 'administrator'] as const
/** Grants of machines that drive devices. */
export const DEVICE_WORK = ['deviceHost', 'kiosk'] as const

/** For facts that everybody sees, the call display in the hall included. */
export const EVERYBODY = ['staff', 'station', 'display', 'region'] as const
/** For facts that staff, machines and the region see, but no customer. */
export const STAFF_AND_STATIONS = ['staff', 'station', 'region'] as const
/** For facts about the hall's machines. */
export const STAFF_AND_REGION = ['staff', 'region'] as const
