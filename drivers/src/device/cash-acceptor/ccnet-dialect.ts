import type { CcnetFrame } from '../../frame/ccnet.ts'
import { enterFault, needsReset } from './cash-faults.ts'
import { littleEndian, maskOf, freshState } from './dialect.ts'
import type { CashFault } from './cash-faults.ts'
import type { Ask, Dialect, Judged, DialectState, Table, Wishes } from './dialect.ts'
import { foundInFront, giveUp, isOpen, judge, seeEscrow, underFault } from './note-tracking.ts'
import type { Evidence, Judgement } from './note-tracking.ts'
import { nameTold } from '../common/seen-text.ts'

/** States of a bill validator ("CCNET Protocol Description", CashCode, section on the bill validator). */
const STATUS = {
  powerUp: 0x10,
  powerUpBillInValidator: 0x11,
  powerUpBillInStacker: 0x12,
  initialize: 0x13,
  idle: 0x14,
  accepting: 0x15,
  disabled: 0x19,
  holding: 0x1a,
  busy: 0x1b,
  rejecting: 0x1c,
  boxFull: 0x41,
  boxRemoved: 0x42,
  jammed: 0x43,
  boxJammed: 0x44,
  cheated: 0x45,
  pause: 0x46,
  failure: 0x47,
  escrow: 0x80,
  stacked: 0x81,
  returned: 0x82,
} as const

const COMMAND = {
  ack: 0x00,
  reset: 0x30,
  getStatus: 0x31,
  poll: 0x33,
  enable: 0x34,
  stack: 0x35,
  giveBack: 0x36,
  identify: 0x37,
  hold: 0x38,
  getTable: 0x41,
} as const

const ILLEGAL = 0x30
const NAK = 0xff
const TABLE_BYTES = 24 * 5
const LONGEST_POLL_REPLY = 4
/** HOLD keeps a note for ten seconds more. */
const POLLS_PER_HOLD = 20

type Name = 'ack' | 'identify' | 'poll' | 'reset' | 'table' | 'enable' | 'stack' | 'return' | 'hold'

type State = DialectState & {
  /** What the validator said last; `null` when something was ordered since. */
  status: number | null
  owesAck: boolean
  heldFor: number
  /** The note that was in the validator when the power came back: RESET gives it back without another word. */
  found: string | null
}

/**
 * CashCode CCNET. Every answer to a poll is acknowledged; "bill stacked" and "bill returned" are repeated until then, and
 * no other note is taken before, so either is one event however often it comes. A note that is reported by neither is
 * uncertain. HOLD makes HOLDING of ESCROW; the note is still that in escrow and takes either order. After a power cut the validator says where it found a note and waits for
 * RESET, which gives back what is in the validator and stacks what is in the stacker; it waits for RESET, too, after a
 * jam, a fraud or a failure.
 */
export const ccnet: Dialect<State, Name, CcnetFrame> = {
  begin: () => ({ ...freshState, status: null, owesAck: false, heldFor: 0, found: null }),
  resume: (memory) => (memory.note?.stage === 'escrowed' ? giveUp(memory, 'lineLost') : memory),
  next,
  answers: (_, { name }, { data }) => data[0] !== NAK && answering[name](data),
  hear,
  asksReset: needsReset,
}

const isDone = (data: Uint8Array) => data.length === 1 && (data[0] === COMMAND.ack || data[0] === ILLEGAL)
const isIllegal = (data: Uint8Array) => data.length === 1 && data[0] === ILLEGAL
const answering: Record<Name, (data: Uint8Array) => boolean> = {
  ack: () => false,
  identify: (data) => data.length === 34 || isIllegal(data),
  poll: (data) => data.length <= LONGEST_POLL_REPLY && (data[0] ?? 0) >= STATUS.powerUp && !isIllegal(data),
  reset: isDone,
  table: (data) => data.length === TABLE_BYTES || isIllegal(data),
  enable: isDone,
  stack: isDone,
  return: isDone,
  hold: isDone,
}

function next(state: State, { memory, accept, reset }: Wishes): Ask<Name> {
  const mask = maskOf(state.table, accept)
  if (state.owesAck) return { name: 'ack', bytes: [COMMAND.ack], unanswered: true }
  if (state.status === null) return { name: 'poll', bytes: [COMMAND.poll] }
  if (isPowerUp(state.status) || reset) return { name: 'reset', bytes: [COMMAND.reset] }
  if (state.applied !== mask && mask === 0) return enable(0)
  if (state.identity === '') return { name: 'identify', bytes: [COMMAND.identify] }
  if (state.table.length === 0) return { name: 'table', bytes: [COMMAND.getTable] }
  if (state.applied !== mask) return enable(mask)
  if (isHere(state.status)) {
    const stage = memory.note?.stage
    if (stage === 'stacking') return { name: 'stack', bytes: [COMMAND.stack] }
    // Of unknown worth, or one that nobody knows of any more: it is the customer's.
    if (stage !== 'escrowed') return { name: 'return', bytes: [COMMAND.giveBack] }
    if (state.heldFor >= POLLS_PER_HOLD) return { name: 'hold', bytes: [COMMAND.hold] }
  }
  return { name: 'poll', bytes: [COMMAND.poll], paced: true }
}

/** All that is taken goes to escrow first. Three bytes each, the highest bill types first. */
function enable(mask: number): Ask<Name> {
  const types = littleEndian(mask, 3).reverse()
  return { name: 'enable', bytes: [COMMAND.enable, ...types, ...types] }
}

