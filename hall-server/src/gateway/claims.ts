import { z } from 'zod'

/** What a token of this hall says. The session or enrolment it names must still be valid. */
export const Claims = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff'), sessionId: z.string() }),
  z.object({ kind: z.literal('station'), stationId: z.string(), enrolment: z.number() }),
])
export type Claims = z.infer<typeof Claims>

/** What the token of a browser says in which these members of staff have signed in. It opens nothing. */
export const BrowserClaims = z.object({
  kind: z.literal('browser'),
  browser: z.string(),
  staff: z.array(z.string()),
})
export type BrowserClaims = z.infer<typeof BrowserClaims>
