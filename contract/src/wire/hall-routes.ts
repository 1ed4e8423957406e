import { z } from 'zod'
import {
  PaymentBooks,
  PaymentJournalPage,
  PaymentJournalParams,
  PaymentJournalQuery,
} from './hall-payments.ts'
import { EndedTickets, EndedTicketsQuery } from './hall-tickets.ts'
import { ReconciliationParams, ReconciliationQuery, ReconciliationReport } from './reconciliation.ts'
import type { RefusalCode } from '../refusal.ts'
import { DisplayPlaylist, ImageParams } from './media.ts'
import { PayChannelId, StaffId } from '../ids.ts'
import { Language } from '../text.ts'
import { CALLS_IN_A_SENTENCE } from '../voice/announcement.ts'
import {
  EnrolmentClaim,
  EnrolmentRequest,
  EnrolmentResult,
  EnrolmentTicket,
  FirstPassword,
  PasswordChange,
  PendingEnrolments,
  RegionLine,
  SessionInfo,
  SignInRequest,
  StaffAccounts,
  StaffSessions,
} from './hall-http.ts'

/** Who may use a route. `monitor`: a monitoring peer with its token. `listener`: staff, and call displays. `manager`: administrators and lobby managers. */
export type RouteUser = 'stranger' | 'signedIn' | 'administrator' | 'manager' | 'listener' | 'monitor'

/** A body that is no JSON. */
export type RawBody = {
  type: 'audio/wav' | 'text/plain' | 'text/csv' | 'text/html' | 'application/pdf' | 'application/octet-stream'
  is: string
}

/** One HTTP route of the hall server. */
export type HallRoute = {
  method: 'GET' | 'POST' | 'DELETE'
  /** Parameters as `:name`. */
  path: string
  /** What it does, in one sentence. */
  does: string
  by: RouteUser
  params?: z.ZodObject
  /** Behind `?`; each may be left out. */
  query?: z.ZodObject
  request?: z.ZodType
  /** Status → body of the answers that are no refusal. `null`: none. */
  answers: Readonly<Record<number, z.ZodType | RawBody | null>>
  /** Refusals of its own, beside `ROUTE_REFUSALS`. Their status is that of their definition… */
  refusals: readonly RefusalCode[]
  /** … except where it stands here. */
  statuses?: Readonly<Partial<Record<RefusalCode, number>>>
}

/** What any route may be refused with: a page of another origin, a name that is not this server's, a body that cannot be read, a disk or a bug of ours. */
export const ROUTE_REFUSALS = [
  'access.otherOrigin',
  'access.otherHost',
  'input.invalid',
  'hall.storage',
  'hall.internal',
] as const satisfies readonly RefusalCode[]

