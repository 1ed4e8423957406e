import { CALLS_KEPT, LANGUAGES } from '@service-hall/contract'
import type { Announcement, CounterId, Language, TicketId } from '@service-hall/contract'

/** A call or recall to be shown large and announced. `callNumber`, the number of its fact, names it. */
export type CallOut = Announcement & {
  callNumber: number
  ticketId: TicketId
  counterId: CounterId
  /** When it was called, hall time, epoch ms. */
  at: number
  /** 1 for a call, one more for each recall. */
  times: number
}

/** A chime, then each language, then the call-out stays until it was shown long enough. */
export type Phase = 'chime' | Language | 'hold'
export const PHASES: readonly Phase[] = ['chime', ...LANGUAGES, 'hold']

export type Speaking = {
  call: CallOut
  phase: Phase
  /** Names this phase of this announcement, so that a late end of another one is told apart. */
  turn: number
}

export type AnnouncerState = {
  speaking: Speaking | null
  /** In the order in which they will be announced; a ticket waits at most once. */
  waiting: readonly CallOut[]
  /** Phases begun so far. */
  turns: number
  /** Number of the latest call heard of: facts that come twice are announced once. */
  latest: number
  /** Calls that were never announced because too many waited. */
  skipped: number
}

export type AnnouncerEvent =
  | { type: 'called'; call: CallOut }
  /** The ticket is no longer called to this counter. */
  | { type: 'ticketWithdrawn'; ticketId: TicketId }
  | { type: 'counterWithdrawn'; counterId: CounterId }
  /** Only the calls of these tickets still stand: a new day has begun, or a new snapshot says so. */
  | { type: 'listed'; tickets: readonly TicketId[] }
  | { type: 'phaseEnded'; turn: number }

/** The hall can speak the calls it still lists; an announcement that waits longer than that could not be. */
export const WAITING_LIMIT = CALLS_KEPT - 2

export const SILENT: AnnouncerState = { speaking: null, waiting: [], turns: 0, latest: 0, skipped: 0 }

/**
 * One announcement at a time, none cut short: what is being said is said to its end, the others wait in the order
 * of their calls. A recall of a ticket that still waits takes its place behind the others.
 */
export function announce(state: AnnouncerState, event: AnnouncerEvent): AnnouncerState {
  switch (event.type) {
    case 'called':
      return event.call.callNumber > state.latest ? next(queued(state, event.call)) : state
    case 'ticketWithdrawn':
      return without(state, (call) => call.ticketId === event.ticketId)
    case 'counterWithdrawn':
      return without(state, (call) => call.counterId === event.counterId)
    case 'listed':
      return without(state, (call) => !event.tickets.includes(call.ticketId))
    case 'phaseEnded':
      return state.speaking?.turn === event.turn ? advanced(state, state.speaking) : state
  }
}

function queued(state: AnnouncerState, call: CallOut): AnnouncerState {
  const waiting = [...state.waiting.filter((other) => other.ticketId !== call.ticketId), call]
  const tooMany = Math.max(0, waiting.length - WAITING_LIMIT)
  return {
    ...state,
    waiting: waiting.slice(tooMany),
    latest: call.callNumber,
    skipped: state.skipped + tooMany,
  }
}

function without(state: AnnouncerState, gone: (call: CallOut) => boolean): AnnouncerState {
  return { ...state, waiting: state.waiting.filter((call) => !gone(call)) }
}

function advanced(state: AnnouncerState, { call, phase }: Speaking): AnnouncerState {
  const following = PHASES[PHASES.indexOf(phase) + 1]
  return following === undefined ? next({ ...state, speaking: null }) : begun(state, call, following)
}

/** When nothing is being said, the longest waiting begins. */
function next(state: AnnouncerState): AnnouncerState {
  const [call, ...waiting] = state.waiting
  return state.speaking || !call ? state : begun({ ...state, waiting }, call, 'chime')
}

function begun(state: AnnouncerState, call: CallOut, phase: Phase): AnnouncerState {
  const turn = state.turns + 1
  return { ...state, speaking: { call, phase, turn }, turns: turn }
}
