import { isMoneyUnderWay } from '@service-hall/contract'
import type { BillChoice, PaymentAnswer, PaymentPurpose, PaymentSession } from '@service-hall/contract'

/** The agent went away while money was under way, and knows nothing of it since. */
export type LostPayment = {
  step: 'lost'
  paymentId: string
  stepNo: number
  purpose: PaymentPurpose
  fen: number
  reference: string
}

export type AmountFor = { is: 'part'; billId: string } | { is: 'prepay' } | { is: 'meterCard' }
export const INQUIRY_TABS = ['bills', 'usage', 'account'] as const
export type InquiryTab = (typeof INQUIRY_TABS)[number]

/** What the customer has prepared and not answered with yet. It never leaves the screen as such. */
export type PaymentDraft = {
  /** Digits of an account number. Kept until the visit ends, so that one wrong digit can be put right. */
  accountNo: string
  /** Null: as the page proposes it. */
  choice: BillChoice | null
  /** The bill that is explained. */
  opened: string | null
  /** What an amount is being typed for, and what was typed. */
  amountFor: AmountFor | null
  typed: string
  /** “Really cancel?” is on the screen. */
  asksCancel: boolean
  tab: InquiryTab
  usageIn: 'kWh' | 'yuan'
  sheet: number
  /** Sheet of the lines of the bill that is explained. */
  lineSheet: number
}

export const EMPTY_DRAFT: PaymentDraft = {
  accountNo: '',
  choice: null,
  opened: null,
  amountFor: null,
  typed: '',
  asksCancel: false,
  tab: 'bills',
  usageIn: 'kWh',
  sheet: 0,
  lineSheet: 0,
}

export type ShownPayment = PaymentSession | LostPayment

/** The visit of a customer who pays or inquires, as the screen knows it. */
export type PaymentFlow = {
  session: ShownPayment
  /** When the view of it was taken: what was left then is counted from here. */
  heardAt: number
  /** Since when this question has been asked. */
  since: number
  /** The answer on its way to the agent. */
  sent: { paymentId: string; stepNo: number; answer: PaymentAnswer; at: number } | null
  /** The visit that was left last: what the agent still says of it is old news. */
  left: string | null
  draft: PaymentDraft
}

/** An answer not taken up within this time never reached the agent, ms. */
export const UNANSWERED_MS = 2_000

export function noPayment(now: number): PaymentFlow {
  return {
    session: { step: 'idle' },
    heardAt: now,
    since: now,
    sent: null,
    left: null,
    draft: EMPTY_DRAFT,
  }
}

/** The visit at a step, where it stands there and nothing else of it is on the screen. */
export function sessionAt<Step extends ShownPayment['step']>(
  { session }: PaymentFlow,
  ...steps: Step[]
): Extract<ShownPayment, { step: Step }> | null {
  return steps.some((step) => step === session.step)
    ? (session as Extract<ShownPayment, { step: Step }>)
    : null
}

/** Whether an answer is on its way: until it is taken up nothing else can be answered. */
export function isPending({ sent }: PaymentFlow, now: number): boolean {
  return sent !== null && now - sent.at < UNANSWERED_MS
}

/** When what the step leaves is over, by the screen's clock; null: it leaves what it takes. */
export function endsAt({ session, heardAt }: PaymentFlow): number | null {
  return 'leftMs' in session ? heardAt + session.leftMs : null
}

/** Whether somebody is at a payment or inquiry. */
export function isVisited({ session }: PaymentFlow): boolean {
  return session.step !== 'idle'
}

/** Whether money is under way: the visit ends by its outcome, whatever the customer does. */
export function holdsMoney({ session }: PaymentFlow): boolean {
  return isMoneyUnderWay(session)
}
