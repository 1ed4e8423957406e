import { z } from 'zod'
import { compact } from '../identifier.ts'

/** A PIN as somebody typed it at a kiosk, in one form. */
export const PinDigits = z
  .string()
  .max(64)
  .overwrite(compact)
  .regex(/^\d{1,10}$/)

/** What a hall says of a PIN. */
export const PinVerdict = z.discriminatedUnion('is', [
  z.object({ is: z.literal('right') }),
  z.object({ is: z.literal('wrong') }),
  /** Too many were wrong at this station: this one was not looked at, nor will be any for so long. */
  z.object({ is: z.literal('wait'), waitMs: z.number().int().min(0).max(86_400_000) }),
])
export type PinVerdict = z.infer<typeof PinVerdict>
