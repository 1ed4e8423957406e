import { isPending } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type WaitsFor =
  | 'begin'
  | 'account'
  | 'bills'
  | 'order'
  | 'meterCard'
  | 'card'
  | 'invoice'
  | 'closing'
  | 'writingOff'
  | 'slow'
  | 'selling'
  | 'slowSelling'
  | 'meterWriting'
  | 'meterReading'
export type Props = { for: WaitsFor; money: { fen: number; reference: string } | null }

/** The kiosk is at work: nothing to press. */
export const payWait = definePage({
  name: 'payWait',
  texts,
  shows({ payment, now }: Flow): Props | null {
    const { session, sent } = payment
    switch (session.step) {
      case 'idle':
        return sent && isPending(payment, now) ? { for: 'begin', money: null } : null
      case 'working':
        return { for: session.on, money: null }
      case 'closing':
        return { for: 'closing', money: session }
      case 'writingOff':
        return session.purpose === 'meterCard'
          ? { for: session.slow ? 'slowSelling' : 'selling', money: session }
          : { for: session.slow ? 'slow' : 'writingOff', money: session }
      case 'meterWriting':
        return { for: session.phase === 'writing' ? 'meterWriting' : 'meterReading', money: session }
      default:
        return null
    }
  },
  busy: true,
  announces: (props, t) => t(`payWait.${props.for}.title`),
})
