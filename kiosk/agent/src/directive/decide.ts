import { DIRECTIVE_RULES, DirectiveWork, byId, lookUp } from '@service-hall/contract'
import type {
  CommandId,
  DirectiveId,
  DirectiveKind,
  DirectiveOutcome,
  DirectiveView,
  HallConfig,
  HallView,
} from '@service-hall/contract'
import type { OutboxFact } from '../outbox/facts.ts'
import type { DirectiveFact } from './facts.ts'
import type { DirectiveState } from './state.ts'

type NewId = () => CommandId
type Facts = (DirectiveFact | OutboxFact)[]

export type DirectiveContext = {
  newId: NewId
  stationId: string
  config: HallConfig
  /** What this machine does, by its own settings. */
  allows: readonly DirectiveKind[]
  /** Whether a customer is at it. */
  inUse: boolean
  /** Hall time, epoch ms. */
  now: number
}

/** What a customer would lose by, or be seen in: it waits until nobody is at the machine. */
const NEEDS_NOBODY: readonly string[] = ['restartApp', 'reboot', 'powerOff', 'screenshot', 'resetDevice']

/** Directives for this station that it has not taken up: it asks the hall to begin, or says why it does not. */
export function directivesDue(state: DirectiveState, view: HallView, context: DirectiveContext): Facts {
  return Object.values(view.directives)
    .filter(({ id, state: is }) => is === 'open' && !lookUp(state.known, id))
    .flatMap((directive) => directiveDue(directive, context))
}

function directiveDue(directive: DirectiveView, context: DirectiveContext): Facts {
  const { target, work, id: directiveId, until } = directive
  const { config, stationId, newId, allows, inUse, now } = context
  const deviceId = target.of === 'device' ? target.deviceId : undefined
  const station = target.of === 'station' ? target.stationId : byId(config.devices, deviceId)?.station
  if (target.of === 'hall' || station !== stationId || now >= until) return []
  const { data: known } = DirectiveWork.safeParse(work)
  if (!known) return over(directiveId, { is: 'refused', code: 'directive.unknownKind' }, newId)
  if (!allows.includes(known.kind))
    return over(directiveId, { is: 'refused', code: 'directive.notAllowed' }, newId)
  if (DIRECTIVE_RULES[known.kind].of !== target.of)
    return over(directiveId, { is: 'refused', code: 'directive.noAgent' }, newId)
  if (inUse && NEEDS_NOBODY.includes(known.kind)) return []
  return [
    { type: 'DirectiveAsked', directiveId, work, ...(deviceId === undefined ? {} : { deviceId }) },
    { type: 'CommandQueued', command: { type: 'directive.begin', id: newId(), directiveId } },
  ]
}

/** It is over here, and the hall is told how it went. */
export function over(directiveId: DirectiveId, outcome: DirectiveOutcome, newId: NewId): Facts {
  return [
    { type: 'DirectiveOver', directiveId },
    { type: 'CommandQueued', command: { type: 'directive.report', id: newId(), directiveId, outcome } },
  ]
}

/**
 * What was under way when the last run ended. A program or machine that was to start again has, if it did; what may be
 * done twice is done again (`again`); of the rest nobody knows.
 *
 * @param wasBooted whether the machine itself was started anew since
 */
export function resumed(
  { known }: DirectiveState,
  wasBooted: boolean,
  newId: NewId,
): { facts: Facts; again: string[] } {
  const facts: Facts = []
  const again: string[] = []
  for (const [id, { stage, work }] of Object.entries(known)) {
    if (stage !== 'started') continue
    const directiveId = id as DirectiveId
    switch (work?.kind) {
      case 'restartApp':
        facts.push(...over(directiveId, { is: 'done' }, newId))
        break
      case 'reboot':
      case 'powerOff':
        facts.push(
          ...over(
            directiveId,
            wasBooted ? { is: 'done' } : { is: 'failed', code: 'directive.interrupted' },
            newId,
          ),
        )
        break
      default:
        again.push(id)
    }
  }
  return { facts, again }
}
