import type { Fact, FactEntry, FactType } from '@service-hall/contract'
import type { JournalReader } from '@service-hall/journal'
import { pause, systemClock } from '@service-hall/server-kit'
import { showMoment } from './moment.ts'

/** A value longer than this is cut in a line for people; `--json` has it whole. */
const LONGEST_VALUE = 80

/** `48213  2026-01-05 10:15:02  TicketCalled  ticketId=… counterId=C1 by=staff:S1001` */
export function factLine({ number, at, fact }: FactEntry, timeZone: string): string {
  const { type, ...fields } = fact
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${short(value)}`)
  return [String(number).padStart(8), showMoment(at, timeZone), type, shown.join(' ')].join('  ').trimEnd()
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

export type FollowOptions = {
  /** Number of the first fact. */
  from: number
  /** Types that are wanted; empty: all. */
  types?: readonly FactType[]
  /** Whether to wait for facts to come, until this signal; without it, what is committed now is all. */
  follow?: AbortSignal | undefined
  /** How often the disk is asked for new facts, ms. */
  pollMs?: number
}

/**
 * Facts of a journal in their order, and with `follow` what another process commits from then on. Throws
 * `journal.pruned` when `from` is no longer kept.
 */
export async function* factsFrom(
  journal: Pick<JournalReader<Fact>, 'replay'>,
  { from, types = [], follow, pollMs = 200 }: FollowOptions,
): AsyncGenerator<FactEntry> {
  let next = from
  do {
    for await (const entry of journal.replay({ from: next })) {
      if (follow?.aborted) return
      next = entry.number + 1
      if (types.length === 0 || types.includes(entry.fact.type)) yield entry
    }
    if (follow) await pause(systemClock, pollMs, follow)
  } while (follow && !follow.aborted)
}
