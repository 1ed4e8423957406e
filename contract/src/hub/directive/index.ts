import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { HUB_DIRECTIVE_REFUSALS } from './refusals.ts'

export { isAwaited, DirectiveCause } from './words.ts'
export type { HubDirective, HubDirectiveState, NotedState } from './words.ts'

/** Directives (指令) that the region gives to halls, and what it hears of them. */
export const hubDirectiveSubject = hubSubject('directive', {
  commands,
  facts,
  refusals: HUB_DIRECTIVE_REFUSALS,
})
