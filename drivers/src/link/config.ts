import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

/** How to reach a device. `url` is `serial:/dev/ttyUSB0`, `serial:COM3` or `tcp://host:port`. */
export type LinkConfig = {
  url: string
  /** Bits per second of a serial line; default 9600. */
  baud?: number
  parity?: 'none' | 'even' | 'odd'
  dataBits?: 7 | 8
  stopBits?: 1 | 2
  /** Hardware flow control by RTS/CTS. A printer's DTR is wired to CTS in the cable. */
  rtscts?: boolean
  /** Software flow control by XON/XOFF, done by the operating system. */
  xon?: boolean
  /** Upper bound of the sending rate. Default: the wire speed of a serial line; unbounded for TCP. */
  paceBytesPerSecond?: number
  /**
   * Silence between two devices' turns on a bus, ms; never less than 3.5 characters or 1.75 ms. More helps with
   * adapters that let go of the wires late.
   */
  turnaroundMs?: number
  /** The adapter hears what it sends, as two-wire RS-485 without echo suppression does: such bytes are taken out. */
  echo?: boolean
}

/** A line's address after checking. */
export type LinkTarget =
  | { kind: 'serial'; path: string }
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'invalid'; problem: string }

/** Reads a link url; a wrong one is a value that says what was expected. */
export function linkTarget(url: string): LinkTarget {
  if (url.startsWith('serial:') && url.length > 'serial:'.length) {
    return { kind: 'serial', path: portName(url.slice('serial:'.length)) }
  }
  const tcp = /^tcp:\/\/(\[[0-9a-fA-F:.]+\]|[^:/[\]]+):(\d{1,5})\/?$/.exec(url)
  const [, host, digits] = tcp ?? []
  const port = Number(digits)
  if (host && port >= 1 && port <= 65_535) return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port }
  return {
    kind: 'invalid',
    problem: `expected serial:<path> or tcp://<host>:<port>, got ${JSON.stringify(url)}`,
  }
}

/** A COM name in whatever way Windows people write it; node-serialport wants it bare. Other paths stay as they are. */
function portName(path: string): string {
  const [, name] = /^(?:\\\\\.\\|\/\/\.\/)?(com\d{1,3}):?$/i.exec(path) ?? []
  return name?.toUpperCase() ?? path
}

/**
 * A line in one form, for a table of lines: whichever way a host or a path is written, and whatever link of `/dev` it goes
 * by now. A url that is none stands for itself.
 */
export function lineKey(url: string): string {
  const target = linkTarget(url)
  switch (target.kind) {
    case 'tcp':
      return `tcp://${LOOPBACK.test(target.host) ? 'localhost' : target.host.toLowerCase().replace(/\.$/, '')}:${target.port}`
    case 'serial':
      return `serial:${realPath(target.path)}`
    case 'invalid':
      return url
  }
}

const LOOPBACK = /^(localhost\.?|127(\.\d{1,3}){3}|::1)$/i

/** Where a path leads now; one that leads nowhere, as COM3 or an adapter that is out, without its detours. */
function realPath(path: string): string {
  if (!path.startsWith('/')) return path
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** Settings of a serial line with the defaults filled in. */
export function serialSettings(config: LinkConfig) {
  return {
    baud: config.baud ?? 9_600,
    parity: config.parity ?? ('none' as const),
    dataBits: config.dataBits ?? (8 as const),
    stopBits: config.stopBits ?? (1 as const),
    rtscts: config.rtscts ?? false,
    xon: config.xon ?? false,
  }
}

/** Silence between two turns on a bus, in milliseconds: what Modbus asks for, or more if the configuration says so. */
export function turnaroundOf(config: LinkConfig): number {
  return Math.max(config.turnaroundMs ?? 0, 1.75, 3.5 * characterMs(config))
}

/** Whether two configurations ask the same of one line. */
export function sameLine(one: LinkConfig, other: LinkConfig): boolean {
  return isDeepStrictEqual(
    { ...serialSettings(one), pace: paceOf(one), turnaround: turnaroundOf(one), echo: one.echo ?? false },
    {
      ...serialSettings(other),
      pace: paceOf(other),
      turnaround: turnaroundOf(other),
      echo: other.echo ?? false,
    },
  )
}

/** The fastest this line may be fed, in bytes per second; `undefined` means unbounded. */
export function paceOf(config: LinkConfig): number | undefined {
  if (config.paceBytesPerSecond) return config.paceBytesPerSecond
  if (linkTarget(config.url).kind !== 'serial') return undefined
  return 1_000 / characterMs(config)
}

/** How long one character takes on the wire, start, parity and stop bits included. */
function characterMs(config: LinkConfig): number {
  const { baud, parity, dataBits, stopBits } = serialSettings(config)
  return (1_000 * (1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits)) / baud
}
