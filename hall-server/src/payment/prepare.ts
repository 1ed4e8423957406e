import { refuse } from '@service-hall/contract'
import type { Command, Refusal } from '@service-hall/contract'
import type { Billing, PaymentPlan } from '../billing/port.ts'
import type { Prepare } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { PaymentSystems } from './systems.ts'

type Ports = { payments: PaymentSystems }
type Open = Extract<Command, { type: 'payment.open' }>

/** How long an acceptor takes notes for one attempt, ms. */
const CASH_MS = 300_000

/** Asks the billing system whether what the customer saw is still owed, and allowed to be paid so. */
export const prepareOpen: Prepare<'payment.open', Ports & { hall: Pick<HallOf, 'isAnswered'> }> = async (
  command,
  _peer,
  { payments, hall },
) => {
  // Asked again, it is answered as before, whatever has become of the bill since.
  if (await hall.isAnswered(command.id)) return { ok: true, command: { ...command, isOwed: true } }
  const { billing } = payments
  if (!billing) return refuse('payment.notOffered')
  const against = await whatIsAgainst(command, billing)
  return against ?? { ok: true, command: { ...command, isOwed: true } }
}

async function whatIsAgainst(command: Open, billing: Billing): Promise<Refusal | null> {
  const accounts = await billing.findAccounts({ by: 'accountNo', accountNo: command.accountNo })
  if (accounts.is === 'unsure') return refuse('payment.billingAway')
  const account =
    accounts.is === 'ok' ? accounts.value.find((one) => one.accountNo === command.accountNo) : undefined
  if (!account) return refuse('payment.notOwed')
  const isForCard = command.purpose === 'meterCard'
  if (isForCard && (account.mode !== 'meterCard' || account.meterNo !== command.meterCard?.meterNo))
    return refuse('payment.notOwed')
  if (command.creditFen > (account.plan.prepayUpToFen ?? 0)) return refuse('payment.notOwed')
  return command.bills.length === 0 ? null : billsAgainst(command, account.plan, billing)
}

/** Each bill is owed, in whole or as the plan lets it be paid; older ones first where the plan says so. */
async function billsAgainst(
  { accountNo, bills }: Open,
  plan: PaymentPlan,
  billing: Billing,
): Promise<Refusal | null> {
  const answer = await billing.bills(accountNo)
  if (answer.is === 'unsure') return refuse('payment.billingAway')
  if (answer.is === 'refused') return refuse('payment.notOwed')
  const owed = answer.value.filter(({ dueFen }) => dueFen > 0).sort((a, b) => (a.month < b.month ? -1 : 1))
  const chosen = new Map(bills.map((bill) => [bill.billId, bill]))
  for (const { billId, month, fen } of bills) {
    const bill = owed.find((one) => one.billId === billId)
    const isWhole = bill?.dueFen === fen
    const isPart =
      plan.partFromFen !== null && bill !== undefined && fen < bill.dueFen && fen >= plan.partFromFen
    if (bill?.month !== month || !(isWhole || isPart)) return refuse('payment.notOwed')
  }
  if (!plan.oldestFirst) return null
  const flags = owed.map(({ billId, dueFen }) => {
    const fen = chosen.get(billId)?.fen
    return fen === undefined ? 'none' : fen === dueFen ? 'whole' : 'part'
  })
  const inOrder = flags.every(
    (flag, index) => flag === 'none' || flags.slice(0, index).every((one) => one === 'whole'),
  )
  return inOrder ? null : refuse('payment.notOwed')
}

/** Takes what the customer brought out of the command, and adds what the channel's rules say of its time. */
export const prepareAttempt: Prepare<'payment.attempt', Ports> = (
  { credential, ...command },
  _peer,
  { payments },
) => {
  if (command.use === 'cash')
    return { ok: true, command: { ...command, payableMs: CASH_MS, byTerminal: false } }
  const open = payments.channels.get(command.channel)
  if (!open) return refuse('payment.notOffered')
  const needed = command.use === 'card' ? 'card' : command.use === 'scansCode' ? 'paymentCode' : undefined
  if (credential?.kind !== needed) return refuse('payment.noCredential')
  payments.shelf.put(command.id, credential ?? null)
  const { payableMs } = open.channel.rules
  return { ok: true, command: { ...command, payableMs, byTerminal: command.use === 'card' } }
}
