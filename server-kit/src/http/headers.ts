/** What a page of ours never needs of the machine it is shown on. */
const NEVER_USED = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
const YEAR_S = 365 * 86_400

/**
 * Sent with every reply: pages run their own code only, stand in no other page, tell nobody where they were, and use
 * nothing of the machine. Nothing is kept by a browser or proxy unless its route says so.
 */
export const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': NEVER_USED.map((name) => `${name}=()`).join(', '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

/**
 * The headers of every reply of a server. Behind a proxy that speaks TLS browsers are told to come by TLS only from then
 * on (RFC 6797); over plain HTTP that would mean nothing. Other names of the domain are not spoken for.
 */
export function securityHeaders({ behindProxy }: { behindProxy: boolean }): Record<string, string> {
  return {
    ...SECURITY_HEADERS,
    ...(behindProxy ? { 'strict-transport-security': `max-age=${YEAR_S}` } : {}),
  }
}

/** A whole HTTP/1.1 response with the headers of every reply, for requests that no route ever sees. */
export function bareResponse(status: number, reason: string, headers: Record<string, string>): string {
  const lines = Object.entries({ ...headers, 'content-length': '0', connection: 'close' })
  return `HTTP/1.1 ${status} ${reason}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
