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

/** Who a command or a connection comes from, as the server established it (never as the peer claims). */
export const Actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('staff'), staffId: StaffId, roles: z.array(Role), sessionId: SessionId }),
  z.strictObject({ kind: z.literal('station'), stationId: StationId, stationKind: StationKind }),
  z.strictObject({ kind: z.literal('system') }),
])
export type Actor = z.infer<typeof Actor>

/** Short form of an actor for facts: `staff:S1`, `station:K1`, `system`. */
export const ActorRef = z.string().regex(/^(staff:.+|station:.+|system)$/)
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
