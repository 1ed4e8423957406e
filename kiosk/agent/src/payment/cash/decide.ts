import { lookUp } from '@service-hall/contract'
import type { AttemptId, CommandId, DeviceId, PaymentOrderId } from '@service-hall/contract'
import type { CashRecord } from '@service-hall/drivers'
import type { OutboxFact } from '../../outbox/facts.ts'
import { knownCommands } from '../../outbox/state.ts'
import type { OutboxState } from '../../outbox/state.ts'
import type { CashFact } from './facts.ts'
import type { CashAccounts } from './state.ts'

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
  const place = lookUp(cashAccounts, deviceId)?.place
  if (!place) return [recorded]
  const { orderId, attemptId } = place
  const told = credits.map(({ creditId, fen }): OutboxFact => ({
    type: 'CommandQueued',
    command: {
      ...{ type: 'payment.credit', id: newId(), deviceId: deviceId as DeviceId, creditId, fen },
      ...{ orderId: orderId as PaymentOrderId, attemptId: attemptId as AttemptId },
    },
  }))
  return [recorded, ...told]
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
    (command) => command.type === 'payment.credit' && command.attemptId === attemptId,
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
