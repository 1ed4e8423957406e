import { z } from 'zod'
import { lookUp } from '../define/table.ts'
import { CounterId, DeviceId, StationId } from '../ids.ts'
import { Localized } from '../text.ts'

/**
 * How a device is reached: `serial:/dev/serial/by-id/…`, `serial:COM3` or `tcp://host:port`; a card reader of the system
 * by `pcsc:` and part of its name.
 */
const LinkUrl = z
  .string()
  .max(300)
  .regex(
    /^(serial:\S+|tcp:\/\/([^\s/:[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}|pcsc:.{0,60})$/,
    'serial:/dev/…, serial:COM3, tcp://host:port or pcsc:name',
  )

/** A line and its settings; what is left out is as the profile has it. */
export const Link = z.strictObject({
  url: LinkUrl,
  baud: z.number().int().min(1200).max(921_600).optional(),
  parity: z.enum(['none', 'even', 'odd']).optional(),
  dataBits: z.union([z.literal(7), z.literal(8)]).optional(),
  stopBits: z.union([z.literal(1), z.literal(2)]).optional(),
  rtscts: z.boolean().optional(),
  xon: z.boolean().optional(),
  /** Silence between two devices' turns on a shared line, ms; more where an adapter lets go of the wires late. */
  turnaroundMs: z.number().min(0).max(1_000).optional(),
  /** The adapter hears what it sends, as two-wire RS-485 without echo suppression does. */
  echo: z.boolean().optional(),
})
export type Link = z.infer<typeof Link>

const common = {
  id: DeviceId,
  name: Localized,
  /** The station whose agent drives it. */
  station: StationId,
  link: Link,
}
/** Address on a line that several devices share. */
const address = z.number().int().min(0).max(255)

/** A device of the register (台账) and its line. `profile` names the dialect it speaks. */
export const DeviceConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('printer'),
    profile: z.enum(['epson', 'clone', 'snbc', 'custom']),
    /** Paper width, mm. */
    paperWidth: z.union([z.literal(58), z.literal(80)]),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('ratingPad'),
    /** `servicehall` is `own` under the name it has in facts and files of earlier releases. */
    profile: z.enum(['own', 'servicehall', 'keypad', 'jtt905']),
    counter: CounterId,
    /** `keypad` only: the byte that each key sends, and the level it stands for. */
    keys: z
      .array(
        z.strictObject({
          byte: z.number().int().min(0).max(255),
          level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
        }),
      )
      .min(1)
      .max(5)
      .optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('counterDisplay'),
    /** Which templates there are, the drivers say (docs/devices.md). */
    profile: z.string().regex(/^[a-z][A-Za-z0-9-]{0,31}$/),
    counter: CounterId,
    address: address.default(1),
  }),
  /** 综合屏: a bar of the hall that shows the last calls, newest first. */
  z.strictObject({
    ...common,
    kind: z.literal('ledBar'),
    profile: z.enum(['own', 'bx5', 'alpha']),
    address: address.default(1),
    /** Dots across and down, which some controllers must be told. */
    width: z.number().int().min(8).max(4096).optional(),
    height: z.number().int().min(8).max(1024).optional(),
    /** Calls shown at once. */
    rows: z.number().int().min(1).max(8).default(1),
  }),
  /** 身份证阅读器 */
  z.strictObject({ ...common, kind: z.literal('idReader'), profile: z.enum(['sdtSam']) }),
  z.strictObject({
    ...common,
    kind: z.literal('cardReader'),
    profile: z.enum(['crt310', 'crt571', 'sankyo', 'pcsc']),
    /** CRT-571 only: number of the unit on its line. */
    address: z.number().int().min(0).max(15).optional(),
  }),
  /** 银行卡终端: a card reader with a PIN keypad that enciphers by itself. */
  z.strictObject({ ...common, kind: z.literal('cardTerminal'), profile: z.enum(['own']) }),
  z.strictObject({
    ...common,
    kind: z.literal('cashAcceptor'),
    profile: z.enum(['id003', 'ssp', 'ccnet', 'cctalkBill', 'cctalkCoin']),
    /** ccTalk, SSP and CCNET only; else as the profile has it. */
    address: address.optional(),
    /** Pieces that its box takes, and from how many on it is told to be nearly full. */
    box: z
      .strictObject({
        capacity: z.number().int().min(1).max(100_000),
        nearFull: z.number().int().min(1).max(100_000).optional(),
      })
      .optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('codeScanner'),
    profile: z.enum(['newland', 'honeywell', 'line']),
  }),
  /** 呼叫器: the keys at a counter that call the next customer. */
  z.strictObject({
    ...common,
    kind: z.literal('callPad'),
    profile: z.enum(['own', 'keypad']),
    counter: CounterId,
    address: address.default(1),
  }),
  /** 指示灯: one board with the lights of several counters. */
  z.strictObject({
    ...common,
    kind: z.literal('indicator'),
    profile: z.enum(['modbusCoils', 'stackLight']),
    address: address.default(1),
    /** Channels of a counter's light, from 1, by colour. */
    lights: z
      .array(
        z.strictObject({
          counter: CounterId,
          red: z.number().int().min(1).max(64).optional(),
          green: z.number().int().min(1).max(64).optional(),
        }),
      )
      .min(1)
      .max(64),
  }),
])
export type DeviceConfig = z.infer<typeof DeviceConfig>
export type DeviceKind = DeviceConfig['kind']
export type DeviceConfigOf<Kind extends DeviceKind> = Extract<DeviceConfig, { kind: Kind }>

