import type { SeededAccount } from './accounts.ts'
import { Refusal } from './refusal.ts'
import type { Register } from './register.ts'
import type { UtilityTime } from './utility-time.ts'
import type { WriteOffs } from './write-offs.ts'

export type Invoice = {
  /** What it is for: the bill, or the write-off where that paid several. */
  of: string
  invoiceNo: string
  /** The title that it was made out to. */
  title: string
  asked: number
}
type Asked = { writeOffKey: string } | { accountNo: string; billId: string }

/** Whom invoices are made out to: companies by title and tax number, people masked. Invented, as all of it is. */
export function titleOf({ maskedName, kind, serial }: SeededAccount) {
  const digits = String(serial).padStart(8, '0')
  return {
    title: kind === 'business' ? `临江示范电器${digits}有限公司` : maskedName,
    taxNo: kind === 'business' ? `91990000MA${digits}` : null,
    sentTo: `199****${digits.slice(-4)}`,
  }
}

/** Invoices that were asked for; each bill has one. */
export class Invoices {
  readonly byKey = new Map<string, Invoice>()
  readonly #of = new Map<string, string>()
  readonly #register: Register
  readonly #writeOffs: WriteOffs
  readonly #time: UtilityTime

  constructor(register: Register, writeOffs: WriteOffs, time: UtilityTime) {
    this.#register = register
    this.#writeOffs = writeOffs
    this.#time = time
  }

  ask(key: string, asked: Asked): unknown {
    const content = JSON.stringify(asked)
    const before = this.#of.get(key)
    if (before !== undefined && before !== content) throw new Refusal('keyReused')
    const { account, of } = this.#subject(asked)
    const earlier = [...this.byKey.values()].find((one) => one.of === of)
    const invoice = this.byKey.get(key) ?? {
      ...{ of, title: titleOf(account).title, asked: 0 },
      invoiceNo: earlier?.invoiceNo ?? this.#writeOffs.numberOf('FP'),
    }
    invoice.asked += 1
    this.byKey.set(key, invoice)
    this.#of.set(key, content)
    const { invoiceNo } = invoice
    return invoice.asked === 1
      ? { invoiceNo, state: 'requested', url: null }
      : { invoiceNo, state: 'issued', url: `https://invoice.example/${invoiceNo}` }
  }

  #subject(asked: Asked): { account: SeededAccount; of: string } {
    if ('writeOffKey' in asked) {
      const record = this.#writeOffs.records.get(asked.writeOffKey)
      if (!record) throw new Refusal('writeOffUnknown')
      const [bill, ...more] = record.order.bills
      if (record.reversal || !bill) throw new Refusal('invoiceNotAllowed')
      const of = more.length === 0 ? bill.billId : asked.writeOffKey
      return { account: this.#register.open(record.order.accountNo), of }
    }
    const account = this.#register.open(asked.accountNo)
    const bill = this.#register
      .bills(account, this.#time.today())
      .find(({ billId }) => billId === asked.billId)
    if (!bill) throw new Refusal('billUnknown')
    if (bill.dueFen > 0) throw new Refusal('invoiceNotAllowed')
    const paidWith = [...this.#writeOffs.records.values()].find(
      ({ order, reversal }) => !reversal && order.bills.some(({ billId }) => billId === asked.billId),
    )
    const isAlone = !paidWith || paidWith.order.bills.length === 1
    return { account, of: isAlone ? asked.billId : paidWith.key }
  }
}
