import { z } from 'zod'

export const LANGUAGES = ['zh', 'en'] as const
/** Language of a customer's screen, paper and announcement. */
export const Language = z.enum(LANGUAGES)
export type Language = z.infer<typeof Language>

/** A text in every language of the product; none may be left out. */
export const Localized = z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(90) })
export type Localized = z.infer<typeof Localized>
