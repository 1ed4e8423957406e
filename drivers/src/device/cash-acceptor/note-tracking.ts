import { handsOn } from './cash-faults.ts'
import type { CashFault } from './cash-faults.ts'
import type { DialectState } from './dialect.ts'
import type { CashEvent, CashMemory, NoteUnderWay, ReturnReason, UncertainReason } from './cash-acceptor.ts'

/** What an acceptor's words prove about the note under way, whatever the protocol. */
export type Evidence =
  /** A note of this worth lies in escrow. `another`: surely not the one known so far. */
  | { type: 'inEscrow'; denominationFen: number; another?: boolean }
  /** The note is in the box for good. */
  | { type: 'inBox'; denominationFen?: number }
  /** The note credited is in the box, but its credit may be told once more before it is settled. */
  | { type: 'boxed' }
  /** The note is with the customer. */
  | { type: 'atMouth'; because: ReturnReason }
  /** The note is neither in escrow nor reported, or somebody's hands were on it: nobody can tell where it went. */
  | { type: 'vanished'; because: Vanishing }
  /** The acceptor knows that its last credit was heard, and will not repeat it. */
  | { type: 'settled' }

/** What made a note vanish from sight. */
type Vanishing = Exclude<UncertainReason, 'unknownDenomination'>

/** A memory and what there is to tell about how it came to be. */
export type Judgement = { memory: CashMemory; events: readonly CashEvent[] }

/** A memory of nothing. `random` gives numbers in [0, 1); ids of two memories never meet. */
export function emptyMemory(random: () => number): CashMemory {
  const series = Math.floor(random() * 2 ** 48)
    .toString(36)
    .padStart(10, '0')
  return { series, lastNote: 0, note: null, eventCounter: null, accepting: false }
}

/**
 * The one place that decides about money. Credits a note once and only on proof that it is in the box; when the proofs
 * do not suffice it says so.
 */
export function judge(memory: CashMemory, evidence: Evidence): Judgement {
  switch (evidence.type) {
    case 'inEscrow':
      return inEscrow(memory, evidence.denominationFen, evidence.another ?? false)
    case 'inBox':
      return inBox(memory, evidence.denominationFen)
    case 'boxed':
      return memory.note?.stage === 'credited'
        ? quiet({ ...memory, note: { ...memory.note, boxed: true } })
        : quiet(memory)
    case 'atMouth':
      return atMouth(memory, evidence.because)
    case 'vanished':
      return vanished(memory, evidence.because)
    case 'settled':
      return memory.note?.stage === 'credited' ? quiet({ ...memory, note: null }) : quiet(memory)
  }
}

/** Judges one piece of evidence after another. */
export function judgeAll(memory: CashMemory, evidence: readonly Evidence[]): Judgement {
  return evidence.reduce<Judgement>((so, piece) => {
    const next = judge(so.memory, piece)
    return { memory: next.memory, events: [...so.events, ...next.events] }
  }, quiet(memory))
}

/** Notes the caller's decision; `undefined` when no such note waits in escrow. */
export function decide(
  memory: CashMemory,
  noteId: string,
  decision: 'stack' | { giveBack: ReturnReason },
): CashMemory | undefined {
  const { note } = memory
  if (note?.noteId !== noteId || note.stage !== 'escrowed') return undefined
  const { denominationFen } = note
  const decided: NoteUnderWay =
    decision === 'stack'
      ? { noteId, denominationFen, stage: 'stacking' }
      : { noteId, denominationFen, stage: 'returning', because: decision.giveBack }
  return { ...memory, note: decided }
}

/** What was begun with a note is not gone on with: it is to go back, if it is not in the box yet. */
export function giveUp(memory: CashMemory, because: ReturnReason): CashMemory {
  const { note } = memory
  if (note?.stage !== 'escrowed' && note?.stage !== 'stacking') return memory
  const { noteId, denominationFen } = note
  return { ...memory, note: { noteId, denominationFen, stage: 'returning', because } }
}

/**
 * A note was found in front of the box when the power came back. One that was ordered into the box may lie there
 * already, and this be another, put in since: then nobody can tell.
 */
export function foundInFront(memory: CashMemory): Judgement {
  if (memory.note?.stage === 'stacking') return vanished(memory, 'powerLost')
  return quiet(giveUp(memory, 'powerLost'))
}

/**
 * The path jammed, or the acceptor was opened: a person's hands will be on the note, and may put it into the box as well
 * as take it out, wherever it was to go. It is uncertain from now on, whatever line hears of the end of it; if the
 * acceptor tells yet that it is stacked, that settles it. What jams when no note is known to be under way is one that was
 * not looked at yet, and may end in the box as well; so may what jams when the note under way was not seen since the line
 * or the power was lost: it may be another one, put in since.
 */
