import { z } from 'zod'
import { ActorRef } from '../access.ts'
import { PaperOutcome, TransferTarget } from '../command/ticket.ts'
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

/** `A007`: the group's prefix and at least three digits. */
export const TicketNumber = z.string().regex(/^[A-Z]\d{3,}$/)

export const TicketIssued = z.object({
  type: z.literal('TicketIssued'),
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
  /** People waiting for the same service when it was issued. */
  ahead: z.number().int().min(0),
  /** The kiosk that prints it; absent: handed out by staff, nothing to print. */
  stationId: StationId.optional(),
  subjectId: SubjectId.optional(),
  by: ActorRef,
})

export const TicketPaperReported = z.object({
  type: z.literal('TicketPaperReported'),
  ticketId: TicketId,
  attempt: z.number().int().min(1),
  outcome: PaperOutcome,
  evidence: z.string(),
  by: ActorRef,
})
/** Staff settled the paper; `reprint` sets the kiosk to print attempt `attempt`. */
export const TicketPaperResolved = z.object({
  type: z.literal('TicketPaperResolved'),
  ticketId: TicketId,
  decision: z.enum(['reprint', 'void', 'informed']),
  attempt: z.number().int().min(1),
  by: ActorRef,
})

const atCounter = { ticketId: TicketId, counterId: CounterId, by: ActorRef }

export const TicketCalled = z.object({ type: z.literal('TicketCalled'), ...atCounter, staffId: StaffId })
/** `times` counts recalls: 1 is the first recall. */
export const TicketRecalled = z.object({
  type: z.literal('TicketRecalled'),
  ...atCounter,
  times: z.number().int().min(1),
})
export const TicketNoShow = z.object({ type: z.literal('TicketNoShow'), ...atCounter })
export const TicketReactivated = z.object({
  type: z.literal('TicketReactivated'),
  ticketId: TicketId,
  by: ActorRef,
})
export const ServiceStarted = z.object({ type: z.literal('ServiceStarted'), ...atCounter })
export const ServiceCompleted = z.object({
  type: z.literal('ServiceCompleted'),
  ...atCounter,
  staffId: StaffId,
})
export const TicketTransferred = z.object({
  type: z.literal('TicketTransferred'),
  ...atCounter,
  to: TransferTarget,
})
export const TicketParked = z.object({
  type: z.literal('TicketParked'),
  ...atCounter,
  reasonId: ReasonId,
  until: Instant,
})
export const TicketUnparked = z.object({
  type: z.literal('TicketUnparked'),
  ticketId: TicketId,
  by: ActorRef,
})
export const TicketVoided = z.object({
  type: z.literal('TicketVoided'),
  ticketId: TicketId,
  /** Absent: voided because its paper was. */
  reasonId: ReasonId.optional(),
  by: ActorRef,
})
