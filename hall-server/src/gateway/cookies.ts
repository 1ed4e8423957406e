import { cookieName, cookieOptions } from '@service-hall/server-kit/http'
import type { FastifyReply } from 'fastify'
import type { Peer } from '../core/capability.ts'
import type { Sessions } from './sessions.ts'

/** Carries a session's or an enrolment's token. */
const SESSION = 'hall_session'
/** By it a browser is known in which somebody has signed in before. */
const BROWSER = 'hall_browser'
const YEAR_S = 365 * 86_400

type Line = { behindProxy: boolean }
type Cookies = Readonly<Record<string, string | undefined>>

/** Names of our cookies on this line. */
export const cookieNames = (line: Line): { session: string; browser: string } => ({
  session: cookieName(SESSION, line),
  browser: cookieName(BROWSER, line),
})

/** Who a browser's cookies stand for, and the token. */
type Known = { peer: Peer | null; token: string | undefined; earlier: boolean }

/**
 * The peer behind the cookies of a request. Behind TLS earlier releases gave cookies without `__Host-`. Call displays have
 * such a one for a year: it is taken still (`earlier`), of stations only, where there is none under the right name.
 */
export function peerOfCookies(
  { sessions, behindProxy }: Line & { sessions: Sessions },
  cookies: Cookies,
): Known {
  const token = cookies[cookieNames({ behindProxy }).session]
  if (token !== undefined || !behindProxy) return { peer: sessions.peerOf(token), token, earlier: false }
  const before = cookies[SESSION]
  const peer = sessions.peerOf(before)
  return peer?.kind === 'station'
    ? { peer, token: before, earlier: true }
    : { peer: null, token: undefined, earlier: false }
}

/** Gives a station that came with a cookie of an earlier release the same token under the right name. */
export function renameCookie(reply: FastifyReply, line: Line, token: string): void {
  void reply.setCookie(cookieNames(line).session, token, { ...cookieOptions(line), maxAge: YEAR_S })
  void reply.clearCookie(SESSION, cookieOptions(line))
}
