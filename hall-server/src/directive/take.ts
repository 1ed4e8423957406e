import { DIRECTIVE_RULES, DirectiveWork, isUnfinished, lookUp, slotOf } from '@service-hall/contract'
import type {
  DirectiveId,
  DirectiveTarget,
  DirectiveView,
  Fact,
  HallConfig,
  NoticePlace,
  RefusalCode,
} from '@service-hall/contract'
import { facts } from '../core/decision.ts'
import type { Context, Decider, HasView } from '../core/decision.ts'
import { stationOf } from './station-of.ts'

/** Directives that may be open in a hall at once. */
const MOST_OPEN = 200

/**
 * A directive of the region, once: what is known already brings nothing. It is recorded whatever it is; what the hall
 * itself does not do is refused at once, what lapsed on the way expires at once, and one for a station waits for it.
 */
export const take: Decider<'directive.take'> = (state, command, context) => {
  const { directiveId, target, who, why, issuedAt, remainingMs } = command
  if (lookUp(state.view.directives, directiveId)) return facts()
  const { parsed, raw } = workOf(command.work)
  const until = context.now + Math.max(0, remainingMs)
  const received: Fact = {
    type: 'DirectiveReceived',
    ...{ directiveId, target, work: raw, who, why, issuedAt, until },
  }
  if (remainingMs <= 0) return facts(received, { type: 'DirectiveExpired', directiveId })
  if (!parsed) return facts(received, refused(directiveId, 'directive.unknownKind'))
  const code = whyNot(state, { target, work: parsed }, context)
  if (code !== null) return facts(received, refused(directiveId, code))
  const replaced = replacedBy(state, directiveId, target, raw)
  return facts(received, ...replaced, ...doneAtOnce(state, directiveId, parsed, { now: context.now, until }))
}

type Raw = DirectiveView['work']

/** The work that a text spells, as far as this release knows its kind; something of no kind where it spells none. */
function workOf(text: string): { raw: Raw; parsed: DirectiveWork | null } {
  const loose = rawOf(text)
  const { data: parsed = null } = DirectiveWork.safeParse(loose)
  return { raw: parsed ?? loose, parsed }
}

function rawOf(text: string): Raw {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string')
      return value as Raw
  } catch {
    // said below
  }
  return { kind: 'unreadable' }
}

/** Why the hall does not take it; null: it does. */
function whyNot(
  { view }: HasView,
  { target, work }: { target: DirectiveTarget; work: DirectiveWork },
  { config }: Context,
): RefusalCode | null {
  if (DIRECTIVE_RULES[work.kind].of !== target.of) return 'directive.noAgent'
  if (Object.values(view.directives).filter(isUnfinished).length >= MOST_OPEN) return 'directive.tooManyOpen'
  if (config.directives && !config.directives.includes(work.kind)) return 'directive.notAllowed'
  if (work.kind === 'withdraw') return withdrawable(view.directives, view.notices, work.directiveId)
  if (work.kind === 'suggestService' && !config.services.some(({ id }) => id === work.serviceId))
    return 'service.unknown'
  if (work.kind === 'openCounter' && work.counterId !== undefined)
    return config.counters.some(({ id }) => id === work.counterId) ? null : 'counter.unknown'
  return machineMissing(config, target, work)
}

function machineMissing(
  config: HallConfig,
  target: DirectiveTarget,
  { kind }: DirectiveWork,
): RefusalCode | null {
  if (target.of === 'hall') return null
  if (target.of === 'device' && !config.devices.some(({ id }) => id === target.deviceId))
    return 'device.unknown'
  const stationId = stationOf(config, target)
  const station = config.stations.find(({ id }) => id === stationId)
  if (!station) return 'station.unknown'
  // A display has no program of its own: what it shows the hall sees to.
  return station.kind === 'display' && kind !== 'configure' ? 'directive.noAgent' : null
}

function withdrawable(
  directives: Readonly<Record<string, DirectiveView>>,
  notices: Readonly<Record<string, unknown>>,
  id: DirectiveId,
): RefusalCode | null {
  const directive = lookUp(directives, id)
  if (!directive) return 'directive.unknown'
  return directive.state === 'open' || lookUp(notices, id) ? null : 'directive.tooLate'
}

const refused = (directiveId: DirectiveId, code: RefusalCode): Fact => ({
  type: 'DirectiveRefused',
  ...{ directiveId, by: 'system', code },
})

/** Ends what stands at the same place and nobody has begun: directives, and messages on the screens. */
function replacedBy({ view }: HasView, through: DirectiveId, target: DirectiveTarget, work: Raw): Fact[] {
  const slot = slotOf(target, work)
  const before = Object.values(view.directives).filter((one) => slotOf(one.target, one.work) === slot)
  return before.flatMap(({ id, state }): Fact[] => [
    ...(state === 'open' ? [dropped(id, 'superseded', through)] : []),
    ...(lookUp(view.notices, id) ? [noticeEnded(id, 'superseded')] : []),
  ])
}

const dropped = (
  directiveId: DirectiveId,
  cause: 'superseded' | 'withdrawn',
  through: DirectiveId,
): Fact => ({
  type: 'DirectiveDropped',
  ...{ directiveId, cause, through },
})

const noticeEnded = (directiveId: DirectiveId, cause: 'superseded' | 'withdrawn'): Fact => ({
  type: 'NoticeEnded',
  ...{ directiveId, cause, by: 'system' },
})

/** What the hall does by itself, at once. */
function doneAtOnce(
  { view }: HasView,
  directiveId: DirectiveId,
  work: DirectiveWork,
  { now, until }: { now: number; until: number },
): Fact[] {
  const done: Fact = { type: 'DirectiveDone', directiveId, by: 'system' }
  const posted = (on: NoticePlace[], end: number): Fact => ({
    type: 'NoticePosted',
    ...{ directiveId, work, on, until: end },
  })
  switch (work.kind) {
    case 'message':
      return [posted([...new Set(work.on)], now + work.forMs), done]
    case 'divert':
      return [posted(['displays', 'kiosks'], now + work.forMs), done]
    case 'openCounter':
    case 'suggestService':
      return [posted(['counters'], until)]
    case 'withdraw': {
      const { directiveId: taken } = work
      const wasOpen = lookUp(view.directives, taken)?.state === 'open'
      return [
        ...(wasOpen ? [dropped(taken, 'withdrawn', directiveId)] : []),
        ...(lookUp(view.notices, taken) ? [noticeEnded(taken, 'withdrawn')] : []),
        done,
      ]
    }
    default:
      return []
  }
}
