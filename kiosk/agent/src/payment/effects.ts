import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { Payments } from './payments.ts'

/** Lets a customer at the kiosk see what they owe, and pay it. */
export function paymentEffects(ports: Ports): Effects {
  const payments = new Payments(ports)
  return {
    start: (awayMs) => payments.start(awayMs),
    changed: () => payments.follow(),
    committed: {
      PaymentBegun: ({ orderId }) => payments.begun(orderId),
      PaymentPaperStarted: (started) => payments.papers.print(started),
    },
    restored: (lost) => payments.restored(lost),
    hallRead: () => payments.hallRead(),
    deviceChanged: (config, state) => payments.deviceChanged(config, state),
    deviceEvent: (told) => payments.onEvent(told),
    intents: { payment: (intent) => payments.intent(intent) },
    view: () => {
      const { view } = payments
      return view ? { payment: view } : {}
    },
    stop: () => payments.stop(),
  }
}
