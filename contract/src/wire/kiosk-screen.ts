import { z } from 'zod'
import { PLACE_GROUPS } from '../hub/payment-point/kinds.ts'
import { ClassId, GroupId, ServiceId } from '../ids.ts'
import { RefusalCode } from '../refusal.ts'
import { Language, Localized } from '../text.ts'
import { Theme } from '../config/hall-config.ts'
import { MOST_SLIDES, Slide } from '../directive/settings.ts'
import { KioskPayment, PaymentAsk } from './kiosk-payment.ts'
import { LETTERS_AT_ONCE, LetterPicture } from './letter-picture.ts'
import { PinDigits } from './maintenance-pin.ts'

/** In both languages; longer than a name may be. */
const Sentence = z.object({ zh: z.string(), en: z.string() })

const ValidToday = z.object({ until: z.string().optional() })

/** Ticket as the kiosk's screen shows it. `qr` is the text of its QR code. */
export const ScreenTicket = z.object({
  number: z.string(),
  serviceId: ServiceId,
  /** People before it; absent when that is no longer known to be true. */
  ahead: z.number().int().optional(),
  issuedAt: z.number().int(),
  qr: z.string(),
  /** Name of its priority class, where that is not the ordinary one. */
  priority: Localized.optional(),
  /** It ends with its day; `until` when its service closes, `HH:MM`. Absent: it does not, or nobody knows. */
  validToday: ValidToday.optional(),
})
export type ScreenTicket = z.infer<typeof ScreenTicket>

/** Where the customer at the kiosk stands. `touchId` ties an answer to its touch. */
export const KioskSession = z.discriminatedUnion('step', [
  z.object({ step: z.literal('idle') }),
  z.object({ step: z.literal('issuing'), touchId: z.string(), serviceId: ServiceId, since: z.number() }),
  z.object({ step: z.literal('printing'), touchId: z.string(), ticket: ScreenTicket, since: z.number() }),
  /** Only when the printer said so. */
  z.object({ step: z.literal('printed'), touchId: z.string(), ticket: ScreenTicket }),
  /** No paper, or nobody knows: the number is shown large, with its QR; staff know of it. */
  z.object({
    step: z.literal('onScreen'),
    touchId: z.string(),
    ticket: ScreenTicket,
    paper: z.enum(['notPrinted', 'unknown']),
  }),
  z.object({ step: z.literal('refused'), touchId: z.string(), code: RefusalCode }),
  /** The hall did not answer in time; the touch has lapsed and makes no ticket. */
  z.object({ step: z.literal('noAnswer'), touchId: z.string() }),
])
export type KioskSession = z.infer<typeof KioskSession>

/** The reader of ID cards, and what the customer's card said. Never more of a person than this. */
export const KioskCard = z.discriminatedUnion('is', [
  /** No reader, none that works, or the hall does not ask for cards: nothing is said of it. */
  z.object({ is: z.literal('absent') }),
  /** A card may be laid on it. `minAge`: from this age on it gives priority; null where no age does. */
  z.object({ is: z.literal('welcome'), minAge: z.number().int().nullable() }),
  /** The card just laid on it could not be read. */
  z.object({ is: z.literal('unreadable') }),
  z.object({
    is: z.literal('known'),
    /** `张**` */
    name: z.string(),
    /** The class this person has by right as far as the kiosk knows, and from which age on. */
    right: z.object({ name: Localized, minAge: z.number().int() }).nullable(),
  }),
  /** A card lies there that belongs to a visit that is over. */
  z.object({ is: z.literal('left') }),
])
export type KioskCard = z.infer<typeof KioskCard>

/** Why a PIN did not open the maintenance page. */
const PinProblem = z.object({
  /** The hall did not say; it wants a wait first, of `waitMs` from then; it is another PIN. */
  is: z.enum(['noHall', 'wait', 'wrong']),
  waitMs: z.number().int().min(0).optional(),
  /** Counts the PINs that were checked: two in a row may have the same problem. */
  count: z.number().int(),
})
export type PinProblem = z.infer<typeof PinProblem>

