/** Why a line could not be opened, or was lost. */
export type LinkFault =
  /** The url cannot be used at all. */
  | 'misconfigured'
  /** No such device node or host name. */
  | 'noNode'
  /** Somebody else holds the port. */
  | 'busy'
  /** The operating system forbids it. */
  | 'permission'
  /** Nobody listens at the TCP address. */
  | 'refused'
  /** The other end, or the cable, went away. */
  | 'disconnected'
  /** The device did not answer in time; its driver gave the line up. */
  | 'silent'
  /** The line took no more bytes for too long. */
  | 'stalled'
  /** Opening took too long. */
  | 'openTimeout'
  /** The owner closed the line. */
  | 'closed'
  /** Any other error of the operating system. */
  | 'failed'

const byErrno: Readonly<Record<string, LinkFault>> = {
  ENOENT: 'noNode',
  ENXIO: 'noNode',
  ENODEV: 'noNode',
  ENOTFOUND: 'noNode',
  EAI_AGAIN: 'noNode',
  EBUSY: 'busy',
  EAGAIN: 'busy',
  EACCES: 'permission',
  EPERM: 'permission',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'openTimeout',
  ECONNRESET: 'disconnected',
  EPIPE: 'disconnected',
}

/** Words of node-serialport's native binding, which gives no errno (observed with 13.0.0 on Linux and Windows texts). */
const byText: readonly (readonly [RegExp, LinkFault])[] = [
  [/no such file|file not found|cannot find/i, 'noNode'],
  [/cannot lock port|resource temporarily unavailable|resource busy/i, 'busy'],
  [/permission denied|access denied/i, 'permission'],
  [/bad file descriptor|i\/o error|disconnected/i, 'disconnected'],
]

/** Names the fault behind an error of the operating system. */
export function faultOf(error: unknown): LinkFault {
  if (!(error instanceof Error)) return 'failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return byErrno[code] ?? byText.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'failed'
}

/** Counters of one link since it was made; never reset, so that a reader may take differences. */
export type LinkCounters = {
  bytesIn: number
  bytesOut: number
  opened: number
  refusedWrites: number
  faults: Partial<Record<LinkFault, number>>
}
