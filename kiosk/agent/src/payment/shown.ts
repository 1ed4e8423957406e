import type { KioskWay, OfferedWay, PaymentSession, PayUse } from '@service-hall/contract'
import { cashOver } from './cash/terms.ts'
import { orderStep, unanswered } from './order-step.ts'
import type { Money, OrderStep } from './order-step.ts'
import type { Parts } from './parts.ts'
import { canPrint } from './printing.ts'
import { sessionView } from './session-view.ts'
import type { KeptOrder } from './state.ts'
import type { Visit } from './visit.ts'
import { wayProblem } from './way-problems.ts'
import { kioskWays } from './ways.ts'

type Current = { visit: () => Visit | null; ways: () => readonly OfferedWay[] }

const NO_RECEIPT = { paper: { is: 'none' }, receiptQr: false } as const

/** What the screen shows of a visit: derived from the hall's order, what is kept here and the devices, each time anew. */
export class Shown {
  readonly #parts: Parts
  readonly #current: Current

  constructor(parts: Parts, current: Current) {
    this.#parts = parts
    this.#current = current
  }

  /** Where the order of the visit stands; null: there is none yet. */
  step(): OrderStep | null {
    const { hall, memory } = this.#parts.ports
    const visit = this.#current.visit()
    if (visit?.stage.is !== 'order' || visit.orderId === null) return null
    const kept = memory.state.paymentOrders[visit.orderId]
    const order = this.#parts.balances.filled(this.#parts.paying.orderOf(visit.orderId))
    if (!kept || !order) return null
    const wayName = kept.way?.wayName ?? { zh: '', en: '' }
    const fen = kept.paidFor?.fen ?? order.totalFen
    const money = { fen, reference: kept.reference, wayName }
    if (order.attempts.length <= visit.attemptsBefore && !order.cancelled)
      return visit.isUnanswered
        ? unanswered(order, money, hall.hallNow())
        : this.#beforeAttempt(visit, kept, money)
    const step = orderStep(order, money, hall.hallNow(), {
      cash: this.#parts.cash.shown(order),
      meter: this.#parts.meter.shown(order),
    })
    // After a restart nobody knows any more what else could be paid.
    return step.step === 'refused' && !visit.account ? { ...step, canRetry: false } : step
  }

  /** The hall has no attempt yet. */
  #beforeAttempt(visit: Visit, { starts }: KeptOrder, money: Money): OrderStep {
    const presented = this.#parts.presenting.step(visit, money)
    if (presented) return presented
    // What was under way when the program ended was never begun at the hall.
    if (starts > 0 && !visit.account)
      return {
        ...{ step: 'refused', why: 'deviceFault', reference: money.reference },
        ...{ canRetry: false, takeCard: false },
      }
    return { step: 'working', on: 'order' }
  }

  /** The question that the screen asks now. */
  session(): PaymentSession {
    const { hall, memory, devices } = this.#parts.ports
    const visit = this.#current.visit()
    const step = this.step()
    const kept = memory.state.paymentOrders[visit?.orderId ?? '']
    const isOnline = (kind: 'idReader' | 'codeScanner'): boolean =>
      devices.ofKind(kind)[0]?.state.device === 'online'
    return sessionView(visit, {
      ...{ config: hall.config, now: hall.hallNow(), ways: this.#ways(), step },
      notesFen: [...(this.#parts.cash.acceptor?.device.denominationsFen ?? [])].slice(0, 12),
      devices: {
        idCard: isOnline('idReader'),
        meterCard: this.#parts.slot.isReady,
        barcode: isOnline('codeScanner'),
      },
      receipt: visit && step && 'paper' in step ? this.#parts.after.shown(visit, step.paper) : NO_RECEIPT,
      reference: kept?.reference ?? null,
      ...{ canInvoice: (kept?.paidFor?.lines.length ?? 0) > 0, canPrint: canPrint(devices) },
      takeCard: this.#parts.presenting.takeCard || this.#parts.slot.isCardThere,
    })
  }

  #ways(): KioskWay[] {
    const ways = this.#current.ways()
    const [terminal] = this.#parts.ports.devices.ofKind('cardTerminal')
    // Nothing that a customer could do or has to know: staff see it at the device.
    const isKeyless = terminal?.state.error === 'keyNoValue'
    const usable = ways.filter(({ use }) => use !== 'card' || !isKeyless)
    return kioskWays(usable.length > 0 ? usable : ways, (use) => this.problemOf(use))
  }

  /** Why a way cannot be taken now; null: it can. */
  problemOf(use: PayUse): KioskWay['problem'] {
    const visit = this.#current.visit()
    const takesOver = visit !== null && cashOver(visit) !== 'givenBack'
    return wayProblem(use, {
      ports: this.#parts.ports,
      cash: this.#parts.cash,
      choice: visit?.choice ?? null,
      takesOver,
    })
  }
}
