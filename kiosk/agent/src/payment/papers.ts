import type { PaymentOrder } from '@service-hall/contract'
import { lookUp } from '@service-hall/contract'
import type { PaperWidth } from '@service-hall/drivers'
import type { Ports } from '../ports.ts'
import { paymentPaper } from './documents.ts'
import type { PaymentFact, PaymentPaperKind } from './facts.ts'
import { lostPapers, paperStarts, printPaper } from './printing.ts'
import type { PaymentPrinter } from './printing.ts'

type Started = Extract<PaymentFact, { type: 'PaymentPaperStarted' }>

/** Papers of payments: each by itself once, again only when the customer asks. */
export class PaymentPapers {
  readonly #ports: Ports
  readonly #orderOf: (orderId: string) => PaymentOrder | undefined

  constructor(ports: Ports, orderOf: (orderId: string) => PaymentOrder | undefined) {
    this.#ports = ports
    this.#orderOf = orderOf
  }

  start(): void {
    const { memory } = this.#ports
    memory.record(lostPapers(memory.state.paymentOrders))
  }

  /** `again`: the customer asks for one more. */
  begin(orderId: string, paper: PaymentPaperKind, again = false): void {
    const { memory } = this.#ports
    const order = lookUp(memory.state.paymentOrders, orderId)
    if (!order || !this.#printer()) return
    memory.record(paperStarts(order, paper, { again }))
  }

  /** The intention is on disk. */
  print(started: Started): void {
    const { clock, log, memory } = this.#ports
    printPaper(started, { printer: this.#printer(), clock, log }, (width) =>
      this.#document(started, width),
    ).then(
      (ended) => memory.record([ended]),
      (cause: unknown) => {
        log.error('payment.paper', cause, { order: started.orderId })
        const { orderId, paper, attempt } = started
        const evidence = 'softwareError'
        memory.record([{ type: 'PaymentPaperEnded', orderId, paper, attempt, outcome: 'unknown', evidence }])
      },
    )
  }

  #document({ orderId, paper, attempt }: Started, width: PaperWidth) {
    const { memory, hall } = this.#ports
    const kept = lookUp(memory.state.paymentOrders, orderId)
    if (!kept?.paidFor || !hall.config) return null
    return paymentPaper(paper, {
      ...{ hall: hall.config.hall, width, reference: kept.reference, paidFor: kept.paidFor },
      purpose: kept.purpose,
      wayName: kept.way?.wayName ?? { zh: '', en: '' },
      ...{ order: this.#orderOf(orderId) ?? null, now: hall.hallNow(), isReprint: attempt > 1 },
    })
  }

  #printer(): PaymentPrinter | undefined {
    const [printer] = this.#ports.devices.ofKind('printer')
    return printer && { width: printer.config.paperWidth, print: printer.device.print.bind(printer.device) }
  }
}