export function underFault(
  { stops, mine }: Pick<DialectState, 'stops' | 'mine'>,
  now: CashFault,
  memory: CashMemory,
): Judgement {
  const reason = handsOn(now)
  if (reason === undefined) return quiet(memory)
  if (isOpen(memory)) {
    const gone = vanished(memory, reason)
    if (reason !== 'jammed' || memory.note?.noteId === mine) return gone
    const other = loseSight(gone.memory, 'jammed', 1)
    return { memory: other.memory, events: [...gone.events, ...other.events] }
  }
  const wasJammed = stops.some((fault) => handsOn(fault) === 'jammed')
  const isTold = wasJammed || (stops.length > 0 && memory.note?.stage === 'uncertain')
  return reason === 'jammed' && !isTold ? loseSight(memory, 'jammed', 1) : quiet(memory)
}

/** Whether a note is under way whose fate is still open. */
export function isOpen(memory: CashMemory): boolean {
  const stage = memory.note?.stage
  return stage === 'escrowed' || stage === 'stacking' || stage === 'returning'
}

/**
 * A note seen in escrow, on a line that knows `mine`, the note it saw there before. An order to stack is carried out
 * only for that one: what an earlier line left behind goes back.
 */
export function seeEscrow(memory: CashMemory, mine: string | null, evidence: Evidence): Judgement {
  const { note } = memory
  const left = note?.stage === 'stacking' && note.noteId !== mine
  return judge(left ? giveUp(memory, 'lineLost') : memory, evidence)
}

/**
 * The acceptor repeats no credit any more. One that is in the box besides is settled; another may still be told of, as a
 * note found on its way when the power comes back.
 */
export function settleBoxed(memory: CashMemory): CashMemory {
  const { note } = memory
  return note?.stage === 'credited' && note.boxed ? { ...memory, note: null } : memory
}

/** Says that up to `atMost` notes that have no name may be in the box. */
export function loseSight(memory: CashMemory, reason: UncertainReason, atMost?: number): Judgement {
  const { noteId, memory: named } = name(memory)
  const event: CashEvent = { type: 'uncertain', noteId, reason, ...(atMost !== undefined && { atMost }) }
  return { memory: named, events: [event] }
}

function inEscrow(memory: CashMemory, denominationFen: number, another: boolean): Judgement {
  const { note } = memory
  const waits = note !== null && note.stage !== 'credited' && note.stage !== 'uncertain'
  if (waits && !another && note.denominationFen === denominationFen) return quiet(memory)
  const before: Judgement = waits ? vanished(memory, 'lineLost') : quiet(memory)
  const { noteId, memory: named } = name(before.memory)
  return {
    memory: { ...named, note: { noteId, denominationFen, stage: 'escrowed' } },
    events: [...before.events, { type: 'escrowed', noteId, denominationFen }],
  }
}

function inBox(memory: CashMemory, told: number | undefined): Judgement {
  const { note } = memory
  if (note?.stage === 'credited') return quiet(memory)
  const denominationFen = told ?? note?.denominationFen
  const { noteId, memory: named } = note ? { noteId: note.noteId, memory } : name(memory)
  const credited: CashMemory = { ...named, note: { noteId, stage: 'credited' } }
  const event: CashEvent =
    denominationFen === undefined
      ? { type: 'uncertain', noteId, reason: 'unknownDenomination', atMost: 1 }
      : { type: 'credited', noteId, creditId: noteId, denominationFen }
  return { memory: credited, events: [event] }
}

function atMouth(memory: CashMemory, because: ReturnReason): Judgement {
  const { note } = memory
  if (!note) return quiet(memory)
  const without: CashMemory = { ...memory, note: null }
  const { noteId } = note
  if (note.stage === 'credited')
    return { memory: without, events: [{ type: 'fraud', kind: 'withdrawn', noteId }] }
  const reason = note.stage === 'returning' ? note.because : because
  return {
    memory: without,
    events: [{ type: 'returned', noteId, denominationFen: note.denominationFen, reason }],
  }
}

/** Only an open note can vanish: of one credited or uncertain everything is said. */
function vanished(memory: CashMemory, because: Vanishing): Judgement {
  const { note } = memory
  if (note?.stage !== 'escrowed' && note?.stage !== 'stacking' && note?.stage !== 'returning')
    return quiet(memory)
  const { noteId, denominationFen } = note
  return {
    memory: { ...memory, note: { noteId, denominationFen, stage: 'uncertain' } },
    events: [{ type: 'uncertain', noteId, denominationFen, atMost: 1, reason: because }],
  }
}

function name(memory: CashMemory): { noteId: string; memory: CashMemory } {
  const lastNote = memory.lastNote + 1
  return { noteId: `${memory.series}-${lastNote}`, memory: { ...memory, lastNote } }
}

function quiet(memory: CashMemory): Judgement {
  return { memory, events: [] }
}
