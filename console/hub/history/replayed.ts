import type { HallId, ReplayAnswer, ReplayQuery } from '@service-hall/contract'
import { hallShown } from '../live/hall-shown.ts'
import type { Replays } from './replays.ts'
import type { Breath } from './work.ts'

/** A hall as it was behind its last fact up to a moment, or behind a fact; null: nothing is known of that time. */
export async function replayed(
  replays: Replays,
  hallId: HallId,
  { at, number }: ReplayQuery,
  breath: Breath,
): Promise<Omit<ReplayAnswer, 'ok' | 'now'> | null> {
  const { facts } = await replays.facts(hallId)
  const place = at === undefined ? await facts.before((number ?? 0) + 1) : await facts.upTo(at)
  if (!place) return null
  const hall = await replays.stateBehind(hallId, place.number, breath)
  if (!hall) return null
  const [fact] = await facts.behind(place.number - 1, { limit: 1 })
  const [next] = await facts.behind(place.number, { limit: 1 })
  const shown = hallShown(hall)
  return {
    // Whether its line was up, no fact of the hall's says.
    hall: { ...shown, head: { ...shown.head, line: { connected: true, since: null } } },
    fact: fact ? { number: fact.number, at: fact.at, type: fact.fact.type.slice(0, 80) } : null,
    previous: await facts.before(place.number),
    next: next ? { number: next.number, at: next.at } : null,
    first: await facts.first(),
    last: await facts.last(),
  }
}
