import { PaperOutcome } from '@service-hall/contract'
import { z } from 'zod'
import { slice } from '../memory/slice.ts'
import type { PaperFact } from './facts.ts'

const Paper = z.object({
  attempt: z.number(),
  outcome: z.union([PaperOutcome, z.literal('printing')]),
  /** When it began or ended, epoch ms. */
  at: z.number(),
})
/** The latest attempt to print a ticket here. */
export type Paper = z.infer<typeof Paper>

/** By ticket id; forgotten after `KEPT_MS`. */
export type Papers = Record<string, Paper>

/** A reprint may be asked for within the business day; two days are enough for that. */
const KEPT_MS = 48 * 3_600_000

export const papers = slice<Papers, PaperFact>({
  empty: {},
  evolve: {
    PrintStarted: (before, { ticketId, attempt }, at) => ({
      ...fresh(before, at),
      [ticketId]: { attempt, outcome: 'printing', at },
    }),
    PrintEnded: (before, { ticketId, attempt, outcome }, at) => ({
      ...fresh(before, at),
      [ticketId]: { attempt, outcome, at },
    }),
  },
  migrate: (kept) =>
    Object.fromEntries(
      Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(kept)).flatMap(([ticketId, paper]) => {
        const read = Paper.safeParse(paper)
        return read.success ? [[ticketId, read.data] as const] : []
      }),
    ),
})

function fresh(papers: Papers, now: number): Papers {
  return Object.fromEntries(Object.entries(papers).filter(([, { at }]) => now - at < KEPT_MS))
}
