import type { InvoiceOf, PaymentOrder } from '@service-hall/contract'
import type { Billing, BillingAnswer, Invoice, InvoiceTitle } from './port.ts'

export type InvoiceAsked = { ask: 'invoiceTitle' | 'invoice'; of: InvoiceOf }

/**
 * Whom an invoice is made out to, and the invoice itself. Its key follows from what it is for, so that a question sent twice,
 * from two machines or after a restart asks for one invoice.
 *
 * @param order that it is for; null: it is for a bill, whoever took the money
 */
export async function invoiceAnswer(
  billing: Billing,
  { ask, of }: InvoiceAsked,
  order: PaymentOrder | null,
): Promise<BillingAnswer<Invoice | InvoiceTitle>> {
  if ('billId' in of) {
    const { accountNo, billId } = of
    return ask === 'invoiceTitle'
      ? billing.invoiceTitle(accountNo)
      : billing.requestInvoice({ key: `invoice-bill-${billId}`, accountNo, billId })
  }
  const { delivery, accountNo } = order ?? {}
  if (delivery?.state !== 'done' || delivery.bills.length === 0 || accountNo === undefined)
    return { is: 'refused', code: 'invoiceNotAllowed' }
  return ask === 'invoiceTitle'
    ? billing.invoiceTitle(accountNo)
    : billing.requestInvoice({ key: `invoice-${delivery.key}`, writeOffKey: delivery.key })
}
