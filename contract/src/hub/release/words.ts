import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'

/** Why a package was added or taken back, as the records keep it. */
export const ReleaseWhy = z.string().trim().min(1).max(200).overwrite(cleanText)
/** Packages that are kept at once, and what they may take together, bytes. */
export const MOST_PACKAGES = 60
export const MOST_PACKAGE_BYTES = 6_000_000_000