function hear(
  state: State,
  { name }: Ask<Name>,
  reply: CcnetFrame | undefined,
  wishes: Wishes,
): Judged<State> {
  const data = reply?.data ?? new Uint8Array(0)
  const still = (change: Partial<State>): Judged<State> => ({
    state: { ...state, ...change },
    memory: wishes.memory,
    events: [],
  })
  switch (name) {
    case 'ack':
      return still({ owesAck: false })
    case 'identify':
      return still({ identity: identityOf(data), owesAck: data.length > 1 })
    case 'table':
      return still({ table: tableOf(data), ready: true, owesAck: data.length > 1 })
    case 'enable':
      return still(data[0] === COMMAND.ack ? { applied: maskOf(state.table, wishes.accept) } : {})
    case 'reset':
      return still({
        status: null,
        applied: null,
        mine: null,
        resets: state.resets + (data[0] === COMMAND.ack ? 1 : 0),
      })
    case 'stack':
    case 'return':
      return still({ status: null })
    case 'hold':
      return still({ heldFor: 0 })
    case 'poll':
      return heardStatus(state, data, wishes)
  }
}

function heardStatus(state: State, data: Uint8Array, { memory }: Wishes): Judged<State> {
  const [now = 0, detail = 0] = data
  const judgement = judgeStatus(state, now, state.table[detail] ?? 0, memory)
  const fault = enterFault(state, faults[now] ?? 'none')
  const isReject = now === STATUS.rejecting && state.status !== now
  const isFound = now === STATUS.powerUpBillInValidator && isOpen(judgement.memory)
  // It shut itself: what it was told to take is to be told again.
  const isShut = now === STATUS.disabled && state.applied !== 0
  return {
    state: {
      ...state,
      status: now,
      ...fault.change,
      owesAck: true,
      mine: now === STATUS.escrow ? (judgement.memory.note?.noteId ?? null) : state.mine,
      heldFor: isHere(now) ? state.heldFor + 1 : 0,
      found: isFound ? (judgement.memory.note?.noteId ?? null) : state.found,
      applied: isShut ? null : state.applied,
      powerCuts: isPowerUp(now) && state.status !== now ? state.powerCuts + 1 : state.powerCuts,
    },
    memory: judgement.memory,
    events: [
      ...judgement.events,
      ...fault.events,
      ...(isReject ? [{ type: 'rejected' as const, reason: String(detail) }] : []),
    ],
  }
}

function judgeStatus(state: State, now: number, fen: number, memory: Wishes['memory']): Judgement {
  const of = (evidence: Evidence) => judge(memory, evidence)
  switch (now) {
    case STATUS.escrow:
      // Before the table is read, and of a type that is not in it, a note can only go back.
      if (fen === 0) return { memory: giveUp(memory, 'lineLost'), events: [] }
      return seeEscrow(memory, state.mine, { type: 'inEscrow', denominationFen: fen })
    case STATUS.stacked:
      return of({ type: 'inBox', ...(fen > 0 && { denominationFen: fen }) })
    case STATUS.powerUpBillInStacker:
      return of({ type: 'inBox' })
    case STATUS.returned:
      return isOpen(memory) ? of({ type: 'atMouth', because: whose(state, memory) }) : { memory, events: [] }
    case STATUS.powerUp:
      return of({ type: 'vanished', because: 'powerLost' })
    case STATUS.holding:
      return { memory: ofAnotherLine(state, memory) ? giveUp(memory, 'lineLost') : memory, events: [] }
    case STATUS.powerUpBillInValidator:
      return foundInFront(memory)
    case STATUS.idle:
    case STATUS.accepting:
    case STATUS.disabled:
      if (memory.note?.stage === 'credited') return of({ type: 'settled' })
      if (isOpen(memory) && state.found === memory.note?.noteId)
        return of({ type: 'atMouth', because: 'powerLost' })
      return of({ type: 'vanished', because: ofAnotherLine(state, memory) ? 'lineLost' : 'unreported' })
    default:
      return underFault(state, faults[now] ?? 'none', memory)
  }
}

function whose(state: State, memory: Wishes['memory']): 'device' | 'lineLost' {
  return ofAnotherLine(state, memory) ? 'lineLost' : 'device'
}

function ofAnotherLine(state: State, memory: Wishes['memory']): boolean {
  return state.mine !== memory.note?.noteId
}

const isHere = (now: number) => now === STATUS.escrow || now === STATUS.holding

const isPowerUp = (now: number) => now >= STATUS.powerUp && now <= STATUS.powerUpBillInStacker

const faults: Readonly<Record<number, CashFault>> = {
  [STATUS.powerUp]: 'busy',
  [STATUS.powerUpBillInValidator]: 'busy',
  [STATUS.powerUpBillInStacker]: 'busy',
  [STATUS.initialize]: 'busy',
  [STATUS.busy]: 'busy',
  [STATUS.boxFull]: 'boxFull',
  [STATUS.boxRemoved]: 'boxRemoved',
  [STATUS.jammed]: 'jammedInPath',
  [STATUS.boxJammed]: 'jammedInBox',
  [STATUS.cheated]: 'fraud',
  [STATUS.pause]: 'busy',
  [STATUS.failure]: 'failed',
}

/** Part number (15 characters), serial number (12), asset number (7 bytes, not told). */
function identityOf(data: Uint8Array): string {
  return data.length > 1 ? `${nameTold(data.subarray(0, 15))} ${nameTold(data.subarray(15, 27))}` : 'CCNET'
}

/** Five bytes a type: base, three letters of the country, power of ten (bit 7: negative); worth base × 10^power yuan. */
function tableOf(data: Uint8Array): Table {
  return Array.from({ length: Math.floor(data.length / 5) }, (_, type) => {
    const base = data[type * 5] ?? 0
    const power = data[type * 5 + 4] ?? 0
    return Math.round(base * 10 ** (power & 0x80 ? -(power & 0x7f) : power) * 100)
  })
}
