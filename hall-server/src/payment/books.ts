import { actorRef, lookUp } from '@service-hall/contract'
import type { SuspenseCase } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Context, Decider } from '../core/decision.ts'
import { inBox, isBox } from './box/boxes.ts'
import { BILLING, IN_TRANSIT, OVER_SHORT, channelAccount } from './ledger/accounts.ts'
import type { WithPayment } from './state.ts'

const BOX = 'box:'

/** A manager says how a difference was explained, and which account it goes to. */
export const closeSuspense: Decider<'payment.closeSuspense', WithPayment> = (state, command, context) => {
  const row = lookUp(state.view.suspense, command.suspenseId)
  if (!row) return refuse('payment.suspenseUnknown')
  const { how, to } = command
  if (!isClosing(state, context, row, to)) return refuse('payment.accountUnknown')
  // What is too much goes out of the account.
  if (to.startsWith(BOX) && row.fen > inBox(state, to.slice(BOX.length)))
    return refuse('payment.boxNotEnough')
  const by = actorRef(context.actor)
  return facts({ type: 'SuspenseClosed', suspenseId: row.suspenseId, to, fen: row.fen, how, by })
}

/**
 * Whether a difference may go to an account: the one that it came from, a channel or a box of the hall, or one of its own. The
 * customers' account is the sum of what orders hold, and suspense would explain itself.
 */
function isClosing(state: WithPayment, context: Context, { account }: SuspenseCase, to: string): boolean {
  if (to.startsWith(BOX)) return isBox(state, context, to.slice(BOX.length))
  const ways = context.config.payments?.ways ?? []
  const channels = ways.map(({ channel }) => channelAccount(channel))
  return [account, BILLING, IN_TRANSIT, OVER_SHORT, ...channels].includes(to)
}

/** A notice that was not taken: noted, so that somebody sees that it came. */
export const noteNotice: Decider<'payment.noteNotice', WithPayment> = (_state, { channel, code }) =>
  facts({ type: 'NoticeRefused', channel, code })
