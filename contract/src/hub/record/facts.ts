import { z } from 'zod'
import { hubFact } from '../define/define.ts'

/** A command was refused: its answer has to last as well, and who tried what is for the audit log. */
export const HubCommandRefused = hubFact('HubCommandRefused', { command: z.string(), code: z.string() })
