import { z } from 'zod'
import { MaskedPayer } from './words.ts'

/** What the customer brought, for channels that take it. The server keeps it in memory until the channel was asked. */
export const PaymentCredential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paymentCode'), code: z.string().regex(/^\d{16,24}$/) }),
  z.strictObject({
    kind: z.literal('card'),
    maskedPan: MaskedPayer,
    entryMode: z.enum(['chip', 'stripe', 'contactless']),
    track2: z.string().regex(/^[0-9A-Fa-f]{16,96}$/),
    pinBlock: z
      .string()
      .regex(/^[0-9A-Fa-f]{16}$/)
      .nullable(),
    cardSequence: z
      .string()
      .regex(/^\d{3}$/)
      .nullable(),
    chipData: z
      .string()
      .regex(/^[0-9A-Fa-f]{0,510}$/)
      .nullable(),
    /** Check value of the PIN key that the terminal had: the acquirer may have given another one since. */
    keyCheck: z
      .string()
      .regex(/^[0-9A-Fa-f]{8}$/)
      .optional(),
  }),
])
export type PaymentCredential = z.infer<typeof PaymentCredential>
