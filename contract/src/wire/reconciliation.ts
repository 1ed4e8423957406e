import { z } from 'zod'
import { Duration } from '../bounds.ts'
import { PaymentOrderId, SuspenseId } from '../ids.ts'
import { AwaitedCause, MOST_FEN, OutsideCode } from '../payment/words.ts'
import { Localized, Language } from '../text.ts'
import { BusinessDay, Instant } from '../time.ts'

/** Most cases on one report: more of a day are summed (`bounded.ts`). */
const MOST_CASES = 5_000
const Count = z.number().int().min(0).max(10_000_000)
const Sum = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000)

export const ReconciliationParams = z.object({ day: BusinessDay })
export const ReconciliationQuery = z.object({ language: Language.default('zh') })

/** A case of a day; `closed` absent: it is open. */
export const ReconciliationCase = z.object({
  suspenseId: SuspenseId,
  side: z.string().max(60),
  kind: z.string().max(40),
  fen: z.number().int().min(-MOST_FEN).max(MOST_FEN),
  reference: z.string().max(80),
  orderId: PaymentOrderId.optional(),
  openedAt: Instant,
  /** Until now, or until it was closed. */
  ageMs: Duration,
  closed: z.object({ at: Instant, how: z.string().max(40), by: z.string().max(80) }).optional(),
})
export type ReconciliationCase = z.infer<typeof ReconciliationCase>

/** A day with one side: how far it is, and what came of it. */
export const ReconciliationSide = z.object({
  side: z.string().max(40),
  name: Localized,
  /** notOver: the day goes on · due: nobody has asked for the bill yet · waiting: asked for, and not there · reconciled */
  is: z.enum(['notOver', 'due', 'waiting', 'reconciled']),
  awaited: z.object({ is: AwaitedCause, why: OutsideCode, since: Instant }).optional(),
  result: z
    .object({
      ...{ at: Instant, lines: Count, fen: Sum, matched: Count, resolved: Count, waiting: Count },
      ...{ cases: Count, unexplainedFen: Sum },
    })
    .optional(),
})
export type ReconciliationSide = z.infer<typeof ReconciliationSide>

/** `GET /api/payments/reconciliation/:day`. */
export const ReconciliationReport = z.object({
  hallId: z.string().max(40),
  hallName: Localized,
  day: BusinessDay,
  madeAt: Instant,
  sides: z.array(ReconciliationSide).max(40),
  cases: z.array(ReconciliationCase).max(MOST_CASES),
})
export type ReconciliationReport = z.infer<typeof ReconciliationReport>
