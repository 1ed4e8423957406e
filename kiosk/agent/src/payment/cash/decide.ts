import { lookUp, MOST_FEN } from '@service-hall/contract'
import type { AttemptId, Command, CommandId, DeviceId, PaymentOrderId } from '@service-hall/contract'
import type { CashEvent, CashRecord } from '@service-hall/drivers'
import type { OutboxFact } from '../../outbox/facts.ts'
import { knownCommands } from '../../outbox/state.ts'
import type { OutboxState } from '../../outbox/state.ts'
import type { CashFact } from './facts.ts'
import type { CashAccounts, CashPlace } from './state.ts'

/** More notes than that nobody counts one by one. */
const MOST_DOUBTED = 1_000

type NewId = () => CommandId
type Facts = (CashFact | OutboxFact)[]

/**
 * What an acceptor did, and the news of each note to the hall: one group, so that a note is on its way exactly when the
 * acceptor has been believed. A credit names its note for ever, so that the hall counts it once however often it is told.
 */
export function cashRecorded(
  { cashAccounts }: { cashAccounts: CashAccounts },
  deviceId: string,
  { memory, events }: CashRecord,
  newId: NewId,
): Facts {
  const credits = events.flatMap((event) =>
    event.type === 'credited' ? [{ creditId: event.creditId, fen: event.denominationFen }] : [],
  )
  const uncertain = events.filter(({ type }) => type === 'uncertain').length
  const recorded: CashFact = {
    ...{ type: 'CashRecorded', deviceId, memory, credits },
    ...(uncertain > 0 ? { uncertain } : {}),
  }
  const account = lookUp(cashAccounts, deviceId)
  const doubted = new Set(account?.memory?.box?.doubtful.map(({ noteId }) => noteId))
  const told = events.flatMap((event) => {
    const command = newsOf(event, { deviceId: deviceId as DeviceId, place: account?.place ?? null, doubted })
    return command ? [{ type: 'CommandQueued', command: { ...command, id: newId() } } as OutboxFact] : []
  })
  return [recorded, ...told]
}

type Here = { deviceId: DeviceId; place: CashPlace | null; doubted: ReadonlySet<string> }
type News = Without<Command, 'payment.credit' | 'payment.doubtNote' | 'payment.settleNote'>
type Without<All extends { type: string }, Type> = All extends { type: Type } ? Omit<All, 'id'> : never

/** What the hall has to hear of an event; null: nothing. What is in the box and nobody's is to be looked for by a person. */
function newsOf(event: CashEvent, { deviceId, place, doubted }: Here): News | null {
  const of = place && {
    orderId: place.orderId as PaymentOrderId,
    attemptId: place.attemptId as AttemptId,
  }
  switch (event.type) {
    case 'credited': {
      const { creditId, denominationFen: fen } = event
      return of
        ? { type: 'payment.credit', deviceId, creditId, fen, ...of }
        : { type: 'payment.doubtNote', deviceId, noteId: creditId, fen, reason: 'nobodys' }
    }
    case 'uncertain': {
      const { noteId, denominationFen: fen, atMost, reason } = event
      const isKnown = fen !== undefined && fen > 0 && fen <= MOST_FEN
      return {
        ...{ type: 'payment.doubtNote', deviceId, noteId, reason, ...of },
        ...(isKnown ? { fen } : {}),
        ...(atMost === undefined ? {} : { atMost: Math.min(Math.max(1, atMost), MOST_DOUBTED) }),
      }
    }
    case 'returned':
      return doubted.has(event.noteId)
        ? { type: 'payment.settleNote', deviceId, noteId: event.noteId, isFound: false }
        : null
    default:
      return null
  }
}

/**
 * The end of taking money, once the acceptor is at rest: the hall hears of it after every note, or the last ones would come
 * too late. Nothing while notes are on their way.
 */
export function cashEnded(
  { cashAccounts, outbox }: { cashAccounts: CashAccounts; outbox: OutboxState },
  deviceId: string,
  newId: NewId,
): Facts {
  const place = lookUp(cashAccounts, deviceId)?.place
  if (place?.stage !== 'ending') return []
  const { orderId, attemptId, short } = place
  const isUntold = knownCommands(outbox).some(
    (command) =>
      (command.type === 'payment.credit' || command.type === 'payment.doubtNote') &&
      command.attemptId === attemptId,
  )
  if (isUntold) return []
  return [
    { type: 'CashEnded', deviceId },
    {
      type: 'CommandQueued',
      command: {
        ...{ type: 'payment.endCash', id: newId(), short },
        ...{ orderId: orderId as PaymentOrderId, attemptId: attemptId as AttemptId },
      },
    },
  ]
}
