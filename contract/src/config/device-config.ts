import { z } from 'zod'
import { CounterId, DeviceId, StationId } from '../ids.ts'
import { Localized } from '../text.ts'

/** How a device is reached: `serial:/dev/serial/by-id/…`, `serial:COM3` or `tcp://host:port`. */
const LinkUrl = z
  .string()
  .regex(/^(serial:\S+|tcp:\/\/[^\s/:]+:\d{1,5})$/, 'serial:/dev/…, serial:COM3 or tcp://host:port')

export const Link = z.strictObject({
  url: LinkUrl,
  baud: z.number().int().min(1200).max(921_600).optional(),
  parity: z.enum(['none', 'even', 'odd']).optional(),
  rtscts: z.boolean().optional(),
  xon: z.boolean().optional(),
})
export type Link = z.infer<typeof Link>

const common = {
  id: DeviceId,
  name: Localized,
  /** The station whose agent drives it. */
  station: StationId,
  link: Link,
}

/** A device of the ledger (台账) and its line. `profile` names the dialect it speaks (see drivers/README.md). */
export const DeviceConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('printer'),
    profile: z.enum(['epson', 'clone']),
    /** Paper width, mm. */
    paperWidth: z.union([z.literal(58), z.literal(80)]),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('ratingPad'),
    profile: z.enum(['servicehall']),
    counter: CounterId,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('counterDisplay'),
    profile: z.string().regex(/^[a-z][A-Za-z0-9-]{0,31}$/),
    counter: CounterId,
    /** Address on the line. */
    address: z.number().int().min(0).max(255).default(1),
  }),
])
export type DeviceConfig = z.infer<typeof DeviceConfig>
export type DeviceKind = DeviceConfig['kind']

const DEVICE_CONDITIONS = [
  'starting',
  'online',
  'offline',
  'powerOff',
  'noDevice',
  'hardwareError',
  'userError',
  'deviceBusy',
] as const

/** State of a device in XFS4IoT words (CWA 17852, Common.Status and Printer.Status). */
export const DeviceState = z.strictObject({
  device: z.enum(DEVICE_CONDITIONS),
  paper: z.enum(['unknown', 'full', 'low', 'out', 'jammed']).optional(),
  /** What is wrong in one stable word: `paperOut`, `coverOpen`, `cutterJam`, `noAnswer` … */
  error: z.string().max(60).optional(),
  /** What helps (ErrorEvent.action): clear = hall staff can fix it, maintenance = an engineer must. */
  action: z.enum(['clear', 'maintenance', 'reset', 'suspend', 'configuration', 'softwareError']).optional(),
})
export type DeviceState = z.infer<typeof DeviceState>