/** Answer of `GET /healthz`; `ok` when every check is. Beside `ok` a check says what was seen. */
export const HealthReport = z.object({
  ok: z.boolean(),
  checks: z.record(
    z.string(),
    z.object({ ok: z.boolean() }).catchall(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ),
})

/** Which announcement is asked for: that of the call which fact `callNumber` made. */
export const AnnouncementParams = z.object({
  /** Numbers of the facts that called, joined by `-`: `12`, or `12-13-15` for one sentence of several calls. */
  callNumbers: z
    .string()
    .regex(new RegExp(`^[1-9]\\d{0,14}(-[1-9]\\d{0,14}){0,${CALLS_IN_A_SENTENCE - 1}}$`)),
  language: Language,
})

/** Every HTTP route of a hall server but its pages. The server is compared with it, and its description made from it. */
export const HALL_ROUTES: readonly HallRoute[] = [
  {
    method: 'POST',
    path: '/api/session',
    does: 'A member of staff signs in. The session is in a cookie and lasts a working day; at most 60 attempts a minute from one address. Whoever has a first password sends the new one along.',
    by: 'stranger',
    request: SignInRequest,
    answers: { 200: SessionInfo },
    refusals: [
      'access.wrongPassword',
      'access.locked',
      'access.tooMany',
      'password.first',
      'password.tooShort',
      'password.tooSimple',
      'password.same',
      'hall.recovering',
    ],
  },
  {
    method: 'POST',
    path: '/api/session/password',
    does: 'Changes the own password; all other sessions of the person end.',
    by: 'signedIn',
    request: PasswordChange,
    answers: { 204: null },
    refusals: [
      'access.signIn',
      'access.denied',
      'access.locked',
      'access.tooMany',
      'password.wrong',
      'password.tooShort',
      'password.tooSimple',
      'password.same',
      'hall.recovering',
    ],
  },
  {
    method: 'POST',
    path: '/api/session/active',
    does: 'Says that somebody is at the page: what a session is idle by begins anew. Pages send it once a minute at most.',
    by: 'signedIn',
    answers: { 204: null },
    refusals: ['access.signIn'],
  },
  {
    method: 'GET',
    path: '/api/session/all',
    does: 'Lists the own sessions.',
    by: 'signedIn',
    answers: { 200: StaffSessions },
    refusals: ['access.signIn', 'access.denied'],
  },
  {
    method: 'GET',
    path: '/api/staff',
    does: "Lists everybody's sessions, failed sign-ins and whether the password is a first one.",
    by: 'administrator',
    answers: { 200: StaffAccounts },
    refusals: ['access.signIn', 'access.denied'],
  },
  {
    method: 'POST',
    path: '/api/staff/:staffId/password',
    does: 'Makes a first password for a member of staff, who has to change it at the next sign-in; all their sessions end.',
    by: 'administrator',
    params: z.object({ staffId: StaffId }),
    answers: { 200: FirstPassword },
    refusals: ['access.signIn', 'access.denied', 'staff.unknown', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/session',
    does: 'Says who one is signed in as.',
    by: 'signedIn',
    answers: { 200: SessionInfo },
    refusals: ['access.signIn'],
  },
  {
    method: 'DELETE',
    path: '/api/session',
    does: 'Signs out and takes the cookie back; also answers who is not signed in.',
    by: 'stranger',
    answers: { 204: null },
    refusals: ['hall.recovering'],
  },
  {
    method: 'POST',
    path: '/api/enrolment',
    does: 'A machine asks to be let in and gets a code to show; at most 30 times a minute from one network (IPv4 address, IPv6 /64).',
    by: 'stranger',
    request: EnrolmentRequest,
    answers: { 200: EnrolmentTicket },
    refusals: ['enrolment.unknownCode', 'enrolment.wrongKind', 'access.tooMany', 'hall.recovering'],
  },
  {
    method: 'POST',
    path: '/api/enrolment/claim',
    does: 'Asked every few seconds by a machine until an administrator has approved its code; then it gets its token, browsers as a cookie as well. At most 600 times a minute from one network.',
    by: 'stranger',
    request: EnrolmentClaim,
    answers: { 200: EnrolmentResult },
    refusals: ['enrolment.unknownRequest', 'access.tooMany'],
  },
  {
    method: 'GET',
    path: '/api/enrolment',
    does: 'Lists the machines that ask to be let in, and from where.',
    by: 'administrator',
    answers: { 200: PendingEnrolments },
    refusals: ['access.signIn', 'access.denied'],
  },
  {
    method: 'GET',
    path: '/api/region',
    does: "Says how the line to the region's hub stands, and what the hub has not got yet.",
    by: 'manager',
    answers: { 200: RegionLine },
    refusals: ['access.signIn', 'access.denied'],
  },
  {
    method: 'GET',
    path: '/api/tickets/ended',
    does: 'Lists the tickets of the day that have ended, the latest issued first, page by page; or those whose number is looked for.',
    by: 'manager',
    query: EndedTicketsQuery,
    answers: { 200: EndedTickets },
    refusals: ['access.signIn', 'access.denied', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/voice/:callNumbers/:language',
    does: 'Speaks one announcement. Where it cannot, a display goes on to its next voice.',
    by: 'listener',
    params: AnnouncementParams,
    answers: { 200: { type: 'audio/wav', is: 'the announcement, spoken' } },
    refusals: ['access.signIn', 'access.denied', 'voice.unknownCall', 'voice.unavailable'],
    statuses: { 'input.invalid': 404 },
  },
  {
    method: 'GET',
    path: '/api/playlist',
    does: 'Says what the call display that asks shows beside its calls, of its region; staff have none.',
    by: 'listener',
    answers: { 200: DisplayPlaylist },
    refusals: ['access.signIn', 'access.denied'],
  },
  {
    method: 'GET',
    path: '/api/media/:sha256',
    does: 'An image of a playlist that a display of this hall shows.',
    by: 'listener',
    params: ImageParams,
    answers: { 200: { type: 'application/octet-stream', is: 'image/jpeg or image/png' } },
    refusals: ['access.signIn', 'access.denied', 'file.unknown'],
  },
  {
    method: 'POST',
    path: '/api/payments/notices/:channel',
    does: 'A payment channel says how a payment or a refund stands (异步通知). Its signature says whose word it is; the answer is the one that the channel documents.',
    by: 'stranger',
    params: z.object({ channel: PayChannelId }),
    answers: { 200: { type: 'text/plain', is: "the channel's own word that it was taken" } },
    refusals: ['payment.notOffered', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/receipts/:token',
    does: 'The receipt of a payment (电子凭条) for whoever has its link, for as long as the link opens. Whatever opens nothing is answered in one way.',
    by: 'stranger',
    params: z.object({ token: z.string().max(200) }),
    answers: { 200: { type: 'application/pdf', is: 'one page, fonts embedded' } },
    refusals: ['access.tooMany'],
  },
  {
    method: 'GET',
    path: '/api/payments/reconciliation/:day',
    does: 'How a day stands with each channel and with the billing system (对账): what agrees, what is waited for since when, and the cases with their age.',
    by: 'manager',
    params: ReconciliationParams,
    query: ReconciliationQuery,
    answers: { 200: ReconciliationReport },
    refusals: ['access.signIn', 'access.denied', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/payments/reconciliation/:day/csv',
    does: 'The same as a file: UTF-8 with a byte order mark, headings in the language asked for.',
    by: 'manager',
    params: ReconciliationParams,
    query: ReconciliationQuery,
    answers: { 200: { type: 'text/csv', is: 'the sides, an empty line, the cases' } },
    refusals: ['access.signIn', 'access.denied', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/payments/reconciliation/:day/page',
    does: 'The same as a page to print.',
    by: 'manager',
    params: ReconciliationParams,
    query: ReconciliationQuery,
    answers: { 200: { type: 'text/html', is: 'a sheet of A4' } },
    refusals: ['access.signIn', 'access.denied', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/payments/reconciliation/:day/pdf',
    does: 'The same as a PDF.',
    by: 'manager',
    params: ReconciliationParams,
    query: ReconciliationQuery,
    answers: { 200: { type: 'application/pdf', is: 'A4 lying, fonts embedded, the heading on each page' } },
    refusals: ['access.signIn', 'access.denied', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/payments/books',
    does: 'Says the balance of each account of the books (账户余额): channels, cash boxes, customers, billing, suspense.',
    by: 'manager',
    answers: { 200: PaymentBooks },
    refusals: ['access.signIn', 'access.denied', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/payments/journal/:stationId',
    does: 'Lists the payment facts of one kiosk and day in order, page by page: its electronic journal (电子流水).',
    by: 'manager',
    params: PaymentJournalParams,
    query: PaymentJournalQuery,
    answers: { 200: PaymentJournalPage },
    refusals: ['access.signIn', 'access.denied', 'station.unknown', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/api/payments/journal/:stationId/csv',
    does: 'The same journal as one file, every line of the day.',
    by: 'manager',
    params: PaymentJournalParams,
    query: PaymentJournalQuery.pick({ day: true }),
    answers: { 200: { type: 'text/csv', is: 'the journal, UTF-8 with a byte order mark' } },
    refusals: ['access.signIn', 'access.denied', 'station.unknown', 'hall.recovering'],
  },
  {
    method: 'GET',
    path: '/healthz',
    does: 'Says whether the server is well: its journal and its disk. At most 120 times a minute from one address.',
    by: 'monitor',
    answers: { 200: HealthReport, 503: HealthReport },
    refusals: ['access.signIn', 'access.tooMany'],
  },
  {
    method: 'GET',
    path: '/metrics',
    does: 'What the hall does and how its process is, as Prometheus text (format 0.0.4). At most 120 times a minute from one address.',
    by: 'monitor',
    answers: { 200: { type: 'text/plain', is: 'series with their numbers' } },
    refusals: ['access.signIn', 'access.tooMany'],
  },
]
