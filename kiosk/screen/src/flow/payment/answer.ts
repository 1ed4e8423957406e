import { PAYMENT_ANSWERS } from '@service-hall/contract'
import type { PaymentAnswer, PaymentAsk, PaymentPurpose } from '@service-hall/contract'
import { only } from '../moves.ts'
import type { Update } from '../moves.ts'
import { languageOf } from '../state.ts'
import type { Flow } from '../state.ts'
import { EMPTY_DRAFT, isPending } from './state.ts'

/** Begins a visit, where the hall offers it and nothing stands in its way. */
export function begin(flow: Flow, purpose: PaymentPurpose, paymentId: string): Update {
  const { payment, view, session } = flow
  const offered = view?.payment
  if (!offered?.offers.includes(purpose) || offered.away !== null) return only(flow)
  if (payment.session.step !== 'idle' || session.step !== 'idle') return only(flow)
  if (isPending(payment, flow.now)) return only(flow)
  const sent = { paymentId, stepNo: 0, answer: 'begin', at: flow.now } as const
  return {
    flow: { ...flow, place: { at: 'start', sheet: 0 }, payment: { ...payment, sent, draft: EMPTY_DRAFT } },
    intents: [intent(flow, paymentId, 0, { do: 'begin', purpose })],
  }
}

/** Answers the question on the screen: once, and only with what it takes. */
export function answer(flow: Flow, ask: PaymentAsk): Update {
  const { session } = flow.payment
  if (session.step === 'idle' || session.step === 'lost' || ask.do === 'begin' || ask.do === 'leave')
    return only(flow)
  if (!takes(session.step, ask.do) || isPending(flow.payment, flow.now)) return only(flow)
  const { paymentId, stepNo } = session
  const sent = { paymentId, stepNo, answer: ask.do, at: flow.now }
  return {
    flow: {
      ...flow,
      payment: { ...flow.payment, sent, draft: { ...flow.payment.draft, asksCancel: false } },
    },
    intents: [intent(flow, paymentId, stepNo, ask)],
  }
}

function takes(step: keyof typeof PAYMENT_ANSWERS, wanted: PaymentAnswer): boolean {
  return PAYMENT_ANSWERS[step].includes(wanted)
}

function intent(flow: Flow, paymentId: string, stepNo: number, ask: PaymentAsk): Update['intents'][number] {
  const { senior } = flow
  return { type: 'payment', paymentId, stepNo, language: languageOf(flow), senior, ask }
}
