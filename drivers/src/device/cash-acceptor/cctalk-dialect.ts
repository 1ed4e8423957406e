import { CCTALK_REPLY } from '../../frame/cctalk.ts'
import type { CctalkFrame } from '../../frame/cctalk.ts'
import type { CashMemory } from './cash-acceptor.ts'
import { needsReset } from './cash-faults.ts'
import { billName, CCTALK_HEADER, coinWorth } from './cctalk-messages.ts'
import { afterOurReset, hearCctalkEvents, hearInhibits } from './cctalk-hearing.ts'
import { littleEndian, maskOf, freshState } from './dialect.ts'
import type { Ask, Dialect, DialectState, Judged, Wishes } from './dialect.ts'
import { giveUp } from './note-tracking.ts'
import { nameTold } from '../common/seen-text.ts'

type Name =
  | 'reset'
  | 'events'
  | 'category'
  | 'product'
  | 'coinId'
  | 'billId'
  | 'scaling'
  | 'billMode'
  | 'inhibits'
  | 'inhibitStatus'
  | 'shut'
  | 'open'
  | 'stack'
  | 'return'
  | 'hold'

export type CctalkState = DialectState & {
  kind: 'coin' | 'bill'
  /** Values as the acceptor names them, place by place; bills in units that the country's scaling makes fen of. */
  values: readonly number[]
  country: string
  modeSet: boolean
  /** `unknown` on a fresh line: events tell what happened, not how things stand. */
  inEscrow: 'yes' | 'no' | 'unknown'
  /** A reading that does not join on to the one before it; believed when the next one joins on to it. */
  doubted: CashMemory['eventCounter']
  /** An order about the note in escrow was taken, and its event is still to come. */
  ordered: boolean
  /** Readings without a word about the note under way. */
  silentReadings: number
  /** Readings since the acceptor was last told to wait with the note in escrow. */
  heldFor: number
  /**
   * The places that the acceptor was last told to let go, as bits; `null` when that is not known. They are never all
   * inhibited by us, so that they tell of a reset, after which all are: numbers and buffer of an acceptor that began
   * anew may look like those remembered. The master inhibit rules when they take anything; some acceptors start with
   * it let go, so it proves nothing.
   */
  places: number | null
  /** The acceptor was asked for its places since it was told them. */
  placesAsked: boolean
  /** The last reading seems to go on from the one before it; the places have not proved it yet. */
  unchecked: boolean
  /** The places were once not as we left them; believed when the next answer says so, too. */
  resetSeen: boolean
  /** Readings since the acceptor said that it takes nothing. */
  shutFor: number
}

const PLACES = 16
const ROUTE = { giveBack: 0, stack: 1, wait: 255 } as const
/** An acceptor gives a note back after a time of its own, ten seconds say, unless told to wait. */
const READINGS_PER_HOLD = 20
const ESCROW_EMPTY = 254
/** Stacker and escrow. */
const BILL_MODE = 3

/** Bill validators by ccTalk, address 40: notes wait in escrow, all that happens is numbered. */
export const cctalkBill = cctalk('bill')
/** Coin acceptors by ccTalk, address 2: no escrow, each coin taken is a numbered event. */
export const cctalkCoin = cctalk('coin')

/**
 * ccTalk. The acceptor numbers its events and shows the last five, so a reading may be repeated or lost without harm;
 * the number last taken is kept in the memory, over lines and programs. A bill is only ever stacked by our order, which
 * is never repeated: were the note gone, it would fall upon the next.
 */
function cctalk(kind: 'coin' | 'bill'): Dialect<CctalkState, Name, CctalkFrame> {
  return {
    begin: () => ({
      ...freshState,
      kind,
      values: [],
      country: '',
      modeSet: kind === 'coin',
      inEscrow: 'unknown',
      doubted: null,
      ordered: false,
      silentReadings: 0,
      heldFor: 0,
      places: null,
      placesAsked: false,
      unchecked: false,
      resetSeen: false,
      shutFor: 0,
    }),
    resume: (memory) => (memory.note?.stage === 'escrowed' ? giveUp(memory, 'lineLost') : memory),
    next,
    answers: (_, { name }, frame) =>
      !frame.fromHost && (frame.header === CCTALK_REPLY.ack ? fits[name](frame.data) : refusable.has(name)),
    hear,
    asksReset: needsReset,
  }
}

