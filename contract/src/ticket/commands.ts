import { z } from 'zod'
import { COUNTER_WORK, FLOOR_WORK } from '../access.ts'
import { FactNumber } from '../bounds.ts'
import { cleanText } from '../clean-text.ts'
import { command } from '../define/command.ts'
import { ClassId, CounterId, ReasonId, ServiceId, SubjectId, TicketId } from '../ids.ts'
import { Language } from '../text.ts'
import { Identity, PaperOutcome, TransferTarget } from './words.ts'

/**
 * 取号: one touch, one id, one ticket. The server replaces the identity by the vault's subject id and by what the hall's
 * rules ask of a card holder. The latter is in memory only: it reaches no fact.
 */
export const IssueTicket = command(
  'ticket.issue',
  {
    serviceId: ServiceId,
    classId: ClassId,
    language: Language,
    /** Whether the customer used the senior mode (长者模式). */
    senior: z.boolean(),
    /**
     * After this the touch is stale and is refused, so that no ghost ticket appears when a line comes back. Its bound is
     * one of the hall's time, so the decision has it.
     */
    validUntil: z.number().int().nonnegative(),
    /**
     * The last fact its sender knew. When the hall's clock has been put right since, or the hall has been started again,
     * `validUntil` cannot be compared with it, and the sender's word counts (`lapsed`).
     */
    asOf: FactNumber.optional(),
    /** The customer was told that it came to nothing: only an answer that was given before is wanted now. */
    lapsed: z.literal(true).optional(),
    identity: Identity.optional(),
  },
  {
    by: ['kiosk', 'lobbyManager', 'administrator'],
    prepared: {
      without: ['identity', 'lapsed'],
      with: {
        lapsed: z.literal(true).optional(),
        subjectId: SubjectId.optional(),
        holder: z
          .strictObject({ birthDate: z.string().max(10).nullable(), listedClassId: ClassId.nullable() })
          .optional(),
      },
    },
  },
)

/** A kiosk says what became of the paper of attempt `attempt` (1 = first print). */
export const ReportPaper = command(
  'ticket.paper',
  {
    ticketId: TicketId,
    attempt: z.number().int().min(1).max(99),
    outcome: PaperOutcome,
    /** What proves it (processId, fence, status), or what is missing (paperOut, noAnswer, customerLeft …). */
    evidence: z.string().max(60).overwrite(cleanText),
  },
  { by: ['kiosk'] },
)

/** Staff settle a ticket whose paper did not come out or may not have: 补打 / 作废 / 已告知. */
export const ResolvePaper = command(
  'ticket.resolvePaper',
  { ticketId: TicketId, decision: z.enum(['reprint', 'void', 'informed']) },
  { by: FLOOR_WORK },
)

/** 叫号: the next customer by the hall's order. */
export const CallNext = command('ticket.call', { counterId: CounterId }, { by: COUNTER_WORK })
/** Calls one chosen waiting, parked or no-show ticket. */
export const CallChosen = command(
  'ticket.callChosen',
  { counterId: CounterId, ticketId: TicketId },
  { by: COUNTER_WORK },
)
/** 重呼 */
export const Recall = command('ticket.recall', { counterId: CounterId }, { by: COUNTER_WORK })
/** A call display says that it passed over the call (or recall) of fact `callNumber`. */
export const ReportNotAnnounced = command(
  'ticket.notAnnounced',
  { ticketId: TicketId, callNumber: FactNumber.min(1) },
  { by: ['display'] },
)
/** 过号 */
export const MarkNoShow = command('ticket.noShow', { counterId: CounterId }, { by: COUNTER_WORK })
/** Brings a no-show back to its old place. */
export const Reactivate = command('ticket.reactivate', { ticketId: TicketId }, { by: FLOOR_WORK })
export const StartService = command('ticket.start', { counterId: CounterId }, { by: COUNTER_WORK })
export const CompleteService = command('ticket.complete', { counterId: CounterId }, { by: COUNTER_WORK })

/** 转移: to another service or one counter; the customer keeps the arrival time. */
export const Transfer = command(
  'ticket.transfer',
  { counterId: CounterId, to: TransferTarget },
  { by: COUNTER_WORK },
)

/** 挂起: set aside with a reason; comes back to this counter's waiting list by itself. */
export const Park = command(
  'ticket.park',
  { counterId: CounterId, reasonId: ReasonId, minutes: z.number().int().min(1).max(240) },
  { by: COUNTER_WORK },
)
/** A parked ticket returns to waiting, by the timer or by hand. */
export const Unpark = command('ticket.unpark', { ticketId: TicketId }, { by: FLOOR_WORK })
/** 作废 */
export const VoidTicket = command(
  'ticket.void',
  { ticketId: TicketId, reasonId: ReasonId },
  { by: FLOOR_WORK },
)
