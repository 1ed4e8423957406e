import type { SspFrame } from '../../frame/ssp.ts'
import { littleEndian, maskOf, freshState } from './dialect.ts'
import type { Ask, Dialect, DialectState, Judged, Wishes } from './dialect.ts'
import { giveUp, isOpen, judge, settleBoxed, underFault } from './note-tracking.ts'
import { readSspEvents, SSP_EVENT, sspSetup } from './ssp-messages.ts'
import { isRepeated, judgeSspEvents, whyUnseen } from './ssp-events.ts'

const COMMAND = {
  reset: 0x01,
  inhibits: 0x02,
  setup: 0x05,
  protocol: 0x06,
  poll: 0x07,
  reject: 0x08,
  disable: 0x09,
  enable: 0x0a,
  sync: 0x11,
  hold: 0x18,
  pollWithAck: 0x56,
  eventAck: 0x57,
} as const

const REPLY = { ok: 0xf0, unknownCommand: 0xf2 } as const
const NEWEST_PROTOCOL = 8
const OLDEST_PROTOCOL = 4
/** Polls without a word about a note until it counts as vanished: two seconds. */
const PATIENCE = 10

type Name =
  | 'reset'
  | 'sync'
  | 'reject'
  | 'disable'
  | 'protocol'
  | 'setup'
  | 'inhibits'
  | 'enable'
  | 'poll'
  | 'pollWithAck'
  | 'eventAck'
  | 'hold'

/** What is still to be done before the acceptor may be polled, in this order; a poll would stack a note in escrow. */
const OPENING = ['sync', 'reject', 'disable', 'protocol', 'setup'] as const

export type SspState = DialectState & {
  /** Flag of the next question. */
  sequence: 0 | 1
  toDo: readonly (typeof OPENING)[number][]
  protocol: number
  /** Credits are repeated until acknowledged. Older acceptors do not know it. */
  withAck: boolean
  owesAck: boolean
  /** A note lies in escrow; the next poll would stack it. */
  inEscrow: boolean
  inhibits: number | null
  /** Polls since the acceptor last had something to say about the note under way. */
  silentPolls: number
  /** The order to give back was taken on this line. */
  gaveBack: boolean
}

/**
 * Innovative Technology SSP (GA138). Each new question flips the sequence flag; one that comes with the flag of the last
 * is answered with the last answer and not carried out, so any question may be repeated. A poll after "read" stacks the
 * note, hence a note that waits is held instead of polled, and a fresh line gives back before it polls. Credits are
 * polled with acknowledgement where the acceptor can: then they are repeated, over lost lines too, until acknowledged.
 */
export const ssp: Dialect<SspState, Name, SspFrame> = {
  begin: () => ({ ...freshState, ...begun(), protocol: NEWEST_PROTOCOL, withAck: true }),
  resume: (memory) => (memory.note?.stage === 'escrowed' ? giveUp(memory, 'lineLost') : memory),
  next,
  answers: (state, { name }, { sequence, data }) =>
    sequence === state.sequence && data.length > 0 && (name !== 'setup' || data[0] === REPLY.ok),
  hear,
}

/** Where every talk begins. */
function begun() {
  return {
    sequence: 1,
    toDo: OPENING,
    owesAck: false,
    inEscrow: false,
    applied: null,
    inhibits: null,
    mine: null,
    silentPolls: 0,
    gaveBack: false,
  } as const
}

function next(state: SspState, { memory, accept, reset }: Wishes): Ask<Name> {
  const mask = maskOf(state.table, accept)
  const say = (name: Name, ...bytes: number[]): Ask<Name> => ({ name, bytes: [state.sequence, ...bytes] })
  const poll = state.withAck ? say('pollWithAck', COMMAND.pollWithAck) : say('poll', COMMAND.poll)
  const [first] = state.toDo
  if (first === 'protocol') return say('protocol', COMMAND.protocol, state.protocol)
  if (first) return say(first, COMMAND[first])
  if (state.owesAck) return say('eventAck', COMMAND.eventAck)
  if (reset) return say('reset', COMMAND.reset)
  if (state.applied !== 0 && mask === 0) return say('disable', COMMAND.disable)
  if (state.inhibits !== mask && mask !== 0)
    return say('inhibits', COMMAND.inhibits, ...littleEndian(mask, 2))
  if (state.applied !== mask) return say('enable', COMMAND.enable)
  if (state.inEscrow) {
    const stage = memory.note?.stage
    if (stage === 'escrowed') return { ...say('hold', COMMAND.hold), paced: true }
    // Given back, or one that nobody knows of any more: a poll would stack it.
    if (stage !== 'stacking') return say('reject', COMMAND.reject)
  }
  return { ...poll, paced: true }
}