/** A day and a time of a place near by, `YYYY-MM-DD` and `HH:MM`. */
const PlaceTime = z.object({ day: z.string(), time: z.string() })

/** A hall or a payment point near by, as the screen shows it. */
export const KioskPlace = z.object({
  id: z.string(),
  isHall: z.boolean(),
  name: Localized,
  kindName: Localized,
  address: z.string(),
  phone: z.string(),
  /** As the crow flies; null: not known. */
  metres: z.number().int().nullable(),
  /** Null: nobody has said. `until` null: for days on end. `opens` null: nobody knows when. */
  open: z
    .discriminatedUnion('is', [
      z.object({ is: z.literal('open'), until: PlaceTime.nullable() }),
      z.object({ is: z.literal('closed'), opens: PlaceTime.nullable(), why: Localized.optional() }),
    ])
    .nullable(),
  /** Customers who wait there; null: nobody knows, or nobody waits at such a place. */
  waiting: z.number().int().nullable(),
  /** The region sends customers of this hall there at present. */
  advised: z.boolean(),
  group: z.enum(PLACE_GROUPS).default('shop'),
  /** What can be done there. */
  services: z.array(Localized).default([]),
  /** Page of a way that nobody goes to; empty: there is none. */
  web: z.string().default(''),
})
export type KioskPlace = z.infer<typeof KioskPlace>

/** What is near by, as far as the hall has heard of it. */
export const KioskNearby = z.object({
  /** The nearest first; null: the hall has not heard yet. */
  places: z.array(KioskPlace).nullable(),
  /** How old figures are, whole minutes; null: they are of now. */
  ageMinutes: z.number().int().nullable(),
  /** When the region was last heard, epoch ms of the hall; null while it is within reach. */
  asOf: z.number().nullable(),
  /** The day there, `YYYY-MM-DD`. */
  today: z.string(),
})
export type KioskNearby = z.infer<typeof KioskNearby>

/** What is played while nobody is at the kiosk: slides that it has all of, and after how long. */
export const KioskPlaylist = z.object({
  afterSeconds: z.number(),
  slides: z.array(Slide).min(1).max(MOST_SLIDES),
})
export type KioskPlaylist = z.infer<typeof KioskPlaylist>

