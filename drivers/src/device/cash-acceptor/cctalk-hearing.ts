import type { CashEvent, CashMemory } from './cash-acceptor.ts'
import { newEvents } from './cctalk-events.ts'
import type { CctalkEvent } from './cctalk-events.ts'
import type { CctalkState } from './cctalk-dialect.ts'
import { billMeaning, coinMeaning } from './cctalk-messages.ts'
import type { Meaning } from './cctalk-messages.ts'
import { enterFault } from './cash-faults.ts'
import type { Judged } from './dialect.ts'
import { isOpen, judge, judgeAll, loseSight, underFault } from './note-tracking.ts'
import type { Evidence, Judgement } from './note-tracking.ts'

/** Readings without a word about the note until it counts as vanished: five seconds. */
const PATIENCE = 25
/** A coin that was let in before the acceptor was shut has fallen, and been numbered, when it was read so often. */
const READINGS_TO_FALL = 4
const IN_BOX = 0
const RETURNED = 1
const UNKNOWN_STACKED = 21

/** Judges a reading of the event buffer. */
export function hearCctalkEvents(
  before: CctalkState,
  data: Uint8Array,
  memory: CashMemory,
): Judged<CctalkState> {
  const read = newEvents(data, memory.eventCounter)
  if (!read) return { state: before, memory, events: [] }
  const { wasReset, lost, eventCounter } = read
  const isSeconded = before.doubted !== null && newEvents(data, before.doubted)?.joins
  if (!read.joins && !isSeconded) return { state: { ...before, doubted: eventCounter }, memory, events: [] }
  const state: CctalkState = {
    ...before,
    ready: true,
    doubted: null,
    unchecked: memory.marked === true && !wasReset,
    shutFor: before.applied === 0 ? before.shutFor + 1 : 0,
    ...(wasReset && afterReset(before)),
  }
  const missed = judgeMissed(state, { ...memory, eventCounter }, wasReset, lost)
  const started: Judged<CctalkState> = { state, ...missed }
  const told = read.events.reduce(state.kind === 'coin' ? coinEvent : billEvent, started)
  const settled = told.state.kind === 'bill' ? patiently(told, read.events.length, lost) : told
  if (wasReset) return { ...settled, memory: { ...settled.memory, accepting: false, marked: false } }
  const isOver = settled.state.applied === 0 && state.shutFor >= READINGS_TO_FALL
  return isOver ? { ...settled, memory: { ...settled.memory, accepting: false } } : settled
}

/**
 * The inhibits of the places. Asked when they were told, to see whether this acceptor shows them as they are: none and all
 * is what acceptors begin with. From then on asked after each reading that looks as if it went on from the one remembered:
 * as long as they are ours, it does. When they are not, said twice since a spoilt frame may say so once, the acceptor was
 * reset, before that reading or after it. What the reading added was new in any case; what it had in common with the one
 * remembered may have been credited, so it is not credited again and is among what is uncertain. Refused: there is no
 * proof but the reading.
 */
export function hearInhibits(before: CctalkState, data: Uint8Array, memory: CashMemory): Judged<CctalkState> {
  const areOurs = data.some((byte) => byte !== 0) && data.some((byte) => byte !== 0xff)
  const state: CctalkState = { ...before, unchecked: false, resetSeen: false }
  if (!before.unchecked)
    return { state: { ...state, placesAsked: true }, memory: { ...memory, marked: areOurs }, events: [] }
  if (data.length === 0 || areOurs) return { state, memory, events: [] }
  if (!before.resetSeen) return { state: { ...before, resetSeen: true }, memory, events: [] }
  const missed = judgeMissed(state, memory, true, 0)
  return {
    state: { ...state, ...afterReset(state) },
    memory: { ...missed.memory, accepting: false, marked: false },
    events: missed.events,
  }
}

/** It was reset by us when all that it had to tell was read: it begins with nothing, and nothing was missed. */
export function afterOurReset(state: CctalkState, memory: CashMemory): Judged<CctalkState> {
  const { powerCuts } = state
  const eventCounter = { value: 0, buffer: Array.from({ length: 10 }, () => 0) }
  return {
    state: { ...state, ...afterReset(state), powerCuts, resets: state.resets + 1 },
    memory: { ...memory, eventCounter, accepting: false, marked: false },
    events: [],
  }
}

/** The inhibits are set again after a reset, and no fault lasts that it does not tell anew. */
function afterReset(state: CctalkState): Partial<CctalkState> {
  return {
    fault: 'none',
    stops: [],
    applied: null,
    places: null,
    placesAsked: false,
    doubted: null,
    unchecked: false,
    resetSeen: false,
    inEscrow: 'no',
    ordered: false,
    mine: null,
    powerCuts: state.powerCuts + 1,
  }
}

/**
 * Coins have no escrow: events that nobody can read any more may have been coins. A bill falls only by our order; that
 * the power was cut since is kept with it, as the next line begins to count the cuts anew.
 */
function judgeMissed(state: CctalkState, memory: CashMemory, wasReset: boolean, lost: number): Judgement {
  if (state.kind === 'bill') return { memory: wasReset ? withPowerCut(memory) : memory, events: [] }
  const cut: Judgement =
    wasReset && memory.accepting ? loseSight(memory, 'powerLost') : { memory, events: [] }
  if (lost === 0) return cut
  const gone = loseSight(cut.memory, 'eventsLost', lost)
  return { memory: gone.memory, events: [...cut.events, ...gone.events] }
}

