import type { Ports } from '../ports.ts'
import type { AfterPayment } from './after-payment.ts'
import type { Balances } from './balances.ts'
import type { CashTaking } from './cash/taking.ts'
import type { Invoicing } from './invoicing.ts'
import type { Lookups } from './lookups.ts'
import type { MeterSlot } from './meter/slot.ts'
import type { MeterVisits } from './meter/visiting.ts'
import type { MeterWriting } from './meter/writing.ts'
import type { PaymentPapers } from './papers.ts'
import type { Paying } from './paying.ts'
import type { Presenting } from './presenting.ts'

/** What self-payment at a kiosk is made of; each part has one thing to do. */
export type Parts = {
  ports: Ports
  lookups: Lookups
  paying: Paying
  papers: PaymentPapers
  after: AfterPayment
  invoicing: Invoicing
  balances: Balances
  slot: MeterSlot
  meter: MeterWriting
  meterVisits: MeterVisits
  cash: CashTaking
  presenting: Presenting
}
