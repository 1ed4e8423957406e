import { DIRECTIVE_RULES, DirectiveWork, byId, imagesOf, lookUp, slidesOf } from '@service-hall/contract'
import type {
  CommandId,
  DirectiveId,
  DirectiveKind,
  DirectiveOutcome,
  DirectiveView,
  HallConfig,
  HallView,
  ImageSlide,
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
  /** Whether the package is ready on this machine's disk that a release needs; a code: it will not be. */
  readiness: (directiveId: DirectiveId, work: StageWork) => Readiness
  /** Hall time, epoch ms. */
  now: number
  /** Whether images that a playlist needs are still on their way. */
  waitsForImages: (directiveId: DirectiveId, images: readonly ImageSlide[]) => boolean
}

export type StageWork = Extract<DirectiveWork, { kind: 'stageSoftware' }>
export type Readiness = 'ready' | 'waiting' | { code: string; detail?: string }

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
  if (known.kind === 'stageSoftware') {
    const is = context.readiness(directiveId, known)
    if (is === 'waiting') return []
    if (is !== 'ready') return over(directiveId, { is: 'refused', ...is }, newId)
    if (inUse && known.activate) return []
  }
  if (inUse && NEEDS_NOBODY.includes(known.kind)) return []
  const images = known.kind === 'configure' ? imagesOf(slidesOf(known.settings.playlist)) : []
  if (images.length > 0 && context.waitsForImages(directiveId, images)) return []
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
 * @param release what runs now
 */
export function resumed(
  { known }: DirectiveState,
  { wasBooted, release }: { wasBooted: boolean; release: string },
  newId: NewId,
): { facts: Facts; again: string[] } {
  const facts: Facts = []
  const again: string[] = []
  for (const [id, { stage, work, installBegan }] of Object.entries(known)) {
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
      case 'stageSoftware':
        if (work['version'] === release)
          facts.push(...over(directiveId, { is: 'done', report: { release } }, newId))
        // The installer may still be at it; it is not run twice.
        else if (installBegan === undefined) again.push(id)
        break
      default:
        again.push(id)
    }
  }
  return { facts, again }
}
