import { z } from 'zod'

/** Why a session ended where nobody signed out: its time was up, nobody did anything. */
export const SessionOver = z.enum(['expired', 'idle'])
export type SessionOver = z.infer<typeof SessionOver>
