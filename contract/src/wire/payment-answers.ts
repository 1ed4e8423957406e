import type { PaymentAsk, PaymentSession, PaymentStep } from './kiosk-payment.ts'

export type PaymentAnswer = PaymentAsk['do']

/** Which answers a step takes; anything else is dropped, by the screen and by the agent. */
export const PAYMENT_ANSWERS: Readonly<Record<PaymentStep, readonly PaymentAnswer[]>> = {
  idle: ['begin'],
  identify: ['accountNo', 'leave', 'begin'],
  working: ['leave', 'begin'],
  accounts: ['account', 'back', 'leave', 'begin'],
  bills: ['bills', 'inquire', 'back', 'leave', 'begin'],
  meterAmount: ['amount', 'back', 'leave', 'begin'],
  ways: ['way', 'back', 'leave', 'begin'],
  cashConsent: ['consent', 'back', 'leave', 'begin'],
  code: ['cancel'],
  scan: ['cancel'],
  card: ['cancel'],
  cash: ['cashEnd', 'moreTime'],
  closing: [],
  writingOff: [],
  meterWriting: [],
  meterRepair: ['giveUp', 'moreTime'],
  done: ['rate', 'print', 'receiptQr', 'invoice', 'leave', 'begin'],
  cancelled: ['receiptQr', 'leave', 'begin'],
  unknown: ['receiptQr', 'leave', 'begin'],
  refused: ['otherWay', 'leave', 'begin'],
  away: ['again', 'leave', 'begin'],
  invoice: ['invoiceConfirm', 'back', 'leave', 'begin'],
  inquiry: ['print', 'invoice', 'payNow', 'back', 'leave', 'begin'],
}

/** From the first step on at which a customer may pay until the outcome is known. */
const UNDER_WAY = [
  'code',
  'scan',
  'card',
  'cash',
  'closing',
  'writingOff',
  'meterWriting',
  'meterRepair',
] as const satisfies PaymentStep[]

export type MoneyUnderWay = Extract<PaymentSession, { step: (typeof UNDER_WAY)[number] }>

/** Whether money is or may be on its way: such a visit ends by its outcome, never by being left. */
export function isMoneyUnderWay<Session extends { step: string }>(
  session: Session,
): session is Extract<Session, { step: (typeof UNDER_WAY)[number] }> {
  return UNDER_WAY.some((step) => step === session.step)
}
