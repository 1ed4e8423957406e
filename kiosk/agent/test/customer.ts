import type { PaymentAsk, PaymentPurpose, PaymentSession, PaymentStep } from '@service-hall/contract'
import type { PayingHall } from './paying-hall.ts'
import { ACCOUNT_NO } from './paying-hall.ts'
import type { RunningAgent } from './running-agent.ts'
import type { SmallHall } from './small-hall.ts'

let visits = 0

export function session(kiosk: RunningAgent): PaymentSession {
  return kiosk.view().payment?.session ?? { step: 'idle' }
}
export async function at<Step extends PaymentStep>(
  kiosk: RunningAgent,
  step: Step,
): Promise<Extract<PaymentSession, { step: Step }>> {
  await kiosk.until(({ payment }) => payment?.session.step === step)
  return session(kiosk) as Extract<PaymentSession, { step: Step }>
}
export const intent = (paymentId: string, stepNo: number, ask: PaymentAsk) =>
  ({ type: 'payment', paymentId, stepNo, language: 'zh', senior: false, ask }) as const
export function begin(kiosk: RunningAgent, purpose: PaymentPurpose = 'pay'): string {
  const paymentId = `visit-${process.pid}-${(visits += 1)}`
  kiosk.post(intent(paymentId, 0, { do: 'begin', purpose }))
  return paymentId
}
/** Answers the question that is shown. */
export function answer(kiosk: RunningAgent, ask: PaymentAsk): void {
  const shown = session(kiosk)
  if (shown.step !== 'idle') kiosk.post(intent(shown.paymentId, shown.stepNo, ask))
}
export const WHOLE = {
  bills: [
    { billId: 'B-2025-11', fen: 5_000 },
    { billId: 'B-2025-12', fen: 10_000 },
  ],
  prepayFen: 0,
}

export async function toWays(kiosk: RunningAgent): Promise<void> {
  begin(kiosk)
  await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: ACCOUNT_NO })
  await at(kiosk, 'bills')
  answer(kiosk, { do: 'bills', choice: WHOLE })
  await at(kiosk, 'ways')
}
export async function toCode(
  kiosk: RunningAgent,
  { hall, books }: { hall: SmallHall; books: PayingHall },
): Promise<Extract<PaymentSession, { step: 'code' }>> {
  await toWays(kiosk)
  answer(kiosk, { do: 'way', wayId: 'alipay' })
  await hall.until(() => hall.commands('payment.attempt').length > 0)
  books.payable()
  return at(kiosk, 'code')
}
