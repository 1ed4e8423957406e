import type { CookieSerializeOptions } from '@fastify/cookie'

/**
 * How a cookie that carries a token is set: no script and no other site can use it; behind a proxy that speaks TLS it
 * never goes over a plain line.
 */
export function cookieOptions({ behindProxy }: { behindProxy: boolean }): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: behindProxy }
}

/**
 * The name of a cookie. Behind TLS it begins with `__Host-`: browsers then take it from this very host by TLS only, so
 * that no other name of the domain and nobody on a plain line can put one of theirs in its place.
 */
export function cookieName(name: string, { behindProxy }: { behindProxy: boolean }): string {
  return behindProxy ? `__Host-${name}` : name
}
