import { UPLINK_BATCH, visibleFacts } from '@service-hall/contract'
import type { Epoch, UplinkBatch } from '@service-hall/contract'
import type { HallOf } from '../core/hall.ts'

/** The next facts for the region, from the disk: all from `from` on up to a batch full. Null when there are none. */
export async function nextBatch(
  hall: Pick<HallOf, 'facts' | 'marks' | 'firstNumber' | 'committedNumber'>,
  epoch: Epoch,
  from: number,
): Promise<UplinkBatch | null> {
  const last = hall.committedNumber
  if (from > last) return null
  const first = await hall.firstNumber()
  const begin = Math.max(from, first)
  if (begin > last) return null
  const to = Math.min(last, begin + UPLINK_BATCH - 1)
  const facts = []
  for await (const entry of hall.facts({ from: begin, to })) facts.push(entry)
  const marks = await hall.marks({ from: begin, to })
  const entries = visibleFacts('region', facts)
  return { epoch, from: begin, to, entries, marks, ...(begin > from ? { pruned: true } : {}) }
}
