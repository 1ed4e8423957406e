import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address stands for when somebody's share is bounded: an IPv4 address itself, and of IPv6 the /64,
 * all of which one machine can have (RFC 4291 §2.5.4). What is no address is its own.
 */
export function networkOf(address: string): string {
  return prefixOf(address, 4, '/64')
}

/** The wider network that a site is given: the IPv4 address itself, and of IPv6 the /48 (RFC 6177). */
export function siteOf(address: string): string {
  return prefixOf(address, 3, '/48')
}

function prefixOf(address: string, groups: number, mask: string): string {
  const bare = plainAddress(address)
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, groups).join(':')}::${mask}` : bare
}

/** An address as people know it: no zone, and IPv4 that comes as IPv6 (`::ffff:10.0.0.7`) as IPv4. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  if (!isIPv6(bare)) return bare
  const groups = groupsOf(bare)
  if (groups.slice(0, 5).some((group) => group !== '0') || groups[5] !== 'ffff') return bare
  return [groups[6], groups[7]]
    .flatMap((group = '0') => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255])
    .join('.')
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = withHexTail(address).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...new Array<string>(gap).fill('0'), ...right].map((group) =>
    parseInt(group, 16).toString(16),
  )
}

/** `::ffff:10.0.0.7` → `::ffff:a00:7`. */
function withHexTail(address: string): string {
  const last = address.slice(address.lastIndexOf(':') + 1)
  if (!isIPv4(last)) return address
  const [a = 0, b = 0, c = 0, d = 0] = last.split('.').map(Number)
  return `${address.slice(0, -last.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}
