import { CALLS_IN_A_SENTENCE, CALLS_KEPT } from '@service-hall/contract'
import type { Announcement, CounterId, Language, TicketId } from '@service-hall/contract'

/** A call or recall to be shown large and announced. `callNumber`, the number of its fact, names it. */
export type CallOut = Announcement & {
  callNumber: number
  ticketId: TicketId
  counterId: CounterId
  /** The customer's, by their ticket. */
  language: Language
  /** When it was called, hall time, epoch ms. */
  at: number
  /** 1 for a call, one more for each recall. */
  times: number
}

/** A chime, then each language of the hall, then the call-out stays until it was shown long enough. */
export type Phase = 'chime' | Language | 'hold'

export type Speaking = {
  /** In one sentence; more than one only when many wait. */
  calls: readonly [CallOut, ...CallOut[]]
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
  /** Calls that the last event had passed over because too many waited: they will never be announced. */
  passedOver: readonly CallOut[]
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
export const WAITING_LIMIT = CALLS_KEPT - CALLS_IN_A_SENTENCE
/** As many as wait before announcements get shorter. */
export const RUSH = 3

export const SILENT: AnnouncerState = { speaking: null, waiting: [], turns: 0, latest: 0, passedOver: [] }

/**
 * One announcement at a time, in the order of the calls; a sentence that has begun is said to its end. A recall of a
 * ticket that still waits takes its place behind the others. In a rush several calls go into one sentence, said in the
 * hall's first language and in those of the customers called. `languages`: the hall's, in the order to be said.
 */
export function announce(
  before: AnnouncerState,
  event: AnnouncerEvent,
  languages: readonly Language[],
): AnnouncerState {
  const state = before.passedOver.length > 0 ? { ...before, passedOver: [] } : before
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
      return state.speaking?.turn === event.turn ? advanced(state, state.speaking, languages) : state
  }
}

function queued(state: AnnouncerState, call: CallOut): AnnouncerState {
  const waiting = [...state.waiting.filter((other) => other.ticketId !== call.ticketId), call]
  const tooMany = Math.max(0, waiting.length - WAITING_LIMIT)
  return {
    ...state,
    waiting: waiting.slice(tooMany),
    latest: call.callNumber,
    passedOver: waiting.slice(0, tooMany),
  }
}

function without(state: AnnouncerState, gone: (call: CallOut) => boolean): AnnouncerState {
  return { ...state, waiting: state.waiting.filter((call) => !gone(call)) }
}

function advanced(
  state: AnnouncerState,
  { calls, phase }: Speaking,
  languages: readonly Language[],
): AnnouncerState {
  const all: Phase[] = ['chime', ...languages, 'hold']
  const wanted = new Set<Phase>([
    'hold',
    ...languages.filter((language, at) => isSaid(state, calls, language, at)),
  ])
  const following = all.slice(all.indexOf(phase) + 1).find((one) => wanted.has(one))
  return following === undefined ? next({ ...state, speaking: null }) : begun(state, calls, following)
}

/** In a rush the first language does for all, and another one for customers who speak it. */
function isSaid(state: AnnouncerState, calls: readonly CallOut[], language: Language, at: number): boolean {
  const isBrief = state.waiting.length >= RUSH || calls.length > 1
  return !isBrief || at === 0 || calls.some((call) => call.language === language)
}

/** When nothing is being said, the longest waiting begin: one, or in a rush as many as a sentence holds. */
function next(state: AnnouncerState): AnnouncerState {
  const count = state.waiting.length >= RUSH ? CALLS_IN_A_SENTENCE : 1
  const [call, ...others] = state.waiting.slice(0, count)
  if (state.speaking || !call) return state
  return begun({ ...state, waiting: state.waiting.slice(count) }, [call, ...others], 'chime')
}

function begun(state: AnnouncerState, calls: Speaking['calls'], phase: Phase): AnnouncerState {
  const turn = state.turns + 1
  return { ...state, speaking: { calls, phase, turn }, turns: turn }
}
