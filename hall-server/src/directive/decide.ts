import { actorRef, byId, isUnfinished, lookUp } from '@service-hall/contract'
import type {
  Actor,
  DirectiveOutcome,
  DirectiveView,
  Fact,
  HallConfig,
  Refusal,
} from '@service-hall/contract'
import { isDeepStrictEqual } from 'node:util'
import { facts, refuse } from '../core/decision.ts'
import type { Decider, HasView } from '../core/decision.ts'
import { SILENT_MS } from './due.ts'
import { stationOf } from './station-of.ts'

/** The directive that a station asks about; a refusal where it is not for it. */
function own(
  { view }: HasView,
  id: string,
  { actor, config }: { actor: Actor; config: HallConfig },
): DirectiveView | Refusal {
  const directive = lookUp(view.directives, id)
  if (!directive) return refuse('directive.unknown')
  const stationId = stationOf(config, directive.target)
  return actor.kind === 'station' && actor.stationId === stationId ? directive : refuse('access.denied')
}

/** A station may do it, once, while its time is not over: by the hall's clock and nobody else's. */
export const begin: Decider<'directive.begin'> = (state, { directiveId }, context) => {
  const directive = own(state, directiveId, context)
  if ('ok' in directive) return directive
  if (directive.state !== 'open' || context.now >= directive.until) return refuse('directive.ended')
  return facts({ type: 'DirectiveBegun', directiveId, by: actorRef(context.actor) })
}

/** How it ended. The station's word stands also after the hall had given up waiting for it. */
export const report: Decider<'directive.report'> = (state, { directiveId, outcome }, context) => {
  const directive = own(state, directiveId, context)
  if ('ok' in directive) return directive
  const givenUp = directive.state === 'failed' && directive.code === 'directive.noReport'
  const mayRefuse = outcome.is === 'refused' && directive.state === 'open'
  if (directive.state !== 'begun' && !givenUp && !mayRefuse) return refuse('directive.ended')
  return facts(ended(directiveId, outcome, actorRef(context.actor)))
}

function ended(directiveId: DirectiveView['id'], outcome: DirectiveOutcome, by: string): Fact {
  if (outcome.is === 'done') {
    const { report: said } = outcome
    return { type: 'DirectiveDone', directiveId, by, ...(said ? { report: said } : {}) }
  }
  const { code, detail } = outcome
  const type = outcome.is === 'failed' ? 'DirectiveFailed' : 'DirectiveRefused'
  return { type, directiveId, by, code, ...(detail === undefined ? {} : { detail }) }
}

/** What a station goes by; the same again is no fact. */
export const reportStation: Decider<'directive.reportStation'> = (
  { view },
  { stationId, release, settings, allows },
  { actor, config },
) => {
  if (!byId(config.stations, stationId)) return refuse('station.unknown')
  if (actor.kind !== 'station' || actor.stationId !== stationId) return refuse('access.denied')
  const { since: _since, ...known } = lookUp(view.stationReports, stationId) ?? { since: 0 }
  const told = { release, settings: settings ?? null, allows: [...new Set<string>(allows)].sort() }
  return isDeepStrictEqual(known, told) ? facts() : facts({ type: 'StationReported', stationId, ...told })
}

/** How far the package is that it is about; never less than before. */
export const progress: Decider<'directive.progress'> = ({ view }, { directiveId, at, have, bytes }) => {
  const directive = lookUp(view.directives, directiveId)
  if (!directive) return refuse('directive.unknown')
  const { progress: known } = directive
  const isLess = known && (known.at === at ? known.have >= have : known.at === 'station')
  if (!isUnfinished(directive) || isLess) return facts()
  return facts({ type: 'DirectiveProgressed', directiveId, at, have, bytes })
}

/** How it ended here, of what a call display was asked; what the display goes by from then on is told like a station's. */
export const settle: Decider<'directive.settle'> = ({ view }, { directiveId, outcome, release }, { now }) => {
  const directive = lookUp(view.directives, directiveId)
  if (!directive) return refuse('directive.unknown')
  const { target, state, until } = directive
  if (state !== 'open' || now >= until || target.of !== 'station') return refuse('directive.ended')
  const end = ended(directiveId, outcome, 'system')
  const settings = outcome.is === 'done' ? outcome.report?.settings : undefined
  if (settings === undefined) return facts(end)
  const { stationId } = target
  return facts(end, { type: 'StationReported', stationId, release, settings, allows: ['configure'] })
}

/** Staff accept or decline what they are asked. */
export const answer: Decider<'directive.answer'> = ({ view }, { directiveId, accept }, { actor }) => {
  const directive = lookUp(view.directives, directiveId)
  if (!directive || !lookUp(view.notices, directiveId)) return refuse('directive.noNotice')
  if (directive.state !== 'open') return refuse('directive.ended')
  const by = actorRef(actor)
  return facts(
    accept
      ? { type: 'DirectiveDone', directiveId, by }
      : { type: 'DirectiveRefused', directiveId, by, code: 'directive.declined' },
    { type: 'NoticeEnded', directiveId, cause: 'answered', by },
  )
}

/** Staff take a message down. What asks something of them they answer instead. */
export const dismiss: Decider<'directive.dismiss'> = ({ view }, { directiveId }, { actor }) => {
  if (!lookUp(view.notices, directiveId)) return refuse('directive.noNotice')
  if (lookUp(view.directives, directiveId)?.state === 'open') return refuse('directive.tooLate')
  return facts({ type: 'NoticeEnded', directiveId, cause: 'dismissed', by: actorRef(actor) })
}

/** Its time is over: nobody began it, or who began it never said how it went. */
export const lapse: Decider<'directive.lapse'> = ({ view }, { directiveId }, { now }) => {
  const directive = lookUp(view.directives, directiveId)
  if (!directive || !isUnfinished(directive)) return facts()
  const by = 'system'
  if (directive.state === 'begun')
    return now < directive.since + SILENT_MS
      ? facts()
      : facts({ type: 'DirectiveFailed', directiveId, by, code: 'directive.noReport' })
  if (now < directive.until) return facts()
  const asked = lookUp(view.notices, directiveId)
  return facts(
    { type: 'DirectiveExpired', directiveId },
    ...(asked ? [{ type: 'NoticeEnded' as const, directiveId, cause: 'over' as const, by }] : []),
  )
}

export const endNotice: Decider<'directive.endNotice'> = ({ view }, { directiveId }, { now }) => {
  const notice = lookUp(view.notices, directiveId)
  if (!notice || now < notice.until) return facts()
  return facts({ type: 'NoticeEnded', directiveId, cause: 'over', by: 'system' })
}
