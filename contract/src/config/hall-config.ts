import { z } from 'zod'
import { MOST_ROWS } from '../bounds.ts'
import { DirectiveKind } from '../directive/words.ts'
import {
  ClassId,
  CounterId,
  GroupId,
  HallId,
  ReasonId,
  ServiceId,
  StaffId,
  StationId,
  ZoneId,
} from '../ids.ts'
import { Language, Localized } from '../text.ts'
import { OpeningHours } from '../time.ts'
import { Role } from '../access.ts'
import { DeviceConfig } from './device-config.ts'
import { PaymentConfig } from './payment-config.ts'
import { retired } from './retired.ts'
import { SpecialDay } from './special-day.ts'

/** A/B/C/D 级: prefecture centre, county centre, township, single-function point. */
const Tier = z.enum(['A', 'B', 'C', 'D'])

const ZoneKind = z.enum([
  'business', // 业务办理区
  'guidance', // 智能引导区
  'selfService', // 自助服务区
  'rating', // 智能评价区
  'exhibition', // 展示区
  'waiting', // 等候区
  'negotiation', // 洽谈区
])

/** comprehensive 综合柜台 · newConnection 业扩柜台 · charge 收费柜台 */
const CounterKind = z.enum(['comprehensive', 'newConnection', 'charge'])

const timeZone = z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Asia/Shanghai')
const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'a colour such as #00706B')

export const Theme = z.strictObject({
  /** Brand colour; the default is 国网绿. */
  brand: colour.default('#00706B'),
  /** Logo as an inline SVG path (`d`, in a 24 × 24 box); none: a plain mark. */
  logoPath: z
    .string()
    .max(4000)
    .regex(/^[MmLlHhVvCcSsQqTtAaZz0-9 ,.+-]*$/)
    .optional(),
})
export type Theme = z.infer<typeof Theme>

const Reason = z.strictObject({ id: ReasonId, name: Localized, retired })
export type Reason = z.infer<typeof Reason>

export const Policies = z.strictObject({
  /** Recalls after the first call; one more makes the ticket a no-show (过号). */
  recallLimit: z.number().int().min(0).max(20).default(3),
  /** How long a counter may undo its last action, seconds. */
  undoSeconds: z.number().int().min(0).max(300).default(30),
  /** How long a rating pad invites, seconds. */
  ratingSeconds: z.number().int().min(3).max(120).default(20),
  /** A touch at a kiosk older than this is no longer turned into a ticket, seconds. */
  issueValidSeconds: z.number().int().min(5).max(120).default(20),
  /** Failed sign-ins from one place until it has to wait before the next, and how long it waits at most. */
  signInAttempts: z.number().int().min(3).max(20).default(5),
  lockMinutes: z.number().int().min(1).max(1440).default(15),
  /** A session in which nobody does anything ends after this many minutes; absent: 60. */
  idleMinutes: z.number().int().min(5).max(720).optional(),
  /** Tickets that one person, known by an ID card, may have open for one service; 0: as many as they like; absent: 1. */
  openTicketsPerPerson: z.number().int().min(0).max(20).optional(),
  /** A kiosk returns to its start page after this long without a touch, seconds. */
  kioskIdleSeconds: z.number().int().min(10).max(600).default(45),
  /** A kiosk at which nothing has happened for this long plays what its region gave it, seconds; absent: 60. */
  kioskPlaylistSeconds: z.number().int().min(10).max(3600).optional(),
  /** Facts are kept this many days. */
  retentionDays: z.number().int().min(7).max(3650).default(400),
  /** Who showed an ID card is forgotten when not seen for this many days; facts keep an id that leads nowhere. */
  subjectDays: z.number().int().min(1).max(3650).default(30),
})
export type Policies = z.infer<typeof Policies>

/**
 * Priority class (优先类别) of the accumulating priority queue (APQ): a waiting ticket gains `weight` points a
 * second, plus a head start; the most points are served first, so nobody starves.
 */
export const PriorityClass = z.strictObject({
  id: ClassId,
  name: Localized,
  weight: z.number().min(0.1).max(100),
  headStartSeconds: z.number().int().min(0).max(3600).default(0),
  /** The class of customers who ask for none; at most one is marked. Unmarked: the one of the least weight. */
  ordinary: z.boolean().optional(),
  /** Whether a customer may choose it at the kiosk without proof. */
  kioskChoice: z.boolean().default(false),
  retired,
})
export type PriorityClass = z.infer<typeof PriorityClass>

