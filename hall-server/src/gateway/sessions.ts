import { byId } from '@service-hall/contract'
import type { SessionId, StaffId, StationId, SystemCommand } from '@service-hall/contract'
import type { Peer } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { WithStaff } from '../staff/state.ts'
import type { WithStation } from '../station/state.ts'
import { derivedId, SessionActivity } from '@service-hall/server-kit'
import type { Clock, Tokens } from '@service-hall/server-kit'
import type { Claims } from './claims.ts'

/** Says who a token stands for at this moment: sessions and enrolments are facts, so signing out works at once. */
export class Sessions {
  readonly #hall: HallOf<WithStaff & WithStation>
  readonly tokens: Tokens<Claims>
  readonly activity: SessionActivity

  constructor(hall: HallOf<WithStaff & WithStation>, tokens: Tokens<Claims>, clock: Clock) {
    this.#hall = hall
    this.tokens = tokens
    this.activity = new SessionActivity(clock)
  }

  /** Something was done in the session of a member of staff. */
  acted(peer: Peer, from?: string): void {
    const session = peer.kind === 'staff' ? this.#hall.state.staff.sessions[peer.sessionId] : undefined
    if (session && peer.kind === 'staff') this.activity.acted(peer.sessionId, session.until, from)
  }

  /** Sessions whose time is up or in which nobody does anything, each with the command that ends it. */
  overdue(): Extract<SystemCommand, { type: 'staff.noteSignIn' }>[] {
    const { sessions } = this.#hall.state.staff
    this.activity.keepOnly(sessions)
    return Object.entries(sessions).flatMap(([id, { staffId, until }]) => {
      const cause = this.activity.isOver(id, until, this.#idleLimitMs())
      if (!cause) return []
      const outcome = { kind: 'signedOut' as const, sessionId: id as SessionId, cause }
      return [
        {
          type: 'staff.noteSignIn' as const,
          id: derivedId('session-over', id),
          staffId: staffId as StaffId,
          outcome,
        },
      ]
    })
  }

  #idleLimitMs(): number {
    return (this.#hall.config?.policies.idleMinutes ?? 60) * 60_000
  }

  /** The peer behind a token, or null when it never opened anything or does no longer. */
  peerOf(token: string | undefined): Peer | null {
    const claims = token ? this.tokens.verify(token) : null
    return claims && this.#standing(claims)
  }

  /** Whether a peer that was let in earlier may still be here. */
  isStanding(peer: Peer, enrolment: number | null): boolean {
    if (peer.kind === 'staff') return this.#standing({ kind: 'staff', sessionId: peer.sessionId }) !== null
    return this.#hall.state.station.enrolments[peer.stationId] === enrolment
  }

  enrolmentOf(peer: Peer): number | null {
    return peer.kind === 'station' ? (this.#hall.state.station.enrolments[peer.stationId] ?? null) : null
  }

  #standing(claims: Claims): Peer | null {
    const { state, config } = this.#hall
    if (claims.kind === 'station') {
      const station = byId(config?.stations, claims.stationId as StationId)
      if (!station || state.station.enrolments[claims.stationId] !== claims.enrolment) return null
      return { kind: 'station', stationId: claims.stationId as StationId, stationKind: station.kind }
    }
    const session = state.staff.sessions[claims.sessionId]
    const member = byId(config?.staff, session?.staffId as StaffId | undefined)
    if (!session || !member) return null
    if (this.activity.isOver(claims.sessionId, session.until, this.#idleLimitMs())) return null
    return {
      kind: 'staff',
      staffId: session.staffId as StaffId,
      roles: member.roles,
      sessionId: claims.sessionId as SessionId,
    }
  }
}
