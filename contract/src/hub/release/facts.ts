import { z } from 'zod'
import { hubFact } from '../define/define.ts'

const Package = z.object({
  platform: z.enum(['linux', 'windows']),
  arch: z.enum(['x64', 'arm64']),
  format: z.enum(['deb', 'AppImage', 'exe']),
  bytes: z.number().int(),
  sha256: z.string(),
  signature: z.string(),
})

/** A package of a release was uploaded; who did stands in the record. */
export const ReleaseAdded = hubFact('ReleaseAdded', {
  version: z.string(),
  package: Package,
  why: z.string(),
})
export const ReleaseRetired = hubFact('ReleaseRetired', { sha256: z.string(), why: z.string() })
