import type { PaymentOrderId, PaymentPaper, RatingLevel } from '@service-hall/contract'
import type { Ports } from '../ports.ts'
import type { PaymentPaperKind } from './facts.ts'
import type { OrderStep } from './order-step.ts'
import type { PaymentPapers } from './papers.ts'
import { canPrint } from './printing.ts'
import { ReceiptLinks } from './receipt-links.ts'
import type { KeptPaper } from './state.ts'
import type { Visit } from './visit.ts'

type WithPaper = Extract<OrderStep, { paper: PaymentPaperKind | null }>

/** What a customer takes along, and what they say of it: paper or a code for the receipt, and a rating. */
export class AfterPayment {
  readonly #ports: Ports
  readonly #papers: PaymentPapers
  readonly #links: ReceiptLinks

  constructor(ports: Ports, papers: PaymentPapers) {
    this.#ports = ports
    this.#papers = papers
    this.#links = new ReceiptLinks(ports)
  }

  /**
   * An outcome is on the screen. Slips and receipts of cash are printed by themselves. Where the receipt of another payment can
   * be had on the phone, the customer says which. Where nothing can be printed, the code comes by itself.
   */
  follow(visit: Visit, step: WithPaper, use: string | undefined): void {
    const { orderId } = visit
    if (!orderId || !step.paper) return
    const isChosen = step.step === 'done' && use !== 'cash' && this.#links.isOffered
    if (!isChosen) this.#papers.begin(orderId, step.paper)
    if (!this.#isPrinted(orderId, step.paper)) this.#links.begin(orderId)
  }

  /** The customer wants it on the phone. */
  toPhone({ orderId }: Visit): void {
    if (orderId) this.#links.begin(orderId, true)
  }

  /** The receipt or slip as the screen shows it; `receiptQr`: whether the customer can have it on the phone. */
  shown({ orderId }: Visit, paper: PaymentPaperKind | null): { paper: PaymentPaper; receiptQr: boolean } {
    const kept = paper === null ? undefined : this.#keptOf(orderId, paper)
    const url = paper === null ? null : this.#links.urlOf(orderId)
    if (kept?.outcome === 'printing' || kept?.outcome === 'printed')
      return { paper: { is: kept.outcome }, receiptQr: false }
    if (url !== null) return { paper: { is: 'qr', url }, receiptQr: false }
    return { paper: { is: 'none' }, receiptQr: paper !== null && this.#links.isOffered }
  }

  /** One touch; on disk until the hall has answered. */
  rate(visit: Visit, level: RatingLevel): void {
    const { memory, newId } = this.#ports
    if (visit.rated !== null || !visit.orderId) return
    visit.rated = level
    const orderId = visit.orderId as PaymentOrderId
    memory.record([{ type: 'CommandQueued', command: { type: 'payment.rate', id: newId(), orderId, level } }])
  }

  forget(): void {
    this.#links.forget()
  }

  #keptOf(orderId: string | null, paper: PaymentPaperKind): KeptPaper | undefined {
    return this.#ports.memory.state.paymentOrders[orderId ?? '']?.papers[paper]
  }

  /** Whether it is on paper, or can be. */
  #isPrinted(orderId: string, paper: PaymentPaperKind): boolean {
    const outcome = this.#keptOf(orderId, paper)?.outcome
    if (outcome === 'printed' || outcome === 'printing') return true
    return outcome === undefined && canPrint(this.#ports.devices)
  }
}
