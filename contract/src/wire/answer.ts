import { z } from 'zod'
import { RefusalCode } from '../refusal.ts'
import type { Refusal } from '../refusal.ts'
import { ClassId, PaymentOrderId, TicketId } from '../ids.ts'

/** What a command brought, beyond its facts. */
export const CommandResult = z.object({
  /** `ticket.issue`: the new ticket; `ticket.call*`: the ticket called. */
  ticket: z
    .object({
      id: TicketId,
      number: z.string(),
      ahead: z.number().int(),
      issuedAt: z.number().int(),
      /** The class given, which an ID card may have made a better one than was asked for. */
      classId: ClassId.optional(),
    })
    .optional(),
  /** `payment.open`: the new order. */
  paymentOrderId: PaymentOrderId.optional(),
  /** `payment.confirmBox`: whether the second person found what the first did; if not, both count again. */
  isSameCount: z.boolean().optional(),
})
export type CommandResult = z.infer<typeof CommandResult>

/** The answer to a command; the same id always gets the same one. `upTo`: number of its last fact. */
export const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), upTo: z.number().int(), result: CommandResult }),
  z.object({
    ok: z.literal(false),
    code: RefusalCode,
    detail: z.string().optional(),
    retryAfterMs: z.number().int().min(0).optional(),
  }),
])
export type Answer = { ok: true; upTo: number; result: CommandResult } | Refusal
