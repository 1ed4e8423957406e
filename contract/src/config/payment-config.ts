import { z } from 'zod'
import { PayChannelId } from '../ids.ts'
import { FenOrNone, PayUse, REFUND_APPROVAL_FEN } from '../payment/words.ts'

/** How customers pay in a hall: what may stand in a fact. Addresses and keys are in the file alone (`paymentSystems`). */
export const PaymentConfig = z.strictObject({
  /** In the order in which they are offered. `cash` needs no system outside. */
  ways: z.array(z.strictObject({ channel: PayChannelId, uses: z.array(PayUse).min(1).max(4) })).max(20),
  /** How long an order waits for its customer, minutes. */
  orderMinutes: z.number().int().min(2).max(120).default(15),
  /** Refunds of staff above this need a second person, fen. */
  refundApprovalFen: FenOrNone.default(REFUND_APPROVAL_FEN),
  /** A cash box that holds so many notes takes no more; from nine tenths of them on it is told to be near full. */
  boxNotes: z.number().int().min(10).max(10_000).default(800),
  /** Receipts as PDF, fetched by a link that the kiosk shows as a code. Absent: on paper only. */
  receipts: z
    .strictObject({
      /** Where phones reach the hall's server, as its proxy publishes it; a path in it stands before `/receipts/`. */
      address: z
        .url({ protocol: /^https?$/ })
        .max(150)
        .refine((text) => !/[?#@]/.test(text), { error: 'an address without query, fragment or user' }),
      /** How long a link opens, hours. */
      hours: z.number().int().min(1).max(48).default(24),
    })
    .optional(),
})
export type PaymentConfig = z.infer<typeof PaymentConfig>
