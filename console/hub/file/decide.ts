import { DIRECTIVE_RULES, refuse } from '@service-hall/contract'
import type { DirectiveWork } from '@service-hall/contract'
import { barredFrom } from '../directive/decide.ts'
import { directiveOf } from '../directive/state.ts'
import type { DirectiveState } from '../directive/state.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { hallStream } from '../organisation/stream.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'

type State = DirectiveState & OrganisationState

/** Who may give a directive may see what it brought; that somebody looks is written down first. */
export const decideFile: HubDeciders<State, 'file.fetch'> = {
  'file.fetch'(state, { directiveId, hallId }, sender) {
    const directive = directiveOf(state, directiveId)
    if (directive?.hallId !== hallId) return refuse('file.unknown')
    const { power } = DIRECTIVE_RULES[directive.work.kind as DirectiveWork['kind']]
    const bar = barredFrom(state, sender, hallId, power)
    if (bar) return bar.code === 'access.denied' ? bar : refuse('file.unknown')
    return records(
      `file:${directiveId}`,
      [{ type: 'FileFetched', directiveId, hallId }],
      [TREE, hallStream(hallId)],
    )
  },
}