const isAck = (data: Uint8Array) => data.length === 0
const isText = (data: Uint8Array) => data.length > 0
const isRoute = (data: Uint8Array) =>
  data.length === 0 || (data.length === 1 && (data[0] ?? 0) >= ESCROW_EMPTY)
const fits: Record<Name, (data: Uint8Array) => boolean> = {
  reset: isAck,
  events: (data) => data.length === 11,
  category: isText,
  product: isText,
  coinId: (data) => data.length === 6 || data.length === 0,
  billId: (data) => data.length === 7 || data.length === 0,
  scaling: (data) => data.length === 3,
  billMode: isAck,
  inhibits: isAck,
  inhibitStatus: (data) => data.length === 2 || data.length === 0,
  shut: isAck,
  open: isAck,
  stack: isRoute,
  return: isRoute,
  hold: isRoute,
}
/** Questions to which NAK is an answer: the place, the scaling or the command is not there. */
const refusable: ReadonlySet<Name> = new Set([
  'coinId',
  'billId',
  'scaling',
  'product',
  'inhibitStatus',
  'reset',
  'stack',
  'return',
  'hold',
])

function next(state: CctalkState, { memory, accept, reset }: Wishes): Ask<Name> {
  const mask = maskOf(state.table, accept)
  if (state.applied !== 0 && mask === 0) return shut()
  if (state.table.length === 0) return setUp(state)
  if (state.unchecked) return say('inhibitStatus', CCTALK_HEADER.inhibitStatus)
  if (!state.ready || state.doubted) return events(state)
  if (reset) return beforeReset(state, memory) ?? say('reset', CCTALK_HEADER.reset)
  if (state.applied !== mask) return opening(state, memory, mask)
  return order(state, memory) ?? { ...events(state), paced: true }
}

/** The places are chosen while it is shut: that they are let go is recorded before anything can fall. */
function opening({ places, placesAsked, applied }: CctalkState, memory: CashMemory, mask: number): Ask<Name> {
  if (places === mask && memory.accepting)
    return placesAsked
      ? say('open', CCTALK_HEADER.masterInhibit, 1)
      : say('inhibitStatus', CCTALK_HEADER.inhibitStatus)
  return applied === 0 ? inhibits(mask) : shut()
}

/** A reset forgets all events: it is shut first, and what it has to tell is read. */
function beforeReset(state: CctalkState, memory: CashMemory): Ask<Name> | undefined {
  if (state.applied !== 0) return shut()
  return memory.accepting ? { ...events(state), paced: true } : undefined
}

function setUp(state: CctalkState): Ask<Name> {
  const place = state.values.length + 1
  if (state.identity === '') return say('category', CCTALK_HEADER.category)
  if (!state.identity.includes(' / ')) return say('product', CCTALK_HEADER.productCode)
  if (place > PLACES) {
    if (!state.modeSet) return say('billMode', CCTALK_HEADER.billMode, BILL_MODE)
    return say('scaling', CCTALK_HEADER.countryScaling, ...Buffer.from(state.country, 'latin1'))
  }
  if (state.kind === 'coin') return say('coinId', CCTALK_HEADER.coinId, place)
  return say('billId', CCTALK_HEADER.billId, place)
}

function order(state: CctalkState, memory: Wishes['memory']): Ask<Name> | undefined {
  const { note } = memory
  if (state.inEscrow === 'no' || state.ordered) return undefined
  const giveBack = say('return', CCTALK_HEADER.routeBill, ROUTE.giveBack)
  if (note?.stage === 'returning') return giveBack
  if (note?.stage === 'escrowed')
    return state.heldFor < READINGS_PER_HOLD ? undefined : say('hold', CCTALK_HEADER.routeBill, ROUTE.wait)
  // Of unknown worth, or one that nobody knows of any more: it is the customer's.
  if (note?.stage !== 'stacking') return state.inEscrow === 'yes' ? giveBack : undefined
  // A note that an earlier line was to stack: if it is still there, it goes back.
  if (note.noteId !== state.mine) return giveBack
  return { ...say('stack', CCTALK_HEADER.routeBill, ROUTE.stack), once: true }
}

