import { byId } from '@service-hall/contract'
import type { SessionId, StaffId, StationId } from '@service-hall/contract'
import type { Peer } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { WithStaff } from '../staff/state.ts'
import type { WithStation } from '../station/state.ts'
import type { Tokens } from '@service-hall/server-kit'
import type { Claims } from './claims.ts'

/** Says who a token stands for at this moment: sessions and enrolments are facts, so signing out works at once. */
export class Sessions {
  readonly #hall: HallOf<WithStaff & WithStation>
  readonly tokens: Tokens<Claims>

  constructor(hall: HallOf<WithStaff & WithStation>, tokens: Tokens<Claims>) {
    this.#hall = hall
    this.tokens = tokens
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
    if (!session || !member || session.until <= this.#hall.now()) return null
    return {
      kind: 'staff',
      staffId: session.staffId as StaffId,
      roles: member.roles,
      sessionId: claims.sessionId as SessionId,
    }
  }
}
