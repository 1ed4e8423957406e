import type { IncomingHttpHeaders } from 'node:http'

/**
 * A request from a page of another origin. Requests without an Origin come from no page of another site. Behind a
 * proxy the page's host is the one that the proxy was asked for, which it says in X-Forwarded-Host or leaves in Host.
 */
export function isForeign(headers: IncomingHttpHeaders, behindProxy: boolean): boolean {
  if (headers.origin === undefined) return false
  if (!URL.canParse(headers.origin)) return true
  return new URL(headers.origin).host !== ((behindProxy && forwardedHost(headers)) || headers.host)
}

/** What the nearest proxy said; what a client wrote into the header stands in front of that. */
export function forwardedHost(headers: IncomingHttpHeaders): string | undefined {
  const hosts = [headers['x-forwarded-host'] ?? []].flat().join(',').split(',')
  return hosts.at(-1)?.trim()
}

/**
 * Who called the nearest proxy, as that says; undefined: it says nothing. What stands in front of that a client may have
 * written itself.
 */
export function callerOf(headers: IncomingHttpHeaders): string | undefined {
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  return hops.at(-1)?.trim() || undefined
}