function hear(
  state: SspState,
  { name }: Ask<Name>,
  frame: SspFrame | undefined,
  wishes: Wishes,
): Judged<SspState> {
  const data = frame?.data ?? new Uint8Array(0)
  const isOk = data[0] === REPLY.ok
  const answered: SspState = {
    ...state,
    sequence: name === 'sync' ? (isOk ? 0 : 1) : state.sequence === 0 ? 1 : 0,
    toDo: name === state.toDo[0] && (isOk || name === 'reject') ? state.toDo.slice(1) : state.toDo,
  }
  const still = (change: Partial<SspState>): Judged<SspState> => ({
    state: { ...answered, ...change },
    memory: wishes.memory,
    events: [],
  })
  switch (name) {
    case 'sync':
      return still({})
    // It starts anew, and tells so in its first answer to a poll.
    case 'reset':
      return still(isOk ? { ...begun(), ready: false, resets: state.resets + 1 } : {})
    case 'reject':
      return still({ inEscrow: false, gaveBack: state.gaveBack || isOk, silentPolls: 0 })
    case 'disable':
      return still(isOk ? { applied: 0 } : {})
    case 'protocol':
      if (isOk) return still({})
      if (state.protocol <= OLDEST_PROTOCOL) return still({ toDo: state.toDo.slice(1) })
      return still({ protocol: state.protocol - 1 })
    case 'setup':
      return still(sspSetup(data.subarray(1)))
    case 'inhibits':
      return still(isOk ? { inhibits: maskOf(state.table, wishes.accept) } : {})
    case 'enable':
      return still(isOk ? { applied: maskOf(state.table, wishes.accept) } : {})
    // Refused: there was nothing to acknowledge, and the next poll tells what is.
    case 'eventAck': {
      const acknowledged = still({ owesAck: false })
      return isOk ? { ...acknowledged, memory: settleBoxed(wishes.memory) } : acknowledged
    }
    // Refused: the note is no longer in escrow, and the next poll says what became of it.
    case 'hold':
      return still({ inEscrow: isOk })
    case 'pollWithAck':
      if (data[0] === REPLY.unknownCommand) return still({ withAck: false })
      return heardEvents(answered, data, wishes)
    case 'poll':
      return heardEvents(answered, data, wishes)
  }
}

function heardEvents(state: SspState, data: Uint8Array, { memory }: Wishes): Judged<SspState> {
  const events = data[0] === REPLY.ok ? readSspEvents(data.subarray(1)) : []
  // A poll with a note in escrow was the order to stack it.
  const wasReset = events.some(({ code }) => code === SSP_EVENT.reset)
  // A credit is repeated in every answer until acknowledged.
  const isQuiet = data[0] === REPLY.ok && !wasReset && !events.some(({ code }) => isRepeated(code))
  const heard = judgeSspEvents(
    { ...state, inEscrow: false, ready: state.ready || !wasReset },
    events,
    isQuiet ? settleBoxed(memory) : memory,
  )
  // Of the notes that this line saw as they are after this answer: it may tell of a reset or of a note before the jam.
  const known = { stops: state.stops, mine: heard.state.mine }
  const stuck = underFault(known, heard.state.fault, heard.memory)
  if (stuck.events.length > 0)
    return { state: heard.state, memory: stuck.memory, events: [...heard.events, ...stuck.events] }
  if (!isOpen(heard.memory) || heard.aboutNote) return { ...heard, state: { ...heard.state, silentPolls: 0 } }
  const silentPolls = state.silentPolls + 1
  if (silentPolls < PATIENCE) return { ...heard, state: { ...heard.state, silentPolls } }
  const gone = judge(heard.memory, { type: 'vanished', because: whyUnseen(heard.state, heard.memory) })
  return {
    state: { ...heard.state, silentPolls: 0 },
    memory: gone.memory,
    events: [...heard.events, ...gone.events],
  }
}
