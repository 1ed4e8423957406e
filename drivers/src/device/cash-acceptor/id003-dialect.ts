import type { Id003Frame } from '../../frame/id003.ts'
import { enterFault, needsReset } from './cash-faults.ts'
import { littleEndian, maskOf, freshState } from './dialect.ts'
import type { CashFault } from './cash-faults.ts'
import type { Ask, Dialect, Judged, DialectState, Table, Wishes } from './dialect.ts'
import { foundInFront, giveUp, isOpen, judge, seeEscrow, underFault } from './note-tracking.ts'
import type { Evidence, Judgement } from './note-tracking.ts'
import { nameTold } from '../common/seen-text.ts'

/** Status bytes of ID-003 ("ID-003 Protocol Specification", JCM). */
export const ID003_STATUS = {
  idle: 0x11,
  accepting: 0x12,
  escrow: 0x13,
  stacking: 0x14,
  vendValid: 0x15,
  stacked: 0x16,
  rejecting: 0x17,
  returning: 0x18,
  holding: 0x19,
  inhibited: 0x1a,
  initialize: 0x1b,
  powerUp: 0x40,
  powerUpBillInAcceptor: 0x41,
  powerUpBillInStacker: 0x42,
  stackerFull: 0x43,
  stackerOpen: 0x44,
  jamInAcceptor: 0x45,
  jamInStacker: 0x46,
  pause: 0x47,
  cheated: 0x48,
  failure: 0x49,
} as const

const COMMAND = {
  statusRequest: 0x11,
  reset: 0x40,
  stack: 0x41,
  giveBack: 0x43,
  hold: 0x44,
  ack: 0x50,
  getVersion: 0x88,
  getTable: 0x8a,
  setDenominations: 0xc0,
  setInhibit: 0xc3,
} as const

const INVALID_COMMAND = 0x4b
/** A held note is held for ten seconds more by each HOLD. */
const POLLS_PER_HOLD = 20
const FIRST_ESCROW_CODE = 0x61

type Name =
  'ack' | 'version' | 'status' | 'reset' | 'table' | 'denominations' | 'inhibit' | 'stack' | 'return' | 'hold'

type State = DialectState & {
  /** What the acceptor said last; `null` when something was ordered since. */
  status: number | null
  owesAck: boolean
  /** What SET DENOMINATION was last told, as bits to take. */
  denominations: number | null
  heldFor: number
  /** The note that the acceptor said on this line to have in it, so that its own word is known when it is gone. */
  seen: string | null
}

/**
 * JCM ID-003. A stacked note is told as VEND VALID again and again until it is acknowledged, and no other note is taken
 * before: that status is one credit however often it comes, and its absence, for a note seen on this line, is proof that
 * nothing was stacked. HOLD makes HOLDING of ESCROW, for ten seconds or for good: the note is still that in escrow and
 * takes either order. After a power cut the acceptor says where it found a note, and waits for RESET, which gives back
 * what is in the acceptor and stacks what is in the stacker. It waits for RESET, too, after a jam, a fraud or a failure.
 */
export const id003: Dialect<State, Name, Id003Frame> = {
  begin: () => ({
    ...freshState,
    status: null,
    owesAck: false,
    denominations: null,
    heldFor: 0,
    seen: null,
  }),
  // An order to stack stays: only the acceptor can say whether it was carried out.
  resume: (memory) => (memory.note?.stage === 'escrowed' ? giveUp(memory, 'lineLost') : memory),
  next,
  answers: (_, { name }, { command: reply }) => answering[name](reply),
  hear,
  asksReset: needsReset,
}

const isStatus = (reply: number) =>
  (reply >= ID003_STATUS.idle && reply <= ID003_STATUS.initialize) ||
  (reply >= ID003_STATUS.powerUp && reply <= 0x4a)
const isDone = (reply: number) => reply === COMMAND.ack || reply === INVALID_COMMAND
const answering: Record<Name, (reply: number) => boolean> = {
  ack: () => false,
  version: (reply) => reply === COMMAND.getVersion,
  status: isStatus,
  reset: isDone,
  table: (reply) => reply === COMMAND.getTable || reply === INVALID_COMMAND,
  denominations: (reply) => reply === COMMAND.setDenominations,
  inhibit: (reply) => reply === COMMAND.setInhibit,
  stack: isDone,
  return: isDone,
  hold: isDone,
}

