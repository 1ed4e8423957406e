import type { IncomingMessage } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import { plainAddress } from '../network.ts'
import { forwardedHost } from './origin.ts'

/** Name or address in a Host header, and the port, which does not matter here. */
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i

/** A name as it may be configured: of letters, digits, points and hyphens, or an address. */
export function isHostName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) || /^[0-9a-f:]+$/i.test(text)
}

export type HostCheckOptions = {
  /** Names by which this server is asked for, besides its machine's own. */
  names: readonly string[]
  behindProxy: boolean
  /** Of this machine; for tests. */
  machine?: { name: string; addresses: () => readonly string[] }
}

/** Whether a request was meant for this server. */
export type HostCheck = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => boolean

/**
 * Says by the Host header whether a request was meant for this server. A page of a stranger can have its own name lead to
 * our address (DNS rebinding): its browser then takes us for a part of that page, and sends its name along.
 *
 * Known are the configured names, `localhost` and names below it (RFC 6761: nobody else can have them), the machine's name
 * and its addresses. Behind a proxy the name is the one that the proxy was asked for; without configured names it is left
 * to the proxy and to its certificate.
 */
export function hostCheck({ names, behindProxy, machine = thisMachine }: HostCheckOptions): HostCheck {
  const known = new Set([...names, 'localhost', machine.name].map(hostForm))
  if (behindProxy && names.length === 0) return () => true
  return ({ headers, socket }) => {
    const asked = (behindProxy && forwardedHost(headers)) || headers.host
    const [, address, name] = HOST.exec(asked ?? '') ?? []
    const host = address ?? name
    if (host === undefined) return false
    if (known.has(hostForm(host)) || hostForm(host).endsWith('.localhost')) return true
    const form = addressForm(host)
    const here = socket.localAddress
    return (
      (here !== undefined && addressForm(here) === form) ||
      machine.addresses().map(addressForm).includes(form)
    )
  }
}

const thisMachine = {
  name: hostname(),
  addresses: () =>
    Object.values(networkInterfaces()).flatMap((rows) => (rows ?? []).map(({ address }) => address)),
}

/** Names are the same in capitals, and with the point of the root at their end. */
function hostForm(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}

/** One address is written in one way, IPv4 within IPv6 too. */
function addressForm(address: string): string {
  const [plain = ''] = plainAddress(address).split('%')
  const url = `http://${plain.includes(':') ? `[${plain}]` : plain}`
  return URL.canParse(url) ? new URL(url).hostname : plain
}
