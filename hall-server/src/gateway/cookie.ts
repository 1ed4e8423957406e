import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Ports } from '../ports.ts'

/** Name of the cookie that carries a session's or an enrolment's token. */
export const COOKIE = 'hall_session'

/** No script and no other site can use it; behind a proxy that speaks TLS it never goes over a plain line. */
export function cookieOptions({ behindProxy }: Pick<Ports, 'behindProxy'>): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: behindProxy }
}