function next(state: State, { memory, accept, reset }: Wishes): Ask<Name> {
  const { status, table } = state
  const mask = maskOf(table, accept)
  if (state.owesAck) return { name: 'ack', bytes: [COMMAND.ack], unanswered: true }
  if (state.identity === '') return { name: 'version', bytes: [COMMAND.getVersion] }
  if (status === null) return { name: 'status', bytes: [COMMAND.statusRequest] }
  if (isPowerUp(status) || reset) return { name: 'reset', bytes: [COMMAND.reset] }
  if (state.applied !== 0 && mask === 0) return { name: 'inhibit', bytes: [COMMAND.setInhibit, 1] }
  if (table.length === 0) return { name: 'table', bytes: [COMMAND.getTable] }
  if (state.denominations !== mask && mask !== 0)
    return { name: 'denominations', bytes: [COMMAND.setDenominations, ...littleEndian(0xffff - mask, 2)] }
  if (state.applied !== mask) return { name: 'inhibit', bytes: [COMMAND.setInhibit, 0] }
  if (isHere(status)) {
    const stage = memory.note?.stage
    if (stage === 'stacking') return { name: 'stack', bytes: [COMMAND.stack] }
    // Of unknown worth, or one that nobody knows of any more: it is the customer's.
    if (stage !== 'escrowed') return { name: 'return', bytes: [COMMAND.giveBack] }
    if (state.heldFor >= POLLS_PER_HOLD) return { name: 'hold', bytes: [COMMAND.hold] }
  }
  return { name: 'status', bytes: [COMMAND.statusRequest], paced: true }
}

function hear(
  state: State,
  { name }: Ask<Name>,
  reply: Id003Frame | undefined,
  wishes: Wishes,
): Judged<State> {
  const { memory } = wishes
  const still = (change: Partial<State>): Judged<State> => ({
    state: { ...state, ...change },
    memory,
    events: [],
  })
  switch (name) {
    case 'ack':
      return still({ owesAck: false, status: null })
    case 'version':
      return still({ identity: nameTold(Uint8Array.from(reply?.data ?? [])) || 'ID-003' })
    case 'table':
      return still({ table: tableOf(reply?.data ?? new Uint8Array(0)), ready: true })
    case 'denominations':
      return still({ denominations: maskOf(state.table, wishes.accept) })
    case 'inhibit':
      return still({ applied: maskOf(state.table, wishes.accept) })
    case 'reset':
      return still({
        status: null,
        applied: null,
        denominations: null,
        mine: null,
        resets: state.resets + (reply?.command === COMMAND.ack ? 1 : 0),
      })
    case 'stack':
    case 'return':
      return still({ status: null })
    case 'hold':
      return still({ heldFor: 0 })
    case 'status':
      return heardStatus(
        state,
        reply ?? { command: ID003_STATUS.initialize, data: new Uint8Array(0) },
        wishes,
      )
  }
}

function heardStatus(state: State, { command: status, data }: Id003Frame, { memory }: Wishes): Judged<State> {
  const judgement = judgeStatus(state, status, data, memory)
  const fault = enterFault(state, faults[status] ?? 'none')
  const isReject = status === ID003_STATUS.rejecting && state.status !== status
  const isSeen = shownNote.has(status) && isOpen(judgement.memory)
  // It shut itself: what it was told to take is to be told again.
  const isShut = status === ID003_STATUS.inhibited && state.applied !== 0
  return {
    state: {
      ...state,
      status,
      ...fault.change,
      owesAck: status === ID003_STATUS.vendValid,
      mine: status === ID003_STATUS.escrow ? (judgement.memory.note?.noteId ?? null) : state.mine,
      heldFor: isHere(status) ? state.heldFor + 1 : 0,
      seen: isSeen ? (judgement.memory.note?.noteId ?? null) : state.seen,
      applied: isShut ? null : state.applied,
      powerCuts: isPowerUp(status) && state.status !== status ? state.powerCuts + 1 : state.powerCuts,
    },
    memory: judgement.memory,
    events: [
      ...judgement.events,
      ...fault.events,
      ...(isReject ? [{ type: 'rejected' as const, reason: String(data[0] ?? 0) }] : []),
    ],
  }
}

