import { z } from 'zod'
import { cleanText } from '../clean-text.ts'
import { CounterId, DeviceId, HallId, ServiceId, StationId } from '../ids.ts'
import { Localized } from '../text.ts'
import { MOST_PACKAGES_OF_RELEASE, SoftwarePackage, SoftwareVersion } from './package.ts'
import { StationSettings } from './settings.ts'

/** A UUID that whoever gives the directive makes; a hall does what it says once, however often it hears it. */
export const DirectiveId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a UUID in small letters')
  .brand<'DirectiveId'>()
export type DirectiveId = z.infer<typeof DirectiveId>

/** What a directive is for: the hall as a whole, one of its machines, or a device on a machine. */
export const DirectiveTarget = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('hall') }),
  z.strictObject({ of: z.literal('station'), stationId: StationId }),
  z.strictObject({ of: z.literal('device'), deviceId: DeviceId }),
])
export type DirectiveTarget = z.infer<typeof DirectiveTarget>

/** `H1`, `K1` … as one word: to compare targets. */
export function targetKey(target: DirectiveTarget): string {
  switch (target.of) {
    case 'hall':
      return 'hall'
    case 'station':
      return `station:${target.stationId}`
    case 'device':
      return `device:${target.deviceId}`
  }
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** How long a directive may be begun after it was given, ms. */
export const ValidFor = z
  .number()
  .int()
  .min(MINUTE_MS)
  .max(7 * DAY_MS)

/** How long something is shown or lasts, ms. */
const Lasting = z
  .number()
  .int()
  .min(MINUTE_MS)
  .max(7 * DAY_MS)

/** Text of a message in both languages. */
export const MessageText = z.strictObject({
  zh: z.string().trim().min(1).max(120).overwrite(cleanText),
  en: z.string().trim().min(1).max(160).overwrite(cleanText),
})

/** Screens that a message is shown on. */
export const NoticePlace = z.enum(['displays', 'kiosks', 'counters'])
export type NoticePlace = z.infer<typeof NoticePlace>

/** What is to be done, by kind. */
export const DirectiveWork = z.discriminatedUnion('kind', [
  /** Shows a message on the hall's screens for a time. The newest stands for the one before it. */
  z.strictObject({
    kind: z.literal('message'),
    text: MessageText,
    on: z.array(NoticePlace).min(1).max(3),
    forMs: Lasting,
  }),
  /** Asks the staff to open one more counter, or this one; they accept or decline. */
  z.strictObject({ kind: z.literal('openCounter'), counterId: CounterId.optional() }),
  /** Asks the staff to take up, or to stop, a service at the counters; they accept or decline. */
  z.strictObject({ kind: z.literal('suggestService'), serviceId: ServiceId, open: z.boolean() }),
  /** Tells customers of a quieter hall nearby. `waitMinutes`, `metres`: as the region saw them then. */
  z.strictObject({
    kind: z.literal('divert'),
    toHallId: HallId,
    toName: Localized,
    waitMinutes: z
      .number()
      .int()
      .min(0)
      .max(24 * 60)
      .optional(),
    metres: z.number().int().min(0).max(1_000_000).optional(),
    forMs: Lasting,
  }),
  /** Takes back a directive that nobody has begun; a message is shown no longer. */
  z.strictObject({ kind: z.literal('withdraw'), directiveId: DirectiveId }),
  /** Starts the station's program again. */
  z.strictObject({ kind: z.literal('restartApp') }),
  /** Starts the station's machine again. */
  z.strictObject({ kind: z.literal('reboot') }),
  /** Switches the station's machine off; by its own clock it comes on again after so long. */
  z.strictObject({
    kind: z.literal('powerOff'),
    forMs: z
      .number()
      .int()
      .min(5 * MINUTE_MS)
      .max(7 * DAY_MS),
  }),
  /** A picture of the station's screen, while no customer uses it. */
  z.strictObject({ kind: z.literal('screenshot') }),
  /** The station's log, its newest part. */
  z.strictObject({ kind: z.literal('logs'), bytes: z.number().int().min(1_000).max(1_000_000) }),
  /** What the station goes by from now on: power calendar, playlist. */
  z.strictObject({ kind: z.literal('configure'), settings: StationSettings }),
  /**
   * A release that the station is to have ready (staged), or with `activate` to run. `packages`: what installs it, put in by
   * the hub from what was uploaded there; absent: of a hub of before, or one that has none.
   */
  z.strictObject({
    kind: z.literal('stageSoftware'),
    version: SoftwareVersion,
    packages: z.array(SoftwarePackage).max(MOST_PACKAGES_OF_RELEASE).optional(),
    activate: z.literal(true).optional(),
  }),
  /** Lets go of a device and opens it anew. */
  z.strictObject({ kind: z.literal('resetDevice') }),
])
export type DirectiveWork = z.infer<typeof DirectiveWork>
export type DirectiveKind = DirectiveWork['kind']

type Rule = {
  /** What of a hall it is for. */
  of: DirectiveTarget['of']
  /** Whether it acts on staff and customers, or on machines: the power of the region that it takes. */
  power: 'supervise' | 'operate'
}

/** What each kind is for, and what it takes to give it. `withdraw` takes what the directive took that it takes back. */
export const DIRECTIVE_RULES: Readonly<Record<DirectiveKind, Rule>> = {
  message: { of: 'hall', power: 'supervise' },
  openCounter: { of: 'hall', power: 'supervise' },
  suggestService: { of: 'hall', power: 'supervise' },
  divert: { of: 'hall', power: 'supervise' },
  withdraw: { of: 'hall', power: 'supervise' },
  restartApp: { of: 'station', power: 'operate' },
  reboot: { of: 'station', power: 'operate' },
  powerOff: { of: 'station', power: 'operate' },
  screenshot: { of: 'station', power: 'operate' },
  logs: { of: 'station', power: 'operate' },
  configure: { of: 'station', power: 'operate' },
  stageSoftware: { of: 'station', power: 'operate' },
  resetDevice: { of: 'device', power: 'operate' },
}

export const DIRECTIVE_KINDS = Object.keys(DIRECTIVE_RULES) as [DirectiveKind, ...DirectiveKind[]]
export const DirectiveKind = z.enum(DIRECTIVE_KINDS)

/**
 * The place of a directive: a later one at the same place stands for one that nobody has begun. Asking for two counters
 * is asking twice.
 */
export function slotOf(target: DirectiveTarget, work: { kind: string }): string {
  const more = work as Partial<Record<'counterId' | 'serviceId' | 'directiveId', unknown>>
  const of = more.counterId ?? more.serviceId ?? more.directiveId ?? ''
  return `${targetKey(target)} ${work.kind} ${typeof of === 'string' ? of : ''}`.trim()
}

/** First 16 hexadecimal digits of the SHA-256 of settings, see `settingsText`. */
export const SettingsDigest = z.string().regex(/^[0-9a-f]{16}$/)

/** Who gave it: `account:S1001`, `rule:waiting`. An id, never a name. */
export const Who = z.string().regex(/^[a-z]{1,20}:[A-Za-z0-9_.:-]{1,80}$/)
export const Why = z.string().trim().max(200).overwrite(cleanText)

/** What came of a directive, in a few words and numbers. */
export const DirectiveReport = z.strictObject({
  /** Bytes of the file that was sent up. */
  bytes: z.number().int().min(0).max(50_000_000).optional(),
  /** Digest of the settings that hold now. */
  settings: SettingsDigest.optional(),
  /** Release that runs. */
  release: z.string().max(40).optional(),
})
export type DirectiveReport = z.infer<typeof DirectiveReport>

/** Why something was not done: a code of this or another make, `directive.notAllowed`. */
export const OutcomeCode = z.string().regex(/^[A-Za-z][A-Za-z0-9.]{0,59}$/)
/** What says more of it, for engineers: a path, an exit code. */
export const OutcomeDetail = z.string().max(200).overwrite(cleanText)

/** How it ended at the station. */
export const DirectiveOutcome = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('done'), report: DirectiveReport.optional() }),
  z.strictObject({ is: z.literal('failed'), code: OutcomeCode, detail: OutcomeDetail.optional() }),
  z.strictObject({ is: z.literal('refused'), code: OutcomeCode, detail: OutcomeDetail.optional() }),
])
export type DirectiveOutcome = z.infer<typeof DirectiveOutcome>

/** Longest that the work of a directive may be, characters of JSON: halls take no longer one. */
export const LONGEST_WORK = 33_000
/** What a power calendar may take of it; the rest has room for any playlist. */
export const LONGEST_CALENDAR = 20_000

/** A JSON value of bounded size, for work of a kind that this release may not know. */
const AnyWork = z
  .looseObject({ kind: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/) })
  .refine((work) => JSON.stringify(work).length <= LONGEST_WORK, `at most ${LONGEST_WORK} characters`)

/**
 * A directive (指令) as it goes down the line. `work` is read by the hall: one of a kind that it does not know is recorded
 * and refused. `ageMs` is how long ago it was given when it was sent, by the hub's clock.
 */
export const Directive = z.object({
  id: DirectiveId,
  target: DirectiveTarget,
  work: AnyWork,
  who: Who,
  why: Why,
  issuedAt: z.number().int().min(0).max(253_402_300_799_999),
  validMs: ValidFor,
  ageMs: z.number().int().min(0).max(253_402_300_799_999),
})
export type Directive = z.infer<typeof Directive>