/** A line that several devices may share, and where one is on it when its row gives no address. */
export type Bus = { name: string; address: number }

/** What a hall may have of a kind, and where. The drivers declare the same (compared in e2e/agreement). */
export type DeviceRules<Kind extends DeviceKind = DeviceKind> = {
  /** What it is called in sentences about a hall's file. */
  called: string
  /** Where there is one at most: the agent would not know which is meant. */
  onePer?: 'station' | 'counter'
  /** Which profiles can share a line with others of the same bus, or all; others need a line of their own. */
  bus?: Bus | Readonly<Partial<Record<DeviceConfigOf<Kind>['profile'], Bus>>>
}

const RS485: Bus = { name: 'rs485', address: 1 }

export const DEVICE_RULES: Readonly<{ [Kind in DeviceKind]: DeviceRules<Kind> }> = {
  printer: { called: 'printer', onePer: 'station' },
  ratingPad: { called: 'rating pad', onePer: 'counter' },
  counterDisplay: { called: 'counter display', bus: RS485 },
  ledBar: { called: 'LED bar', bus: RS485 },
  idReader: { called: 'reader of ID cards', onePer: 'station' },
  cardReader: { called: 'card reader', bus: { crt571: { name: 'crt571', address: 0 } } },
  cardTerminal: { called: 'card terminal', onePer: 'station' },
  cashAcceptor: {
    called: 'cash acceptor',
    // ccTalk's own addresses.
    bus: { cctalkBill: { name: 'cctalk', address: 40 }, cctalkCoin: { name: 'cctalk', address: 2 } },
  },
  codeScanner: { called: 'code scanner', onePer: 'station' },
  callPad: { called: 'call pad', onePer: 'counter', bus: { own: RS485 } },
  indicator: { called: 'indicator', bus: { modbusCoils: RS485 } },
}

/** The bus that a device can stand on; undefined: it needs a line of its own. */
export function busOf(kind: DeviceKind, profile: string): Bus | undefined {
  const { bus } = DEVICE_RULES[kind]
  if (bus === undefined || isBus(bus)) return bus
  const byProfile: Readonly<Partial<Record<string, Bus>>> = bus
  return lookUp(byProfile, profile)
}

function isBus(bus: object): bus is Bus {
  return 'name' in bus
}
