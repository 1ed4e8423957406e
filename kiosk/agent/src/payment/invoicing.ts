import type { BillingSaid, InvoiceOf, InvoiceStanding, PaymentOrderId } from '@service-hall/contract'
import { pause } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import type { InquiryParts, Visit } from './visit.ts'

/** What an invoice is asked for, and where the customer came from. */
export type InvoiceSheet = {
  of: InvoiceOf
  months: string[]
  fen: number
  reference: string | null
  title: { title: string; taxNo: string | null; sentTo: string | null } | null
  standing: InvoiceStanding
  /** Null: from the end of a payment. */
  from: InquiryParts | null
}

/** A utility that took the request makes many an invoice within moments; it is asked once more, ms. */
const ISSUED_AFTER_MS = 2_500

/** Asks for invoices (电子发票): first whom it is made out to, then, when the customer agrees, the invoice. */
export class Invoicing {
  readonly #around: Pick<Ports, 'link' | 'memory' | 'clock'>
  /** The question is another one. */
  readonly #onWent: () => void

  constructor(around: Pick<Ports, 'link' | 'memory' | 'clock'>, onWent: () => void) {
    this.#around = around
    this.#onWent = onWent
  }

  /** Of what was just paid, or of a paid bill of the inquiry. */
  begin(visit: Visit, billId: string | undefined): void {
    const sheet = billId === undefined ? this.#ofOrder(visit) : ofBill(visit, billId)
    if (sheet) void this.#ask(visit, sheet)
  }

  confirm(visit: Visit): void {
    const { stage } = visit
    if (stage.is !== 'invoice') return
    const { standing, title } = stage.sheet
    // Without a title nobody agreed to anything: it is asked for first.
    if (title === null) void this.#ask(visit, stage.sheet)
    else if (standing.is === 'confirm' || standing.is === 'away') void this.#request(visit, stage.sheet)
  }

  back(visit: Visit): void {
    if (visit.stage.is !== 'invoice') return
    const { from } = visit.stage.sheet
    visit.go(from ? { is: 'inquiry', parts: from } : { is: 'order' })
  }

  #ofOrder({ orderId }: Visit): InvoiceSheet | null {
    const kept = this.#around.memory.state.paymentOrders[orderId ?? '']
    if (!kept?.paidFor || kept.paidFor.lines.length === 0) return null
    const { lines } = kept.paidFor
    return {
      of: { orderId: kept.orderId as PaymentOrderId },
      months: lines.map(({ month }) => month),
      fen: lines.reduce((sum, { fen }) => sum + fen, 0),
      ...{ reference: kept.reference, title: null, standing: { is: 'confirm' }, from: null },
    }
  }

  async #ask(visit: Visit, sheet: InvoiceSheet): Promise<void> {
    visit.go({ is: 'working', on: 'invoice' })
    this.#onWent()
    const { turn } = visit
    const said = await this.#around.link.askBilling({ ask: 'invoiceTitle', of: sheet.of })
    if (turn.aborted) return
    const title = said.is === 'ok' ? said.value : null
    visit.go({ is: 'invoice', sheet: { ...sheet, title, standing: noOf(said) ?? { is: 'confirm' } } })
    this.#onWent()
  }

  async #request(visit: Visit, sheet: InvoiceSheet): Promise<void> {
    visit.go({ is: 'invoice', sheet: { ...sheet, standing: { is: 'asking' } } })
    this.#onWent()
    const first = await this.#askOnce(visit, sheet)
    if (first?.is !== 'made' || first.isIssued) return
    await pause(this.#around.clock, ISSUED_AFTER_MS, visit.turn)
    if (visit.turn.aborted) return
    await this.#askOnce(visit, sheet, first)
  }

  /** `before`: what is known already; an answer that does not come changes nothing of it. */
  async #askOnce(
    visit: Visit,
    sheet: InvoiceSheet,
    before: InvoiceStanding | null = null,
  ): Promise<InvoiceStanding | null> {
    const { turn } = visit
    const said = await this.#around.link.askBilling({ ask: 'invoice', of: sheet.of })
    if (turn.aborted) return null
    const standing = before && said.is !== 'ok' ? before : standingOf(said)
    visit.go({ is: 'invoice', sheet: { ...sheet, standing } })
    this.#onWent()
    return standing
  }
}

function ofBill({ account, stage }: Visit, billId: string): InvoiceSheet | null {
  if (stage.is !== 'inquiry' || stage.parts.bills.is !== 'here' || !account) return null
  const bill = stage.parts.bills.value.find((one) => one.billId === billId)
  if (!bill || bill.dueFen > 0) return null
  return {
    of: { accountNo: account.accountNo, billId },
    ...{ months: [bill.month], fen: Math.max(0, bill.paidFen), reference: null, title: null },
    ...{ standing: { is: 'confirm' }, from: stage.parts },
  }
}

/** Null: it is not a no. */
function noOf(said: BillingSaid): InvoiceStanding | null {
  if (said.is === 'away') return { is: 'away' }
  if (said.is === 'ok') return null
  return { is: 'refused', why: said.code === 'invoiceNotAllowed' ? 'notAllowed' : 'other' }
}

function standingOf(said: BillingSaid<'invoice'>): InvoiceStanding {
  if (said.is !== 'ok') return noOf(said) ?? { is: 'away' }
  const { invoiceNo, state, url } = said.value
  return { is: 'made', invoiceNo, isIssued: state === 'issued', url }
}
