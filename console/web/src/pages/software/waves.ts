import { RolloutWaves } from '@service-hall/contract'
import type { HallId } from '@service-hall/contract'

/** Waves as somebody wrote them: halls that come first, then shares of a hundred; null: they do not grow to 100. */
export function wavesOf(first: readonly HallId[], shares: string): RolloutWaves | null {
  const parts = shares.split(/[\s,，、%]+/).filter((part) => part !== '')
  const named = first.length === 0 ? [] : [{ of: 'named', halls: [...first], machines: [] }]
  const percents = parts.map((part) => ({ of: 'share', percent: Number(part) }))
  return RolloutWaves.safeParse([...named, ...percents]).data ?? null
}