function judgeStatus(state: State, status: number, data: Uint8Array, memory: Wishes['memory']): Judgement {
  const of = (evidence: Evidence) => judge(memory, evidence)
  switch (status) {
    case ID003_STATUS.escrow:
      return escrowed(state, data, memory)
    case ID003_STATUS.vendValid:
    case ID003_STATUS.powerUpBillInStacker:
      return of({ type: 'inBox' })
    case ID003_STATUS.powerUp:
      return of({ type: 'vanished', because: 'powerLost' })
    case ID003_STATUS.powerUpBillInAcceptor:
      return foundInFront(memory)
    case ID003_STATUS.holding:
      return { memory: held(state, memory), events: [] }
    case ID003_STATUS.stacked:
      return of({ type: 'settled' })
    case ID003_STATUS.idle:
    case ID003_STATUS.accepting:
    case ID003_STATUS.inhibited:
      if (memory.note?.stage === 'credited') return of({ type: 'settled' })
      if (!isOpen(memory)) return { memory, events: [] }
      if (state.seen !== memory.note?.noteId) return of({ type: 'vanished', because: 'lineLost' })
      return of({ type: 'atMouth', because: state.mine === state.seen ? 'device' : 'lineLost' })
    default:
      return underFault(state, faults[status] ?? 'none', memory)
  }
}

/** HOLDING does not say what is held: only on the line that saw it in escrow is it known to be the note to be stacked. */
function held(state: State, memory: Wishes['memory']): Wishes['memory'] {
  return state.mine === memory.note?.noteId ? memory : giveUp(memory, 'lineLost')
}

/** A note of a value that is not in the table cannot be credited, so it is not told and goes back by itself. */
function escrowed(state: State, data: Uint8Array, memory: Wishes['memory']): Judgement {
  const denominationFen = state.table[(data[0] ?? 0) - FIRST_ESCROW_CODE] ?? 0
  // Before the table is read the note can only be one that an earlier line left behind.
  if (denominationFen === 0) return { memory: giveUp(memory, 'lineLost'), events: [] }
  return seeEscrow(memory, state.mine, { type: 'inEscrow', denominationFen })
}

/** Statuses that speak of a note that was in escrow, on its way in or out or found there. */
const shownNote: ReadonlySet<number> = new Set([
  ID003_STATUS.escrow,
  ID003_STATUS.holding,
  ID003_STATUS.stacking,
  ID003_STATUS.returning,
  ID003_STATUS.powerUpBillInAcceptor,
])

const isHere = (status: number) => status === ID003_STATUS.escrow || status === ID003_STATUS.holding

const isPowerUp = (status: number) =>
  status >= ID003_STATUS.powerUp && status <= ID003_STATUS.powerUpBillInStacker

const faults: Readonly<Record<number, CashFault>> = {
  [ID003_STATUS.initialize]: 'busy',
  [ID003_STATUS.powerUp]: 'busy',
  [ID003_STATUS.powerUpBillInAcceptor]: 'busy',
  [ID003_STATUS.powerUpBillInStacker]: 'busy',
  [ID003_STATUS.stackerFull]: 'boxFull',
  [ID003_STATUS.stackerOpen]: 'boxRemoved',
  [ID003_STATUS.jamInAcceptor]: 'jammedInPath',
  [ID003_STATUS.jamInStacker]: 'jammedInBox',
  [ID003_STATUS.pause]: 'busy',
  [ID003_STATUS.cheated]: 'fraud',
  [ID003_STATUS.failure]: 'failed',
}

/** Four bytes a denomination: escrow code, country, base, power of ten; worth base × 10^power yuan. */
function tableOf(data: Uint8Array): Table {
  const table: number[] = Array.from({ length: 8 }, () => 0)
  for (let at = 0; at + 4 <= data.length; at += 4) {
    const [code = 0, , base = 0, power = 0] = data.subarray(at, at + 4)
    const channel = code - FIRST_ESCROW_CODE
    if (channel >= 0 && channel < 16) table[channel] = base * 10 ** power * 100
  }
  return table
}
