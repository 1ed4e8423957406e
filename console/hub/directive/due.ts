import { isAwaited } from '@service-hall/contract'
import type { HubCommand } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import type { DirectiveState } from './state.ts'

/** Behind the end of its time, how long the region waits for the hall's word, ms. */
const UNHEARD_MS = 24 * 3_600_000

/** Directives of which nothing was heard long after their time: said so, and nothing more; the hall's word still counts. */
export function unheardDirectives({ directives }: DirectiveState, now: number): HubCommand[] {
  return [...directives.values()].flatMap((ofHall) =>
    [...ofHall.values()]
      .filter((one) => isAwaited(one) && now >= one.issuedAt + one.validMs + UNHEARD_MS)
      .map(({ directiveId, hallId, state }): HubCommand => {
        const id = derivedId('directive-unheard', directiveId, state)
        return { type: 'directive.note', id, directiveId, hallId, state: 'unheard', at: now }
      }),
  )
}
