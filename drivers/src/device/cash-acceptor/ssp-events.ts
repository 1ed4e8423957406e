import type { CashEvent, CashMemory } from './cash-acceptor.ts'
import { enterFault } from './cash-faults.ts'
import type { CashFault } from './cash-faults.ts'
import { foundInFront, isOpen, judge, judgeAll } from './note-tracking.ts'
import type { Evidence, Judgement } from './note-tracking.ts'
import type { SspState } from './ssp-dialect.ts'
import { SSP_EVENT } from './ssp-messages.ts'
import type { SspEvent } from './ssp-messages.ts'

/** What the events of one poll make of the state; `aboutNote` when one spoke of the note under way. */
export type HeardSsp = {
  state: SspState
  memory: CashMemory
  events: readonly CashEvent[]
  aboutNote: boolean
}

const aboutNotes: ReadonlySet<number> = new Set([
  SSP_EVENT.read,
  SSP_EVENT.stacking,
  SSP_EVENT.rejecting,
  SSP_EVENT.reset,
])

const faults: Readonly<Record<number, CashFault>> = {
  [SSP_EVENT.boxRemoved]: 'boxRemoved',
  [SSP_EVENT.boxReturned]: 'none',
  [SSP_EVENT.fraud]: 'fraud',
  [SSP_EVENT.boxFull]: 'boxFull',
  [SSP_EVENT.unsafeJam]: 'jammedInPath',
  [SSP_EVENT.safeJam]: 'jammedInBox',
}

/** Judges the events of one poll in the order the acceptor gave them. */
export function judgeSspEvents(before: SspState, heard: readonly SspEvent[], memory: CashMemory): HeardSsp {
  const credits = heard.some(({ code }) => isRepeated(code))
  const state = { ...before, owesAck: before.withAck && credits }
  const started: HeardSsp = { state, memory, events: [], aboutNote: false }
  const told = heard.reduce<HeardSsp>((so, event) => one(so, event, credits), started)
  const isBoxed = credits && heard.some(({ code }) => code === SSP_EVENT.stacked)
  // Told together, in whatever order. With an acknowledgement owed the credit comes again, and must be known again.
  const last: Evidence = { type: state.owesAck ? 'boxed' : 'settled' }
  const settled = isBoxed ? { ...told, memory: judge(told.memory, last).memory } : told
  return { ...settled, ...withFault(settled, heard) }
}

/** Events that are repeated until acknowledged. */
export function isRepeated(code: number): boolean {
  return (
    code === SSP_EVENT.credit ||
    code === SSP_EVENT.noteClearedFromFront ||
    code === SSP_EVENT.noteClearedToBox ||
    code === SSP_EVENT.fraud
  )
}

function one(so: HeardSsp, event: SspEvent, credits: boolean): HeardSsp {
  const { state, memory } = so
  const aboutNote = so.aboutNote || aboutNotes.has(event.code)
  const judged = (judgement: Judgement, change: Partial<SspState> = {}): HeardSsp => ({
    state: { ...state, ...change },
    memory: judgement.memory,
    events: [...so.events, ...judgement.events],
    aboutNote,
  })
  const of = (evidence: Evidence) => judged(judge(memory, evidence))
  const fen = state.table[event.channel - 1] ?? 0
  switch (event.code) {
    case SSP_EVENT.read: {
      // Another note is being looked at: the one before is gone, and nobody said where to.
      if (event.channel === 0 && isOpen(memory))
        return of({ type: 'vanished', because: whyUnseen(state, memory) })
      if (fen === 0) return { ...so, aboutNote }
      const seen = judge(memory, { type: 'inEscrow', denominationFen: fen, another: true })
      return judged(seen, { inEscrow: true, mine: seen.memory.note?.noteId ?? null, gaveBack: false })
    }
    case SSP_EVENT.credit:
      return of(credited(fen))
    case SSP_EVENT.noteClearedToBox:
      return judged(judgeAll(memory, [credited(fen), { type: 'boxed' }]))
    case SSP_EVENT.noteClearedFromFront:
      return judged(clearedFromFront(memory, fen))
    // Not what it was told: it shut itself, when it heard nothing for long, and is to be told again.
    case SSP_EVENT.disabled:
      return { ...so, state: { ...state, applied: state.applied === 0 ? 0 : null }, aboutNote }
    case SSP_EVENT.stacked:
      return credits ? { ...so, aboutNote } : of({ type: 'settled' })
    case SSP_EVENT.rejected:
      return isOpen(memory) &&
        (state.gaveBack || (state.mine === memory.note?.noteId && state.silentPolls === 0))
        ? of({ type: 'atMouth', because: state.mine === memory.note?.noteId ? 'device' : 'lineLost' })
        : judged({ memory, events: [{ type: 'rejected', reason: 'EC' }] })
    case SSP_EVENT.reset:
      return judged({ memory, events: [] }, afterPowerCut(state))
    default:
      return { ...so, aboutNote }
  }
}

/** Why nothing was heard of the note under way. */
export function whyUnseen({ mine, powerCuts }: SspState, { note }: CashMemory) {
  if (powerCuts > 0) return 'powerLost'
  return mine === note?.noteId ? 'unreported' : 'lineLost'
}

/**
 * A note was found in the path and given back. One that was ordered into the box, or of another worth, may not be that
 * note; of one in whose path hands have been nothing is certain any more.
 */
function clearedFromFront(memory: CashMemory, fen: number): Judgement {
  const { note } = memory
  if (note?.stage === 'credited') return judge(memory, { type: 'atMouth', because: 'powerLost' })
  if (!isOpen(memory)) return { memory, events: [] }
  const isOther = fen > 0 && note !== null && 'denominationFen' in note && note.denominationFen !== fen
  if (isOther) return judge(memory, { type: 'vanished', because: 'powerLost' })
  if (note?.stage === 'stacking') return foundInFront(memory)
  return judge(memory, { type: 'atMouth', because: 'powerLost' })
}

function credited(fen: number): Evidence {
  return { type: 'inBox', ...(fen > 0 && { denominationFen: fen }) }
}

/** Everything but the table must be said anew. */
function afterPowerCut(state: SspState): Partial<SspState> {
  return {
    toDo: ['sync', 'disable', 'protocol', 'setup'],
    sequence: 1,
    inEscrow: false,
    applied: null,
    inhibits: null,
    mine: null,
    gaveBack: false,
    powerCuts: state.powerCuts + 1,
  }
}

/** A jam and a full box are told in every poll while they last; a missing box only once, until it is back. */
function withFault(told: HeardSsp, heard: readonly SspEvent[]): Pick<HeardSsp, 'state' | 'events'> {
  const last = heard.map(({ code }) => faults[code]).findLast((fault) => fault !== undefined)
  const lasting: CashFault = told.state.fault === 'boxRemoved' ? 'boxRemoved' : 'none'
  const { change, events } = enterFault(told.state, last ?? lasting)
  return { state: { ...told.state, ...change }, events: [...told.events, ...events] }
}
