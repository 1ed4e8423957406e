import { z } from 'zod'
import { ActorRef, EVERYBODY, STAFF_AND_STATIONS } from '../access.ts'
import { fact } from '../define/fact.ts'
import {
  ClassId,
  CounterId,
  GroupId,
  ReasonId,
  ServiceId,
  StaffId,
  StationId,
  SubjectId,
  TicketId,
} from '../ids.ts'
import { Language } from '../text.ts'
import { BusinessDay, Instant } from '../time.ts'
import { TicketNumber } from './words.ts'

export const TicketIssued = fact(
  'TicketIssued',
  {
    ticketId: TicketId,
    number: TicketNumber,
    day: BusinessDay,
    /** Running number within (day, group); `number` is prefix + this. */
    count: z.number().int().min(1),
    groupId: GroupId,
    serviceId: ServiceId,
    classId: ClassId,
    language: Language,
    senior: z.boolean(),
    /** People who would have been called before it when it was issued. Earlier releases: who waited for the same service. */
    ahead: z.number().int().min(0),
    /** The kiosk that prints it; absent: handed out by staff, nothing to print. */
    stationId: StationId.optional(),
    subjectId: SubjectId.optional(),
    by: ActorRef,
  },
  {
    seenBy: EVERYBODY,
    trim({ subjectId: _subject, stationId, ...rest }, audience) {
      return audience === 'display' || stationId === undefined ? rest : { ...rest, stationId }
    },
  },
)

export const TicketPaperReported = fact(
  'TicketPaperReported',
  {
    ticketId: TicketId,
    attempt: z.number().int().min(1),
    outcome: z.enum(['printed', 'notPrinted', 'unknown']),
    evidence: z.string(),
    by: ActorRef,
  },
  { seenBy: STAFF_AND_STATIONS },
)
/** Staff settled the paper; `reprint` sets the kiosk to print attempt `attempt`. */
export const TicketPaperResolved = fact(
  'TicketPaperResolved',
  {
    ticketId: TicketId,
    decision: z.enum(['reprint', 'void', 'informed']),
    attempt: z.number().int().min(1),
    by: ActorRef,
  },
  { seenBy: STAFF_AND_STATIONS },
)

const atCounter = { ticketId: TicketId, counterId: CounterId, by: ActorRef }

export const TicketCalled = fact('TicketCalled', { ...atCounter, staffId: StaffId }, { seenBy: EVERYBODY })
/** `times` counts recalls: 1 is the first recall. */
export const TicketRecalled = fact(
  'TicketRecalled',
  { ...atCounter, times: z.number().int().min(1) },
  { seenBy: EVERYBODY },
)
/** A call display could not announce the call: too many came at once, or its line was broken. */
export const CallNotAnnounced = fact('CallNotAnnounced', atCounter, { seenBy: EVERYBODY })
export const TicketNoShow = fact('TicketNoShow', atCounter, { seenBy: EVERYBODY })
export const TicketReactivated = fact(
  'TicketReactivated',
  { ticketId: TicketId, by: ActorRef },
  { seenBy: EVERYBODY },
)
export const ServiceStarted = fact('ServiceStarted', atCounter, { seenBy: EVERYBODY })
export const ServiceCompleted = fact(
  'ServiceCompleted',
  { ...atCounter, staffId: StaffId },
  { seenBy: EVERYBODY },
)
/** A manager freed the counter of somebody who left, and ended the case there for them. */
export const CaseClosed = fact('CaseClosed', atCounter, { seenBy: EVERYBODY })
export const TicketTransferred = fact(
  'TicketTransferred',
  {
    ...atCounter,
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('service'), serviceId: ServiceId }),
      z.strictObject({ kind: z.literal('counter'), counterId: CounterId }),
    ]),
  },
  { seenBy: EVERYBODY },
)
export const TicketParked = fact(
  'TicketParked',
  { ...atCounter, reasonId: ReasonId, until: Instant },
  { seenBy: EVERYBODY },
)
export const TicketUnparked = fact(
  'TicketUnparked',
  { ticketId: TicketId, by: ActorRef },
  { seenBy: EVERYBODY },
)
export const TicketVoided = fact(
  'TicketVoided',
  {
    ticketId: TicketId,
    /** Absent: voided because its paper was. */
    reasonId: ReasonId.optional(),
    by: ActorRef,
  },
  { seenBy: EVERYBODY },
)
