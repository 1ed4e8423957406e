import { isMoneyUnderWay } from '@service-hall/contract'
import type { KioskView, PaymentAnswer, PaymentSession, ScreenIntent } from '@service-hall/contract'
import { languageOf } from '../state.ts'
import type { Flow } from '../state.ts'
import { EMPTY_DRAFT } from './state.ts'
import type { PaymentDraft, PaymentFlow, ShownPayment } from './state.ts'

/** Pages that say how a visit ended: they stay for their time, whatever the agent forgets. */
const ENDED: readonly string[] = ['done', 'cancelled', 'unknown', 'refused', 'away', 'lost']

/** Answers to what stands beside the question. */
const KEEPS_QUESTION: readonly PaymentAnswer[] = ['print', 'receiptQr', 'rate']

/** What a new view of the agent makes of the visit. */
export function withPayment(flow: Flow, view: KioskView): Flow {
  const { payment } = flow
  const told: PaymentSession = view.payment?.session ?? { step: 'idle' }
  if (told.step !== 'idle' && told.paymentId === payment.left) return flow
  const session = told.step === 'idle' ? forgotten(payment.session) : told
  const isNews = questionOf(session) !== questionOf(payment.session)
  const next: PaymentFlow = {
    ...payment,
    session,
    heardAt: flow.now,
    since: isNews ? flow.now : payment.since,
    sent: isNews || isTaken(payment, session) ? null : payment.sent,
    draft: isNews ? draftFor(session, payment) : payment.draft,
  }
  // A card laid down or a barcode scanned is as good as a touch.
  return { ...flow, payment: next, lastTouch: isNews && session.step !== 'idle' ? flow.now : flow.lastTouch }
}

/** What becomes of a visit that the agent does not know of (any more). */
export function forgotten(session: ShownPayment): ShownPayment {
  if (ENDED.includes(session.step)) return session
  if (!isMoneyUnderWay(session)) return { step: 'idle' }
  const { paymentId, stepNo, purpose, fen, reference } = session
  return { step: 'lost', paymentId, stepNo, purpose, fen, reference }
}

/** A visit that was left while the agent did not hear, and still stands: it must not meet the next customer. */
export function overduePayment(flow: Flow, { payment }: KioskView): ScreenIntent[] {
  const session = payment?.session ?? { step: 'idle' }
  if (session.step === 'idle' || session.paymentId !== flow.payment.left || isMoneyUnderWay(session))
    return []
  return [leaving(flow, session)]
}

/** Tells the agent that the customer is done with this visit, or has gone. */
export function leaving(
  flow: Flow,
  { paymentId, stepNo }: { paymentId: string; stepNo: number },
): ScreenIntent {
  const { senior } = flow
  return {
    type: 'payment',
    paymentId,
    stepNo,
    language: languageOf(flow),
    senior,
    ask: { do: 'leave' },
  }
}

/** Whether an answer after which the same question stays has been taken up: what it changes there has changed. */
function isTaken({ sent, session: before }: PaymentFlow, session: ShownPayment): boolean {
  return sent !== null && KEEPS_QUESTION.includes(sent.answer) && asideOf(session) !== asideOf(before)
}

function asideOf(session: ShownPayment): string {
  const [paper, rating, print] = [
    'paper' in session ? session.paper : null,
    'rating' in session ? session.rating : null,
    'print' in session ? session.print : null,
  ]
  return JSON.stringify([paper, rating, print])
}

function questionOf(session: ShownPayment): string {
  return session.step === 'idle' ? '' : `${session.paymentId} ${session.stepNo} ${session.step}`
}

/** Another question begins with nothing prepared; number and choice stay as long as the visit. */
function draftFor(session: ShownPayment, { session: before, draft }: PaymentFlow): PaymentDraft {
  if (session.step === 'idle') return EMPTY_DRAFT
  const isSame = before.step !== 'idle' && before.paymentId === session.paymentId
  const { accountNo, choice } = isSame || before.step === 'idle' ? draft : EMPTY_DRAFT
  const keepsChoice = session.step !== 'identify' && session.step !== 'accounts' && !hasChanged(session)
  return { ...EMPTY_DRAFT, accountNo, choice: keepsChoice ? choice : null }
}

function hasChanged(session: ShownPayment): boolean {
  return session.step === 'bills' && session.changed === true
}
