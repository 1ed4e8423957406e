import type { BillChoice, KioskBill } from '@service-hall/contract'
import { fenOf } from '@service-hall/contract'
import type { Flow } from '../state.ts'
import { proposed, toggled, withPart } from './choice.ts'
import { INQUIRY_TABS } from './state.ts'
import type { AmountFor, InquiryTab, PaymentDraft } from './state.ts'

/** What a customer does on a page before they answer. */
export type DraftEvent =
  | { is: 'digit'; digit: string }
  | { is: 'erase' }
  | { is: 'clear' }
  | { is: 'toggle'; billId: string }
  | { is: 'open'; billId: string | null }
  | { is: 'amountFor'; what: AmountFor | null }
  | { is: 'amount'; fen: number }
  /** Takes the typed amount for the part or the money ahead. */
  | { is: 'take' }
  | { is: 'asksCancel'; asks: boolean }
  | { is: 'tab'; tab: InquiryTab }
  | { is: 'usageIn'; unit: 'kWh' | 'yuan' }
  | { is: 'turn'; to: number }

const MOST_TYPED = 9

export function draft(flow: Flow, event: DraftEvent): Flow {
  const next = drafted(flow, event)
  return next === flow.payment.draft ? flow : { ...flow, payment: { ...flow.payment, draft: next } }
}

function drafted({ payment: { session, draft: was } }: Flow, event: DraftEvent): PaymentDraft {
  switch (event.is) {
    case 'digit':
      return session.step === 'identify'
        ? withDigit(was, event.digit, Math.max(...session.lengths))
        : typed(was, event.digit)
    case 'erase':
      return session.step === 'identify'
        ? { ...was, accountNo: was.accountNo.slice(0, -1) }
        : { ...was, typed: was.typed.slice(0, -1) }
    case 'clear':
      return { ...was, accountNo: '', typed: '' }
    case 'toggle':
      if (session.step !== 'bills') return was
      return { ...was, choice: toggled(session, choiceOf(was, session.bills), event.billId) }
    case 'open':
      return { ...was, opened: event.billId, lineSheet: 0 }
    case 'amountFor':
      return { ...was, amountFor: event.what, typed: '' }
    case 'amount':
      return { ...was, typed: plain(event.fen) }
    case 'take':
      return session.step === 'bills' ? taken(was, session.bills) : was
    case 'asksCancel':
      return { ...was, asksCancel: event.asks }
    case 'tab':
      return INQUIRY_TABS.includes(event.tab) ? { ...was, tab: event.tab, sheet: 0, opened: null } : was
    case 'usageIn':
      return { ...was, usageIn: event.unit }
    case 'turn':
      return was.opened === null ? { ...was, sheet: event.to } : { ...was, lineSheet: event.to }
  }
}

/** What is chosen now: what the customer chose, or all that is owed. */
export function choiceOf({ choice }: PaymentDraft, bills: readonly KioskBill[]): BillChoice {
  return choice ?? proposed(bills)
}

function withDigit(was: PaymentDraft, digit: string, most: number): PaymentDraft {
  return /^\d$/.test(digit) && was.accountNo.length < most
    ? { ...was, accountNo: was.accountNo + digit }
    : was
}

/** An amount in yuan grows by a key of the pad as far as it stays one. */
function typed(was: PaymentDraft, key: string): PaymentDraft {
  const next = was.typed === '0' && key !== '.' ? key : was.typed + key
  return next.length <= MOST_TYPED && fenOf(next) !== null ? { ...was, typed: next } : was
}

function taken(was: PaymentDraft, bills: readonly KioskBill[]): PaymentDraft {
  const fen = fenOf(was.typed)
  const { amountFor } = was
  if (fen === null || !amountFor || amountFor.is === 'meterCard') return was
  const choice = choiceOf(was, bills)
  const next =
    amountFor.is === 'prepay' ? { ...choice, prepayFen: fen } : withPart(choice, amountFor.billId, fen)
  return { ...was, choice: next, amountFor: null, typed: '' }
}

/** `100`, `12.5`: fen as somebody would type them. */
function plain(fen: number): string {
  const rest = fen % 100
  return rest === 0 ? String(fen / 100) : `${Math.floor(fen / 100)}.${String(rest).padStart(2, '0')}`
}