function withPowerCut(memory: CashMemory): CashMemory {
  const { note } = memory
  return note?.stage === 'stacking' ? { ...memory, note: { ...note, powerCut: true } } : memory
}

/** Whether the power was cut since the note under way was ordered into the box. */
function wasCut({ powerCuts }: CctalkState, { note }: CashMemory): boolean {
  return powerCuts > 0 || (note?.stage === 'stacking' && note.powerCut === true)
}

function coinEvent(
  { state, memory, events }: Judged<CctalkState>,
  { a, b }: CctalkEvent,
): Judged<CctalkState> {
  if (a === 0) return withMeaning({ state, memory, events }, coinMeaning(b))
  const fell = judgeAll(memory, [stacked(state.table[a] ?? 0), { type: 'settled' }])
  return withMeaning({ state, memory: fell.memory, events: [...events, ...fell.events] }, { fault: 'none' })
}

function billEvent(so: Judged<CctalkState>, { a, b }: CctalkEvent): Judged<CctalkState> {
  const { state, memory } = so
  const fen = state.table[a] ?? 0
  const of = (change: Partial<CctalkState>, ...evidence: Evidence[]): Judged<CctalkState> => {
    const judged = judgeAll(memory, evidence)
    return {
      state: { ...state, silentReadings: 0, ordered: false, ...change },
      memory: judged.memory,
      events: [...so.events, ...judged.events],
    }
  }
  if (a === 0 && b === RETURNED && !isOpen(memory) && memory.note?.stage !== 'credited')
    return of({ inEscrow: 'no' })
  if (a === 0 && b === RETURNED) {
    const isOurs = state.mine === memory.note?.noteId || state.ordered
    // After a power cut another note may have been given back, and the one ordered lie in the box.
    if (memory.note?.stage === 'stacking' && !isOurs && wasCut(state, memory))
      return of({ inEscrow: 'no' }, { type: 'vanished', because: 'powerLost' })
    const because =
      state.mine === memory.note?.noteId ? 'device' : state.powerCuts > 0 ? 'powerLost' : 'lineLost'
    return of({ inEscrow: 'no' }, { type: 'atMouth', because })
  }
  if (a === 0 && b === UNKNOWN_STACKED) return of({ inEscrow: 'no' }, stacked(0), { type: 'settled' })
  if (a === 0) return withMeaning(so, billMeaning(b))
  if (b === IN_BOX) {
    const other = memory.note?.stage === 'uncertain' && fen > 0 && memory.note.denominationFen !== fen
    const known = other ? withoutNote(memory) : memory
    const judged = judgeAll(known, [stacked(fen), { type: 'settled' }])
    return {
      state: { ...state, inEscrow: 'no', ordered: false, silentReadings: 0 },
      memory: judged.memory,
      events: [...so.events, ...judged.events],
    }
  }
  if (fen === 0) return of({ inEscrow: 'yes' })
  const seen = of({ inEscrow: 'yes' }, { type: 'inEscrow', denominationFen: fen, another: true })
  return { ...seen, state: { ...seen.state, mine: seen.memory.note?.noteId ?? null } }
}

/** A note of another worth fell: the uncertain one stays uncertain for good. */
function withoutNote(memory: CashMemory): CashMemory {
  return { ...memory, note: null }
}

function stacked(fen: number): Evidence {
  return { type: 'inBox', ...(fen > 0 && { denominationFen: fen }) }
}

function withMeaning(so: Judged<CctalkState>, { fault, event, lostCoin }: Meaning): Judged<CctalkState> {
  const entered = fault ? enterFault(so.state, fault) : undefined
  const own: readonly CashEvent[] = event ? [event] : []
  const seen = event?.type === 'fraud' ? 'fraud' : (fault ?? 'none')
  const isBill = so.state.kind === 'bill'
  const gone = isBill ? underFault(so.state, seen, so.memory) : { memory: so.memory, events: [] }
  // Nobody knows what it was worth.
  const lost = lostCoin ? loseSight(gone.memory, lostCoin, 1) : { memory: gone.memory, events: [] }
  return {
    state: entered ? { ...so.state, ...entered.change } : so.state,
    memory: lost.memory,
    events: [...so.events, ...(entered?.events ?? []), ...own, ...gone.events, ...lost.events],
  }
}

/** A note of which no event speaks for long has vanished; where it may be stuck or was touched, that was said before. */
function patiently(so: Judged<CctalkState>, heard: number, lost: number): Judged<CctalkState> {
  const { state, memory } = so
  const waits = state.inEscrow !== 'yes' || memory.note?.stage !== 'escrowed'
  if (!isOpen(memory) || !waits) return { ...so, state: { ...state, silentReadings: 0 } }
  const silentReadings = heard > 0 && lost === 0 ? 0 : state.silentReadings + 1
  if (silentReadings < PATIENCE && lost === 0) return { ...so, state: { ...state, silentReadings } }
  const gone = judge(memory, { type: 'vanished', because: whyVanished(state, memory, lost) })
  return {
    state: { ...state, silentReadings: 0, inEscrow: 'no' },
    memory: gone.memory,
    events: [...so.events, ...gone.events],
  }
}

function whyVanished(state: CctalkState, memory: CashMemory, lost: number) {
  if (lost > 0) return 'eventsLost'
  if (wasCut(state, memory)) return 'powerLost'
  return state.mine === memory.note?.noteId ? 'unreported' : 'lineLost'
}
