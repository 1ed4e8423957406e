import { DIRECTIVE_RULES, LONGEST_WORK, isAwaited, refuse, slotOf } from '@service-hall/contract'
import type {
  DirectiveWork,
  HallId,
  HubCommandType,
  HubDirective,
  Power,
  Refusal,
} from '@service-hall/contract'
import { mayActOn } from '../access/may.ts'
import type { HubCommandOf } from '../core/capability.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { hallStream } from '../organisation/stream.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders, Sender } from '../records/decision.ts'
import { RELEASES } from '../release/decide.ts'
import { packagesOf } from '../release/state.ts'
import type { ReleaseState } from '../release/state.ts'
import { directiveOf, directivesOf } from './state.ts'
import type { DirectiveState } from './state.ts'

type State = DirectiveState & OrganisationState & ReleaseState

/** Directives of a hall that have not ended. */
const MOST_AWAITED = 100

/** The record of all that was given to a hall: one, so that what takes another's place is decided by both nodes alike. */
const stream = (hallId: HallId): string => `directives:${hallId}`

/** Why somebody may not act on a hall in this way; null: they may. */
export function barredFrom(
  state: OrganisationState,
  { account }: Sender,
  hallId: HallId,
  power: Power,
): Refusal | null {
  if (!state.halls.has(hallId)) return refuse('organisation.unknownHall')
  if (account === null || mayActOn(state, account, power, { hallId })) return null
  return refuse(mayActOn(state, account, 'see', { hallId }) ? 'access.denied' : 'organisation.unknownHall')
}

const isShown = ({ work, state }: HubDirective): boolean =>
  state === 'done' && (work.kind === 'message' || work.kind === 'divert')

/** The power that a directive takes; of one that takes another back, the other's. */
function powerFor(state: State, hallId: HallId, work: DirectiveWork): Power | Refusal {
  if (work.kind !== 'withdraw') return DIRECTIVE_RULES[work.kind].power
  const taken = directiveOf(state, work.directiveId)
  if (taken?.hallId !== hallId) return refuse('directive.unknown')
  const kind = taken.work.kind as DirectiveWork['kind']
  return DIRECTIVE_RULES[kind].power
}

function mayBeTakenBack(state: State, work: DirectiveWork): boolean {
  if (work.kind !== 'withdraw') return true
  const taken = directiveOf(state, work.directiveId)
  return taken !== undefined && (isAwaited(taken) || isShown(taken))
}

function notPossible(
  state: State,
  command: HubCommandOf<'directive.give'>,
  { account }: Sender,
): Refusal | null {
  const { directiveId, hallId, target, work } = command
  if (state.halls.get(hallId)?.key === null) return refuse('directive.hallRevoked')
  if (state.directiveHalls.has(directiveId)) return refuse('directive.exists')
  if (DIRECTIVE_RULES[work.kind].of !== target.of) return refuse('directive.wrongTarget')
  // No hall would take it.
  if (JSON.stringify(work).length > LONGEST_WORK) return refuse('directive.tooLong')
  if (!mayBeTakenBack(state, work)) return refuse('directive.tooLate')
  if (work.kind === 'divert') {
    const there = { hallId: work.toHallId }
    const isSeen = account === null ? state.halls.has(work.toHallId) : mayActOn(state, account, 'see', there)
    if (!isSeen || work.toHallId === hallId) return refuse('organisation.unknownHall')
  }
  return directivesOf(state, hallId).filter(isAwaited).length >= MOST_AWAITED
    ? refuse('directive.tooManyGiven')
    : null
}

/** How far it is known to be; 4: at an end. */
function rankOf(state: HubDirective['state']): number {
  const at = ['given', 'unheard', 'open', 'begun'].indexOf(state)
  return at < 0 ? 4 : at
}

/** Whether the hall's word says more than what is known: it never goes back, but a station may speak after its silence. */
function saysMore({ state, code }: HubDirective, next: HubDirective['state']): boolean {
  // It was not to be sent any more, and had been.
  if (state === 'superseded') return next !== 'unheard' && next !== 'superseded'
  if (rankOf(state) === 4) return state === 'failed' && code === 'directive.noReport' && next === 'done'
  return rankOf(next) > rankOf(state)
}

/** What is sent: with the packages of the release as the hub has them, whatever the sender named. */
function workSent(state: State, work: DirectiveWork): DirectiveWork {
  return work.kind === 'stageSoftware' ? { ...work, packages: packagesOf(state, work.version) } : work
}

export const decideDirective: HubDeciders<State, Extract<HubCommandType, `directive.${string}`>> = {
  'directive.give'(state, command, sender) {
    const { directiveId, hallId, target, work, why, validMs, cause } = command
    const power = powerFor(state, hallId, work)
    if (typeof power !== 'string') return barredFrom(state, sender, hallId, 'see') ?? power
    const bar = barredFrom(state, sender, hallId, power) ?? notPossible(state, command, sender)
    if (bar) return bar
    const slot = slotOf(target, work)
    const supersedes = directivesOf(state, hallId)
      .filter((one) => one.state === 'given' && slotOf(one.target, one.work) === slot)
      .map((one) => one.directiveId)
    const who = sender.account === null ? 'system:hub' : `account:${sender.account.accountId}`
    const given = { directiveId, hallId, target, work: workSent(state, work), who, why, validMs, supersedes }
    return records(
      stream(hallId),
      [{ type: 'DirectiveGiven', ...given, ...(cause === undefined ? {} : { cause }) }],
      [TREE, hallStream(hallId), ...(work.kind === 'stageSoftware' ? [RELEASES] : [])],
    )
  },
  'directive.note'(state, { type: _type, id: _id, ...noted }) {
    const known = directiveOf(state, noted.directiveId)
    if (known?.hallId !== noted.hallId) return refuse('directive.unknown')
    const facts = saysMore(known, noted.state) ? [{ type: 'DirectiveNoted' as const, ...noted }] : []
    return records(stream(noted.hallId), facts)
  },
}
