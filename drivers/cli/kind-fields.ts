import { isCallPadKey } from '../src/device/call-pad/keys.ts'
import type { ReaderTiming } from '../src/device/card-reader/reader-timing.ts'
import type { CashTiming } from '../src/device/cash-acceptor/cash-acceptor.ts'
import { readKeyTable } from '../src/device/common/key-table.ts'
import type { IdReaderTiming } from '../src/device/id-reader/sdt-sam-reader.ts'
import type { DeviceKind, DeviceKinds } from '../src/device/kinds.ts'
import type { PresenterConfig, RollConfig } from '../src/device/printer/printer-config.ts'
import type { PrinterTiming } from '../src/device/printer/printer-profile.ts'
import { isLevel } from '../src/device/rating-pad/rating-level.ts'
import { fields, flag, having, oneOf, positive, table, text, whole } from './checks.ts'
import type { Check } from './checks.ts'

/** A field of one kind of device; `profiles` when not all of the kind have it. */
type Field = Check & { profiles?: readonly string[] }

/** What only a program can give. */
type ForPrograms = 'glyphs' | 'record' | 'resumeFrom'
type FieldOf<Config> = Config extends unknown ? Exclude<keyof Config, 'id' | 'profile' | 'link'> : never
type FieldsOfKinds = {
  [Kind in DeviceKind]: Record<Exclude<FieldOf<DeviceKinds[Kind]['config']>, ForPrograms>, Field>
}

const anyAddress = whole(0, 255)
const bits = whole(1, 255)
const count: Check = { holds: (value) => typeof value === 'number' && value >= 0, wanted: 'a number from 0' }
const serialCards = ['crt310', 'crt571', 'sankyo']

const ratingKeys = table(
  (keys) => readKeyTable(keys, isLevel) !== undefined,
  'a table of bytes and levels 1 to 5, such as { "0x31": 5, "0x32": 4 }',
)
const callKeys = table(
  (keys) => readKeyTable(keys, isCallPadKey) !== undefined,
  'a table of bytes and keys, such as { "0x31": next, "0x32": recall }',
)
const channel = whole(1, 255)
const colours = ['default', 'red', 'green', 'yellow', 'blue', 'cyan', 'magenta', 'white']
const light = fields(Object.fromEntries(colours.map((colour) => [colour, channel])))
const lights = table(
  (all) => Object.values(all).every(light.holds),
  'a table of lights and channels from 1, such as { counter1: { red: 1, green: 2 } }',
)
const levels = table(
  (all) => Object.entries(all).every(([option, level]) => /^[1-4]$/.test(option) && isLevel(level)),
  'a table of the options 1 to 4 and levels 1 to 5',
)

const known: FieldsOfKinds = {
  printer: {
    timing: someOf<PrinterTiming>({
      answerMs: positive,
      replyGapMs: positive,
      pollMs: positive,
      settleMs: positive,
      proofMs: positive,
      longestProofMs: positive,
    }),
    roll: having('rollMm', someOf<RollConfig>({ rollMm: positive, nearEndMm: positive, leftMm: count })),
    presenter: someOf<PresenterConfig>({
      retractAfterMs: positive,
      binCapacity: whole(1, 10_000),
      inBin: count,
      presenterBits: fields({ present: bits, jammed: bits }),
    }),
  },
  ratingPad: {
    keys: { ...ratingKeys, profiles: ['keypad'] },
    guardMs: { ...count, profiles: ['keypad'] },
    maker: { ...whole(0, 0xffff), profiles: ['jtt905'] },
    levels: { ...levels, profiles: ['jtt905'] },
  },
  counterDisplay: { address: anyAddress },
  ledBar: { address: anyAddress, width: whole(8, 4_096), height: whole(8, 1_024) },
  callPad: { address: whole(1, 254), keys: callKeys, pollMs: positive },
  indicator: { address: whole(1, 247), pollMs: positive, lights },
  idReader: {
    timing: someOf<IdReaderTiming>({
      answerMs: positive,
      readMs: positive,
      pollMs: positive,
      heartbeatMs: positive,
    }),
  },
  cardReader: {
    address: { ...whole(0, 15), profiles: serialCards },
    timing: {
      ...someOf<ReaderTiming>({
        ackMs: positive,
        quickMs: positive,
        slowMs: positive,
        cancelMs: positive,
        gapMs: positive,
        watchMs: positive,
        pollMs: positive,
      }),
      profiles: serialCards,
    },
    reader: { ...text, profiles: ['pcsc'] },
    leftBehindMs: positive,
    whenLeftBehind: oneOf('leave', 'capture'),
    whenFoundInside: oneOf('eject', 'capture', 'keep'),
  },
  cashAcceptor: {
    address: anyAddress,
    check: { ...oneOf('sum8', 'crc16'), profiles: ['cctalkBill', 'cctalkCoin'] },
    timing: someOf<CashTiming>({ pollMs: positive, answerMs: positive, escrowMs: positive }),
  },
  codeScanner: {
    mode: oneOf('onDemand', 'continuous'),
    suffix: oneOf('crlf', 'tab'),
    aimPrefix: flag,
    maxLength: whole(1, 65_535),
    repeatMs: count,
  },
}

const everyDevice: ReadonlySet<string> = new Set(['id', 'kind', 'profile', 'link'])

/** What is wrong with a field that is a kind's own. */
export type FieldProblem = { code: 'fieldUnknown' | 'fieldInvalid'; field: string; sentence: string }

/** The first field of a device that its kind and profile do not know, or that holds what it cannot; `undefined` when all are well. */
export function fieldProblem(
  kind: DeviceKind,
  profile: string,
  device: Readonly<Record<string, unknown>>,
): FieldProblem | undefined {
  const its = Object.entries<Field>(known[kind]).filter(
    ([, { profiles }]) => profiles?.includes(profile) ?? true,
  )
  const checks = new Map(its)
  for (const [field, value] of Object.entries(device)) {
    if (everyDevice.has(field)) continue
    const check = checks.get(field)
    if (!check) {
      const has = [...everyDevice, ...checks.keys()].join(', ')
      return { code: 'fieldUnknown', field, sentence: `a ${kind} ${profile} has no ${field}; it has ${has}.` }
    }
    if (!check.holds(value)) {
      const sentence = `${field} is ${check.wanted}, not ${JSON.stringify(value)}.`
      return { code: 'fieldInvalid', field, sentence }
    }
  }
  return undefined
}

/** A mapping of some fields of a type: all of them are named here, none is needed. */
function someOf<Type>(checks: Readonly<Record<keyof Type, Check>>): Check {
  return fields(checks)
}
