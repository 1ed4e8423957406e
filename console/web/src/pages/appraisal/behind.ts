import { MEASURES } from '@service-hall/contract'
import type { FactKind, Indicator, MeasureName } from '@service-hall/contract'

/** Facts that each quantity of a formula is counted of. */
const FACTS_OF: Readonly<Record<string, FactKind>> = {
  ...{ issued: 'issued', waits: 'called', waitMs: 'called', noShows: 'noShow' },
  ...{ served: 'served', handlingMs: 'served', overLimit: 'served', days: 'served' },
  ...{ ratings: 'rated', levels: 'rated', satisfied: 'rated' },
}

/** What a formula is made of: quantities that roll-ups have, always with the cases, and the kinds of facts behind them. */
export function behindOf({ numerator, denominator }: Pick<Indicator, 'numerator' | 'denominator'>): {
  measures: MeasureName[]
  kinds: FactKind[]
} {
  const words = new Set(`${numerator} ${denominator}`.match(/[A-Za-z]+/g) ?? [])
  const kinds = [...new Set([...words].flatMap((word) => FACTS_OF[word] ?? []))]
  return {
    measures: MEASURES.filter((name) => name === 'served' || words.has(name)),
    kinds: kinds.length === 0 ? ['served'] : kinds,
  }
}