/** Everything the kiosk's screen shows; sent whole by the agent whenever it changes. */
export const KioskView = z.object({
  /** Null until the hall was heard of for the first time. */
  hall: z
    .object({
      name: Localized,
      timeZone: z.string(),
      languages: z.array(Language),
      theme: Theme,
      idleSeconds: z.number(),
    })
    .nullable(),
  /** The hall's clock, epoch ms, on its last whole minute; null: not known, this machine's own has to do. */
  hallMinute: z.number().nullable().default(null),
  link: z.enum(['connecting', 'online', 'offline']),
  /** Shown while this machine waits for an administrator's approval. */
  enrolmentCode: z.string().nullable(),
  printer: z.enum(['ready', 'low', 'unavailable']),
  /** What the region tells customers here, the newest first. */
  notices: z
    .array(z.object({ id: z.string(), text: z.object({ zh: z.string(), en: z.string() }) }))
    .optional(),
  /** Halls and payment points near by. Absent: the hall belongs to no region, or to one that does not say. */
  nearby: KioskNearby.optional(),
  /** Absent: the region asks for none, or nothing of it is here. */
  playlist: KioskPlaylist.optional(),
  groups: z.array(z.object({ id: GroupId, name: Localized })),
  services: z.array(
    z.object({
      id: ServiceId,
      groupId: GroupId,
      name: Localized,
      hint: Localized.optional(),
      /** People who would be called before a customer of the ordinary class who came now. */
      waiting: z.number().int(),
      open: z.boolean(),
      /** Why it is closed, and when it opens. Absent while it is open, and where nobody knows. */
      closedWhy: Sentence.optional(),
      /** A ticket taken now ends with the day, as `ScreenTicket` has it. */
      validToday: ValidToday.optional(),
      /** Whether somebody is at a counter that does it; views kept by earlier releases do not say. */
      staffed: z.boolean().default(true),
      senior: z.boolean(),
    }),
  ),
  /** What customers are told of holidays and other hours, of today and of the days ahead. Absent: nothing. */
  announcements: z.array(Sentence).optional(),
  /** The first is the ordinary class; the others a customer may choose. */
  classes: z.array(z.object({ id: ClassId, name: Localized })),
  session: KioskSession,
  /** Views kept by earlier releases have none. */
  card: KioskCard.default({ is: 'absent' }),
  /** Self-payment and inquiry. Absent: the hall offers none. */
  payment: KioskPayment.optional(),
  /** Letters that the printer lacks and the screen is asked to draw. Absent: none, or all are drawn. */
  letters: z.array(z.string()).optional(),
  maintenance: z.object({
    unlocked: z.boolean(),
    /** Wrong PINs so far; at 5 no PIN is taken for a while. */
    failures: z.number().int(),
    /** Names the wait: not null while no PIN is taken. How long it lasts is `lockedForMs`: wall clocks are set. */
    lockedUntil: z.number().nullable(),
    /** How long the wait lasts from its beginning, ms. */
    lockedForMs: z.number().optional(),
    /** Why the last PIN did not open the page. Absent: none was checked since the agent began, or it did. */
    pinProblem: PinProblem.optional(),
    devices: z.array(
      z.object({ id: z.string(), name: Localized, state: z.string(), error: z.string().nullable() }),
    ),
    /**
     * Commands that another release left for the hall and this one does not know: they are kept, and sent when a release
     * comes that knows them. Absent when there are none; null where a command does not say.
     */
    unknownCommands: z.array(z.object({ type: z.string().nullable(), id: z.string().nullable() })).optional(),
  }),
})
export type KioskView = z.infer<typeof KioskView>

/** What the screen asks of the agent. */
export const ScreenIntent = z.discriminatedUnion('type', [
  /** `touchId` is made once per touch; the agent acts on it once. */
  z.strictObject({
    type: z.literal('issue'),
    touchId: z.string().min(8).max(64),
    serviceId: ServiceId,
    classId: ClassId,
    language: Language,
    senior: z.boolean(),
  }),
  /** The customer is done with the last page, or left it. */
  z.strictObject({ type: z.literal('dismiss') }),
  /** The customer goes on without the ID card, or has left: the agent forgets who it was. */
  z.strictObject({ type: z.literal('forgetCard') }),
  /**
   * Whether a customer is at the screen, be it one who only reads: by touches and cards, never by what the machine does
   * itself. Said when that changes and every few seconds while somebody is there. `touches`: since they came.
   */
  z.strictObject({
    type: z.literal('customer'),
    present: z.boolean(),
    touches: z.number().int().min(0).max(100_000),
  }),
  /** An answer to a question of `payment.session`; see there for what is stale. `language`: of papers from then on. */
  z.strictObject({
    type: z.literal('payment'),
    paymentId: z.string().min(8).max(64),
    stepNo: z.number().int().min(0).max(1_000_000),
    language: Language,
    senior: z.boolean(),
    ask: PaymentAsk,
  }),
  z.strictObject({
    type: z.literal('unlockMaintenance'),
    pin: PinDigits,
  }),
  z.strictObject({ type: z.literal('lockMaintenance') }),
  /** Letters of the view's `letters`, drawn. */
  z.strictObject({ type: z.literal('letters'), drawn: z.array(LetterPicture).min(1).max(LETTERS_AT_ONCE) }),
  z.strictObject({ type: z.literal('testDevice'), deviceId: z.string().max(40) }),
  z.strictObject({ type: z.literal('restartAgent') }),
  /** Leaves the kiosk program; only when unlocked. */
  z.strictObject({ type: z.literal('exitKiosk') }),
])
export type ScreenIntent = z.infer<typeof ScreenIntent>

/** Agent → screen. */
export const ScreenMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('view'), view: KioskView }),
])
export type ScreenMessage = z.infer<typeof ScreenMessage>
