import { z } from 'zod'
import { birthDateOf } from '../identity.ts'
import { ClassId, CommandId, CounterId, ReasonId, ServiceId, SubjectId, TicketId } from '../ids.ts'
import { Language } from '../text.ts'
import { Instant } from '../time.ts'

const id = CommandId

/** What a customer's ID card said. Goes to the vault; only a subject id reaches the facts. */
export const Identity = z
  .strictObject({
    name: z.string().min(1).max(60),
    /** Of a resident, or of a foreigner with a card of 2017: three letters and twelve digits. */
    idNumber: z.string().regex(/^(\d{17}[\dX]|[A-Z]{3}\d{12})$/),
    /** `YYYY-MM-DD`, only where the number does not tell. */
    birthDate: z.iso.date().optional(),
  })
  .refine(({ idNumber, birthDate }) => birthDate === undefined || birthDateOf(idNumber) === null, {
    path: ['birthDate'],
    message: 'the number tells it',
  })
export type Identity = z.infer<typeof Identity>

/** 取号: one touch, one id, one ticket. */
export const IssueTicket = z.strictObject({
  type: z.literal('ticket.issue'),
  id,
  serviceId: ServiceId,
  classId: ClassId,
  language: Language,
  /** Whether the customer used the senior mode (长者模式). */
  senior: z.boolean(),
  /** After this the touch is stale and is refused, so that no ghost ticket appears when a line comes back. */
  validUntil: Instant,
  identity: Identity.optional(),
})

/**
 * As the server decides it: identity replaced by the vault's subject id and by what the hall's rules ask of a card
 * holder. The latter is in memory only: it reaches no fact, and it does not tell one command from another.
 */
export const SubjectIssueTicket = IssueTicket.omit({ identity: true }).extend({
  subjectId: SubjectId.optional(),
  holder: z.strictObject({ birthDate: z.string().nullable(), listedClassId: ClassId.nullable() }).optional(),
})

export const PaperOutcome = z.enum(['printed', 'notPrinted', 'unknown'])
export type PaperOutcome = z.infer<typeof PaperOutcome>

/** A kiosk says what became of the paper of attempt `attempt` (1 = first print). */
export const ReportPaper = z.strictObject({
  type: z.literal('ticket.paper'),
  id,
  ticketId: TicketId,
  attempt: z.number().int().min(1).max(99),
  outcome: PaperOutcome,
  /** What proves it (processId, fence, status), or what is missing (paperOut, noAnswer, customerLeft …). */
  evidence: z.string().max(60),
})

/** Staff settle a ticket whose paper did not come out or may not have: 补打 / 作废 / 已告知. */
export const ResolvePaper = z.strictObject({
  type: z.literal('ticket.resolvePaper'),
  id,
  ticketId: TicketId,
  decision: z.enum(['reprint', 'void', 'informed']),
})

/** 叫号: the next customer by the hall's order. */
export const CallNext = z.strictObject({ type: z.literal('ticket.call'), id, counterId: CounterId })
/** Calls one chosen waiting, parked or no-show ticket. */
export const CallChosen = z.strictObject({
  type: z.literal('ticket.callChosen'),
  id,
  counterId: CounterId,
  ticketId: TicketId,
})
/** 重呼 */
export const Recall = z.strictObject({ type: z.literal('ticket.recall'), id, counterId: CounterId })
/** 过号 */
export const MarkNoShow = z.strictObject({ type: z.literal('ticket.noShow'), id, counterId: CounterId })
/** Brings a no-show back to its old place. */
export const Reactivate = z.strictObject({ type: z.literal('ticket.reactivate'), id, ticketId: TicketId })
export const StartService = z.strictObject({ type: z.literal('ticket.start'), id, counterId: CounterId })
export const CompleteService = z.strictObject({
  type: z.literal('ticket.complete'),
  id,
  counterId: CounterId,
})

export const TransferTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('service'), serviceId: ServiceId }),
  z.strictObject({ kind: z.literal('counter'), counterId: CounterId }),
])
export type TransferTarget = z.infer<typeof TransferTarget>

/** 转移: to another service or one counter; the customer keeps the arrival time. */
export const Transfer = z.strictObject({
  type: z.literal('ticket.transfer'),
  id,
  counterId: CounterId,
  to: TransferTarget,
})

/** 挂起: set aside with a reason; comes back to this counter's waiting list by itself. */
export const Park = z.strictObject({
  type: z.literal('ticket.park'),
  id,
  counterId: CounterId,
  reasonId: ReasonId,
  minutes: z.number().int().min(1).max(240),
})
/** A parked ticket returns to waiting, by the timer or by hand. */
export const Unpark = z.strictObject({ type: z.literal('ticket.unpark'), id, ticketId: TicketId })
/** 作废 */
export const VoidTicket = z.strictObject({
  type: z.literal('ticket.void'),
  id,
  ticketId: TicketId,
  reasonId: ReasonId,
})
