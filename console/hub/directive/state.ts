import { isAwaited } from '@service-hall/contract'
import type { DirectiveId, HallId, HubDirective } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

/** So many that have ended are kept in memory for each hall, the latest given; the records have them all. */
const ENDED_KEPT = 200

/** Directives by hall, in the order in which they were given; `halls` says whose each is. */
export type DirectiveState = {
  directives: Map<HallId, Map<DirectiveId, HubDirective>>
  directiveHalls: Map<DirectiveId, HallId>
}

export const emptyDirectives = (): DirectiveState => ({ directives: new Map(), directiveHalls: new Map() })

/** The directives of a hall, in the order in which they were given. */
export function directivesOf(
  { directives }: Pick<DirectiveState, 'directives'>,
  hallId: HallId,
): HubDirective[] {
  return [...(directives.get(hallId)?.values() ?? [])]
}

export function directiveOf(state: DirectiveState, directiveId: DirectiveId): HubDirective | undefined {
  const hallId = state.directiveHalls.get(directiveId)
  return hallId === undefined ? undefined : state.directives.get(hallId)?.get(directiveId)
}

export const evolveDirectives: HubEvolve<DirectiveState, 'DirectiveGiven' | 'DirectiveNoted'> = {
  DirectiveGiven(state, fact, { at }) {
    const { directiveId, hallId, target, work, who, why, validMs, cause = null, supersedes } = fact
    const ofHall = state.directives.get(hallId) ?? new Map<DirectiveId, HubDirective>()
    state.directives.set(hallId, ofHall)
    for (const id of supersedes) {
      const before = ofHall.get(id)
      if (before?.state === 'given') ofHall.set(id, { ...before, state: 'superseded', since: at })
    }
    ofHall.set(directiveId, {
      ...{ directiveId, hallId, target, work, who, why, cause, validMs, issuedAt: at },
      ...{ state: 'given', since: at, hallAt: null, code: null, detail: null, report: null },
    })
    state.directiveHalls.set(directiveId, hallId)
    forgetOld(state, ofHall)
  },
  DirectiveNoted({ directives }, fact, { at }) {
    const ofHall = directives.get(fact.hallId)
    const before = ofHall?.get(fact.directiveId)
    if (!ofHall || !before) return
    const { state, at: hallAt, code = null, detail = null, report = null } = fact
    ofHall.set(fact.directiveId, { ...before, state, since: at, hallAt, code, detail, report })
  },
}

function forgetOld(state: DirectiveState, ofHall: Map<DirectiveId, HubDirective>): void {
  if (ofHall.size <= ENDED_KEPT) return
  const oldest = [...ofHall.values()].find((one) => !isAwaited(one))
  if (!oldest) return
  ofHall.delete(oldest.directiveId)
  state.directiveHalls.delete(oldest.directiveId)
}