function say(name: Name, header: number, ...data: number[]): Ask<Name> {
  return { name, bytes: [header, ...data] }
}

function shut(): Ask<Name> {
  return say('shut', CCTALK_HEADER.masterInhibit, 0)
}

/** Places are counted from 1, their bits from 0. */
function inhibits(mask: number): Ask<Name> {
  return say('inhibits', CCTALK_HEADER.inhibits, ...littleEndian(Math.floor(mask / 2), 2))
}

/** The mask that an order to inhibit told. */
function maskIn([, low = 0, high = 0]: readonly number[]): number {
  return (low + high * 256) * 2
}

function events({ kind }: CctalkState): Ask<Name> {
  return say('events', kind === 'coin' ? CCTALK_HEADER.readCoinEvents : CCTALK_HEADER.readBillEvents)
}

function hear(
  state: CctalkState,
  { name, bytes }: Ask<Name>,
  frame: CctalkFrame | undefined,
  wishes: Wishes,
): Judged<CctalkState> {
  const { memory } = wishes
  const data = frame?.data ?? new Uint8Array(0)
  const text = Buffer.from(data).toString('latin1').trim()
  const still = (change: Partial<CctalkState>): Judged<CctalkState> => ({
    state: { ...state, ...change },
    memory,
    events: [],
  })
  switch (name) {
    case 'reset':
      return frame?.header === CCTALK_REPLY.ack ? afterOurReset(state, memory) : still({})
    case 'events': {
      const heldFor = state.inEscrow === 'yes' ? state.heldFor + 1 : 0
      return hearCctalkEvents({ ...state, heldFor }, data, memory)
    }
    // Refused: the note is no longer in escrow, or it is an acceptor that cannot wait; its events tell.
    case 'hold':
      return still({ heldFor: 0, inEscrow: data[0] === ESCROW_EMPTY ? 'no' : state.inEscrow })
    case 'category':
      return still({ identity: nameTold(data) || 'ccTalk' })
    case 'product':
      return still({ identity: `${state.identity} / ${nameTold(data)}` })
    case 'coinId':
      return still(withPlace(state, coinWorth(text)))
    case 'billId': {
      const { country, value } = billName(text)
      return still({ ...withPlace(state, value), country: state.country || country })
    }
    case 'scaling': {
      const fen = scalingOf(data)
      return still({ table: [0, ...state.values.map((value) => value * fen)] })
    }
    case 'billMode':
      return still({ modeSet: true })
    case 'inhibits':
      // Recorded before it is opened: from then on a coin may fall unseen.
      return {
        ...still({ places: maskIn(bytes), placesAsked: false }),
        memory: { ...memory, accepting: true },
      }
    case 'inhibitStatus':
      return hearInhibits(state, data, memory)
    case 'shut':
      return still({ applied: 0, shutFor: 0 })
    case 'open':
      return still({ applied: state.places })
    case 'stack':
    case 'return': {
      const isEmpty = data[0] === ESCROW_EMPTY
      const refused = isEmpty ? ('no' as const) : state.inEscrow
      return still({ ordered: data.length === 0, inEscrow: refused, silentReadings: 0 })
    }
  }
}

function withPlace(state: CctalkState, value: number): Partial<CctalkState> {
  const values = [...state.values, value]
  if (state.kind === 'bill' || values.length < PLACES) return { values }
  return { values, table: [0, ...values] }
}

/** Two bytes scaling factor, low first, and the number of decimal places; the product is in minor units. */
function scalingOf(data: Uint8Array): number {
  return data.length === 3 ? (data[0] ?? 0) + (data[1] ?? 0) * 256 || 100 : 100
}