/** What an ID card (身份证) brings who lays it on a kiosk's reader. */
export const Identification = z.strictObject({
  /** Classes that a card holder has by right, whether or not a kiosk offers them; the best that fits is given. */
  classes: z
    .array(
      z.strictObject({
        class: ClassId,
        /** From this age on, whole years. */
        minAge: z.number().int().min(1).max(120),
      }),
    )
    .max(20)
    .default([]),
})
export type Identification = z.infer<typeof Identification>

export const Zone = z.strictObject({ id: ZoneId, kind: ZoneKind, name: Localized, retired })
export type Zone = z.infer<typeof Zone>

/** Service group (业务组): owns a ticket prefix and a run of numbers. */
export const ServiceGroup = z.strictObject({
  id: GroupId,
  prefix: z.string().regex(/^[A-Z]$/, 'one capital letter'),
  name: Localized,
  retired,
})
export type ServiceGroup = z.infer<typeof ServiceGroup>

export const Service = z.strictObject({
  id: ServiceId,
  group: GroupId,
  name: Localized,
  /** One plain line under the name on the kiosk. */
  hint: Localized.optional(),
  /** Usual handling time, minutes. */
  expectedMinutes: z.number().min(0.5).max(240),
  /** Service limit of a case (办理时限), minutes. */
  limitMinutes: z.number().min(1).max(480),
  openingHours: OpeningHours,
  /** Offered on the start page of the senior mode (长者模式). */
  senior: z.boolean().default(false),
  /** What a kiosk that takes payments does as well: whoever asks for a ticket is told so. */
  atKiosk: z.enum(['pay', 'inquiry', 'meterCard']).optional(),
  /** Steps that counter staff tick off. */
  checklist: z.array(Localized).max(12).default([]),
  retired,
})
export type Service = z.infer<typeof Service>

export const CounterConfig = z.strictObject({
  id: CounterId,
  /** What is shown and spoken: `1` → 1号窗口. */
  number: z.string().regex(/^[0-9]{1,3}$/, 'a counter number of 1 to 3 digits'),
  name: Localized,
  kind: CounterKind,
  zone: ZoneId,
  /** Services this counter serves, in no order. */
  skills: z.array(ServiceId).min(1).max(MOST_ROWS),
  retired,
})
export type CounterConfig = z.infer<typeof CounterConfig>

export const Station = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kiosk'), id: StationId, name: Localized, zone: ZoneId }),
  z.strictObject({ kind: z.literal('display'), id: StationId, name: Localized, zone: ZoneId }),
  z.strictObject({ kind: z.literal('deviceHost'), id: StationId, name: Localized, zone: ZoneId }),
])
export type Station = z.infer<typeof Station>

/** Staff as facts know them: no name, no password. `number` is the staff number (工号) shown to customers. */
export const StaffMember = z.strictObject({
  id: StaffId,
  number: z.string().regex(/^\d{3,8}$/),
  roles: z.array(Role).min(1).max(10),
})
export type StaffMember = z.infer<typeof StaffMember>

/** All of a hall that may stand in a fact: nothing secret, nobody's name. */
export const HallConfig = z.strictObject({
  hall: z.strictObject({
    id: HallId,
    tier: Tier,
    name: Localized,
    timeZone,
    languages: z.array(Language).min(1).max(10).default(['zh', 'en']),
  }),
  theme: Theme.prefault({}),
  policies: Policies.prefault({}),
  priorityClasses: z.array(PriorityClass).min(1).max(MOST_ROWS),
  /** Absent in facts of earlier releases, and where a card brings nothing. */
  identification: Identification.optional(),
  parkReasons: z.array(Reason).min(1).max(MOST_ROWS),
  pauseReasons: z.array(Reason).min(1).max(MOST_ROWS),
  voidReasons: z.array(Reason).min(1).max(MOST_ROWS),
  zones: z.array(Zone).min(1).max(MOST_ROWS),
  groups: z.array(ServiceGroup).min(1).max(MOST_ROWS),
  services: z.array(Service).min(1).max(MOST_ROWS),
  counters: z.array(CounterConfig).min(1).max(MOST_ROWS),
  /** Holidays, worked weekends, short days. Absent in facts of earlier releases, and where there are none. */
  specialDays: z.array(SpecialDay).max(400).optional(),
  /** Which ways to pay this hall offers, and its limits. Absent: none, or facts of earlier releases. */
  payments: PaymentConfig.optional(),
  /** Which directives of the region (指令) this hall takes. Absent: all; its machines have settings of their own. */
  directives: z.array(DirectiveKind).max(40).optional(),
  stations: z.array(Station).max(MOST_ROWS),
  devices: z.array(DeviceConfig).max(MOST_ROWS),
  staff: z.array(StaffMember).max(MOST_ROWS),
})
export type HallConfig = z.infer<typeof HallConfig>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
