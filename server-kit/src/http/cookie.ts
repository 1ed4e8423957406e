import type { CookieSerializeOptions } from '@fastify/cookie'

/**
 * How a cookie that carries a token is set: no script and no other site can use it; behind a proxy that speaks TLS it
 * never goes over a plain line.
 */
export function cookieOptions({ behindProxy }: { behindProxy: boolean }): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: behindProxy }
}
