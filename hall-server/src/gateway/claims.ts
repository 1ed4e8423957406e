import { z } from 'zod'

/** What a token of this hall says. The session or enrolment it names must still be valid. */
export const Claims = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff'), sessionId: z.string() }),
  z.object({ kind: z.literal('station'), stationId: z.string(), enrolment: z.number() }),
])
export type Claims = z.infer<typeof Claims>
