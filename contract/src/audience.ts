import { AUDIENCES } from './access.ts'
import type { Audience, LimitedAudience } from './access.ts'
import { SUBJECTS, everyFact } from './every.ts'
import type { Fact, FactEntry } from './facts.ts'
import type { HallView } from './view.ts'

type Trim = (fact: Fact, audience: LimitedAudience) => Fact
type Withhold = (fact: Fact) => Fact

/** What leaves the server in no case. */
const withheld: ReadonlyMap<string, Withhold> = new Map(
  everyFact.flatMap((definition) =>
    'withheld' in definition && definition.withheld
      ? [[definition.type, definition.withheld as Withhold] as const]
      : [],
  ),
)

/** What an audience sees: types of facts, and how each is trimmed for it. */
function factsSeenBy(audience: Audience): ReadonlyMap<string, Trim | undefined> {
  const seen = everyFact.filter((definition) => (definition.seenBy as readonly Audience[]).includes(audience))
  return new Map(seen.map(({ type, trim }) => [type, trim as Trim | undefined]))
}

const seenBy = Object.fromEntries<ReadonlyMap<string, Trim | undefined>>(
  AUDIENCES.map((audience) => [audience, factsSeenBy(audience)]),
) as Record<Audience, ReadonlyMap<string, Trim | undefined>>

/** Facts as an audience gets them: without what it may not see, trimmed as each fact's definition says. */
export function visibleFacts(audience: Audience, entries: readonly FactEntry[]): FactEntry[] {
  return entries
    .filter((entry) => audience === 'administrator' || seenBy[audience].has(entry.fact.type))
    .map((entry) => ({ number: entry.number, at: entry.at, fact: trimmed(audience, entry.fact) }))
}

function trimmed(audience: Audience, whole: Fact): Fact {
  const fact = withheld.get(whole.type)?.(whole) ?? whole
  if (audience === 'administrator') return fact
  return seenBy[audience].get(fact.type)?.(fact, audience) ?? fact
}

type Seen = (view: HallView, audience: LimitedAudience) => Partial<HallView>

/** A view as an audience gets it in a snapshot. Folding `visibleFacts` onto it keeps it true. */
export function project(audience: Audience, view: HallView): HallView {
  if (audience === 'administrator') return view
  const parts = SUBJECTS.map(({ fold }) => (fold.seen === 'whole' ? {} : (fold.seen as Seen)(view, audience)))
  return Object.assign({ ...view }, ...parts) as HallView
}
