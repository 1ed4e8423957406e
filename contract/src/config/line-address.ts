const IS_LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[(::1|::ffff:127(\.\d{1,3}){3}|(0+:){7}0*1)\])$/
/** How the own machine is written in the one form. */
export const LOOPBACK = '127.0.0.1'
const WINDOWS_PORT = /^(?:\\\\[.?]\\|\/\/[.?]\/)?com(\d{1,3}):?$/i

/**
 * A device's line in one form, so that two ways to write one line compare equal: `tcp://LOCALHOST:09101` and
 * `tcp://127.0.0.1:9101`, `serial:com3` and `serial:\\.\COM3`, `serial:/dev//ttyS0` and `serial:/dev/./ttyS0`. What a
 * name of the network or a link under `/dev/serial/by-id` leads to, only the station can tell, which looks before it opens.
 */
export function lineAddress(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/is.exec(url.normalize('NFKC').trim()) ?? []
  switch (scheme.toLowerCase()) {
    case 'tcp':
      return `tcp://${hostAndPort(rest.replace(/^\/\//, ''))}`
    case 'serial':
      return `serial:${serialName(rest)}`
    default:
      return `${scheme.toLowerCase()}:${rest.trim().toLowerCase()}`
  }
}

function hostAndPort(text: string): string {
  const at = text.lastIndexOf(':')
  const host = text.slice(0, at).toLowerCase().replace(/\.$/, '')
  return `${IS_LOOPBACK.test(host) ? LOOPBACK : host}:${Number(text.slice(at + 1))}`
}

function serialName(text: string): string {
  const windows = WINDOWS_PORT.exec(text)
  if (windows) return `COM${Number(windows[1])}`
  const parts: string[] = []
  for (const part of text.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
