import { z } from 'zod'
import { cleanText } from '../clean-text.ts'
import { birthDateOf } from './identity.ts'
import { idNumberForm } from '../identifier.ts'
import { CounterId, ServiceId } from '../ids.ts'

/** `A007`: the group's prefix and at least three digits. */
export const TicketNumber = z.string().regex(/^[A-Z]\d{3,}$/)

/** What a kiosk can say became of a ticket's paper. */
export const PaperOutcome = z.enum(['printed', 'notPrinted', 'unknown'])
export type PaperOutcome = z.infer<typeof PaperOutcome>

/** Where a ticket is handed on to. */
export const TransferTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('service'), serviceId: ServiceId }),
  z.strictObject({ kind: z.literal('counter'), counterId: CounterId }),
])
export type TransferTarget = z.infer<typeof TransferTarget>

/** What a customer's ID card said. Goes to the vault; only a subject id reaches the facts. */
export const Identity = z
  .strictObject({
    name: z.string().max(120).overwrite(cleanText).min(1).max(60),
    /** Of a resident, or of a foreigner with a card of 2017: three letters and twelve digits. */
    idNumber: z
      .string()
      .max(64)
      .overwrite(idNumberForm)
      .regex(/^(\d{17}[\dX]|[A-Z]{3}\d{12})$/),
    /** `YYYY-MM-DD`, only where the number does not tell. */
    birthDate: z.iso.date().optional(),
  })
  .refine(({ idNumber, birthDate }) => birthDate === undefined || birthDateOf(idNumber) === null, {
    path: ['birthDate'],
    message: 'the number tells it',
  })
export type Identity = z.infer<typeof Identity>
