import { lookup } from 'node:dns'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

const TIMEOUT_MS = 10_000
/** Of an answer nothing is used but its status; more of it than this is not waited for, bytes. */
const MOST_ANSWER = 65_536

/** Which addresses webhooks may go to, besides those of the public network. */
export type Reach = {
  /** The machine itself, for trials. */
  toLoopback: boolean
  /** Networks of the company's own, as `10.2.0.0/16`; absent: none. */
  toNetworks?: readonly string[] | undefined
}

/** Addresses that no notice goes to: the machine itself, its own network segment's services, many at once. */
const BARRED = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  BARRED.addSubnet(net, bits, 'ipv4')
BARRED.addAddress('::', 'ipv6')
BARRED.addAddress('::1', 'ipv6')
BARRED.addSubnet('fe80::', 10, 'ipv6')
BARRED.addSubnet('ff00::', 8, 'ipv6')
/** IPv4 in the clothes of IPv6, by translation and by tunnel. */
BARRED.addSubnet('64:ff9b::', 96, 'ipv6')
BARRED.addSubnet('2002::', 16, 'ipv6')
BARRED.addSubnet('::', 96, 'ipv6')

/** Networks that are private to a company or a provider: only where the operator says so. */
const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fec0::', 10, 'ipv6')

/** The parts of a network such as `10.2.0.0/16`; null: it is none. */
export function networkParts(text: string): { net: string; bits: number; family: 'ipv4' | 'ipv6' } | null {
  const [, net = '', bits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? []
  const version = isIP(net)
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return null
  return { net, bits: Number(bits), family: version === 4 ? 'ipv4' : 'ipv6' }
}

function isIn(networks: readonly string[], address: string, family: 'ipv4' | 'ipv6'): boolean {
  return networks.some((text) => {
    const parts = networkParts(text)
    if (parts?.family !== family) return false
    const list = new BlockList()
    list.addSubnet(parts.net, parts.bits, family)
    return list.check(address, family)
  })
}

/** Whether notices may not go to an IP address. What the operator allows is of private networks, never of the others. */
export function isBarred(address: string, { toLoopback, toNetworks = [] }: Reach): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  if (toLoopback && (plain === '127.0.0.1' || plain === '::1')) return false
  const version = isIP(plain)
  if (version === 0) return true
  const family = version === 6 ? 'ipv6' : 'ipv4'
  if (BARRED.check(plain, family)) return true
  return PRIVATE.check(plain, family) && !isIn(toNetworks, plain, family)
}

type Looked = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** Looks a name up for one connection, which then goes to the very address that was looked at. */
const lookUpFor =
  (options: Reach) =>
  (name: string, how: LookupOptions, done: Looked): void => {
    lookup(name, { ...how, all: true }, (error, found) => {
      if (error) return done(error, [])
      const fit = found.filter(({ address }) => !isBarred(address, options))
      const [first] = fit
      if (!first || fit.length < found.length) return done(new Error('addressBarred'), [])
      if (how.all) done(null, fit)
      else done(null, first.address, first.family)
    })
  }

/** How a request ended: its status; `timeout`, `addressBarred`, or the code of a fault of the network. */
export type Requested = { status: number } | { fault: string }

/**
 * Asks a program at an address that somebody entered. Follows nowhere else; to no address that is barred, whatever its name
 * says; ends by itself.
 */
export function requestOnce(
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string },
  options: Reach & { timeoutMs?: number },
): Promise<Requested> {
  const address = new URL(url)
  const host = address.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && isBarred(host, options)) return Promise.resolve({ fault: 'addressBarred' })
  return new Promise((resolve) => {
    const send = address.protocol === 'https:' ? httpsRequest : httpRequest
    const { timeoutMs = TIMEOUT_MS } = options
    const end = (outcome: Requested): void => {
      resolve(outcome)
      asked.destroy()
    }
    const asked = send(
      address,
      {
        ...{ method, agent: false, lookup: lookUpFor(options) },
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        let bytes = 0
        const status = answer.statusCode ?? 0
        answer.on('data', (part: Buffer) => {
          bytes += part.length
          if (bytes > MOST_ANSWER) end({ status })
        })
        answer.on('end', () => end({ status }))
        answer.on('error', () => end({ status }))
      },
    )
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'TimeoutError' || error.name === 'AbortError') return end({ fault: 'timeout' })
      end({ fault: error.message === 'addressBarred' ? error.message : (error.code ?? 'failed') })
    })
    asked.end(body)
  })
}
