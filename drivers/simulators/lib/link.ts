/** Where a simulator offers its line. */
export type LinkPlace = { kind: 'tcp'; host: string; port: number } | { kind: 'pty'; path: string }

/** Reads `pty:/path`, `tcp:port`, `tcp:host:port` or `tcp://host:port`. */
export function readLink(text: string): LinkPlace {
  if (/^pty:./.test(text)) return { kind: 'pty', path: text.slice('pty:'.length) }
  const [, host = '127.0.0.1', port] = /^tcp:(?:\/\/)?(?:(.+):)?(\d{1,5})\/?$/.exec(text) ?? []
  if (port === undefined || Number(port) > 65_535)
    throw new Error(`--link wants pty:/path or tcp:port, got ${JSON.stringify(text)}`)
  return { kind: 'tcp', host, port: Number(port) }
}
