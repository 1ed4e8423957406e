import { makeAccounts, usageIn } from './accounts.ts'
import type { SeededAccount } from './accounts.ts'
import { addMonths, daysBetween, lastDay, monthsFrom } from './calendar.ts'
import { readBarcode } from './identity.ts'
import { Refusal } from './refusal.ts'
import { componentsOf, penaltyOf } from './tariff.ts'
import type { Component } from './tariff.ts'

/** Money that reached a bill; `key`: write-off that brought it. */
export type Payment = { key: string; fen: number; day: string }
export type Bill = {
  billId: string
  accountNo: string
  month: string
  dueFen: number
  billedFen: number
  paidFen: number
  penaltyFen: number
  dueDay: string
  readFrom: string
  readTo: string
  usageMilliKwh: number
  components: Component[]
}
type Issued = Omit<Bill, 'dueFen' | 'paidFen' | 'penaltyFen'>

const HISTORY = 24

/** Accounts and their bills. Bills are made from the seed when they are first asked for; what was paid is kept here. */
export class Register {
  readonly all: readonly SeededAccount[]
  readonly #seed: number
  /** The newest month that was billed when the sandbox began: what is unpaid from the start counts back from it. */
  readonly #firstNewest: string
  readonly #byNo = new Map<string, SeededAccount>()
  readonly #byIdNumber = new Map<string, SeededAccount[]>()
  readonly #byCard = new Map<string, SeededAccount>()
  readonly #issued = new Map<string, Issued>()
  readonly #payments = new Map<string, Payment[]>()
  readonly #balances = new Map<string, number>()

  constructor(seed: number, count: number, today: string) {
    this.#seed = seed
    this.#firstNewest = addMonths(today.slice(0, 7), -1)
    this.all = makeAccounts(seed, count)
    for (const account of this.all) {
      this.#byNo.set(account.accountNo, account)
      this.#byNo.set(account.accountNo.slice(-10), account)
      const sameOwner = this.#byIdNumber.get(account.idNumber)
      if (sameOwner) sameOwner.push(account)
      else this.#byIdNumber.set(account.idNumber, [account])
      if (account.cardSerial !== null) this.#byCard.set(account.cardSerial, account)
    }
  }

  /** An account that is there and open. */
  open(accountNo: string): SeededAccount {
    const account = this.#byNo.get(accountNo)
    if (!account) throw new Refusal('accountUnknown')
    if (account.isClosed) throw new Refusal('accountClosed')
    return account
  }

  find(query: Record<string, string>): SeededAccount[] {
    if (query['by'] === 'accountNo') return [this.open(query['accountNo'] ?? '')]
    if (query['by'] === 'meterCard') return [this.ofCard(query['cardSerial'] ?? '', query['meterNo'] ?? '')]
    if (query['by'] === 'billBarcode') {
      const read = readBarcode(query['barcode'] ?? '')
      if (!read) throw new Refusal('accountUnknown')
      return [this.open(read.accountNo)]
    }
    const found = (this.#byIdNumber.get(query['idNumber'] ?? '') ?? []).filter(({ isClosed }) => !isClosed)
    if (found.length === 0) throw new Refusal('accountUnknown')
    return found
  }

  ofCard(cardSerial: string, meterNo: string): SeededAccount {
    const account = this.#byCard.get(cardSerial)
    if (!account) throw new Refusal('cardUnknown')
    if (account.meterNo !== meterNo) throw new Refusal('cardMismatch')
    return this.open(account.accountNo)
  }

  balanceOf({ accountNo, balanceFen }: SeededAccount): number {
    return this.#balances.get(accountNo) ?? balanceFen
  }

  addToBalance(account: SeededAccount, fen: number): number {
    const balance = this.balanceOf(account) + fen
    this.#balances.set(account.accountNo, balance)
    return balance
  }

  addPayment(billId: string, payment: Payment): void {
    this.#payments.set(billId, [...(this.#payments.get(billId) ?? []), payment])
  }

  takeBack(billId: string, key: string): void {
    const left = (this.#payments.get(billId) ?? []).filter((payment) => payment.key !== key)
    this.#payments.set(billId, left)
  }

  /** What is owed on a day, and what was billed in 24 months; oldest first. */
  bills(account: SeededAccount, day: string): Bill[] {
    const newest = addMonths(day.slice(0, 7), -1)
    const first = addMonths(newest < this.#firstNewest ? newest : this.#firstNewest, 1 - HISTORY)
    const since = addMonths(newest, 1 - HISTORY)
    return monthsFrom(first, newest)
      .map((month) => this.#bill(account, month, day))
      .filter(({ month, dueFen }) => month >= since || dueFen > 0)
  }

  owedFen(account: SeededAccount, day: string): number {
    if (account.mode === 'prepaid') return Math.max(0, -this.balanceOf(account))
    return this.bills(account, day).reduce((sum, { dueFen }) => sum + dueFen, 0)
  }

  usage(account: SeededAccount, months: number, today: string): unknown[] {
    const newest = addMonths(today.slice(0, 7), -1)
    return monthsFrom(addMonths(newest, 1 - months), newest).map((month) => {
      const { usageMilliKwh, components } = this.#issue(account, month)
      const { peakMilliKwh, valleyMilliKwh } = usageIn(this.#seed, account, month)
      return {
        month,
        milliKwh: usageMilliKwh,
        fen: sumOf(components),
        ...(account.kind !== 'resident' && { peakMilliKwh, valleyMilliKwh }),
      }
    })
  }

  #bill(account: SeededAccount, month: string, day: string): Bill {
    const issued = this.#issue(account, month)
    const payments = this.#paymentsOf(account, issued)
    const paidFen = payments.reduce((sum, { fen }) => sum + fen, 0)
    const penaltyFen = penaltyOf(account.kind, fenDaysOf(issued, payments, day))
    const penalty: Component = {
      kind: 'penalty',
      name: { zh: '违约金', en: 'Late payment penalty' },
      ...{ quantityMilli: null, unit: null, priceTenThousandths: null },
      fen: penaltyFen,
    }
    return {
      ...issued,
      ...{ paidFen, penaltyFen, dueFen: issued.billedFen + penaltyFen - paidFen },
      components: penaltyFen > 0 ? [...issued.components, penalty] : issued.components,
    }
  }

  /** Postpaid bills of before the sandbox are paid in time but for those that are not; the others are never owed here. */
  #paymentsOf(account: SeededAccount, { billId, month, billedFen, dueDay }: Issued): readonly Payment[] {
    const monthsBack = monthsFrom(month, this.#firstNewest).length - 1
    const isOwed = month > this.#firstNewest || account.unpaid.includes(monthsBack)
    if (account.mode === 'postpaid' && isOwed) return this.#payments.get(billId) ?? []
    return [{ key: '', fen: billedFen, day: dueDay }]
  }

  #issue(account: SeededAccount, month: string): Issued {
    const billId = `${account.accountNo}-${month.replace('-', '')}`
    const known = this.#issued.get(billId)
    if (known) return known
    const usage = usageIn(this.#seed, account, month)
    const earlier = monthsFrom(`${month.slice(0, 4)}-01`, addMonths(month, -1))
    const before = earlier.reduce((sum, one) => sum + usageIn(this.#seed, account, one).milliKwh, 0)
    const components = componentsOf(account.kind, usage, before)
    const issued: Issued = {
      ...{ billId, accountNo: account.accountNo, month, billedFen: sumOf(components) },
      dueDay: lastDay(addMonths(month, 1)),
      ...{ readFrom: `${month}-01`, readTo: lastDay(month), usageMilliKwh: usage.milliKwh, components },
    }
    this.#issued.set(billId, issued)
    return issued
  }
}

function sumOf(components: readonly Component[]): number {
  return components.reduce((sum, { fen }) => sum + fen, 0)
}

/** What was owed after the due day, times the days it was: payments go to what was billed first. */
function fenDaysOf({ billedFen, dueDay }: Issued, payments: readonly Payment[], day: string): number {
  let owed = billedFen
  let since = dueDay
  let total = 0
  for (const { fen, day: paidOn } of [...payments, { fen: 0, day }]) {
    const until = paidOn < day ? paidOn : day
    if (until > since) {
      total += owed * daysBetween(since, until)
      since = until
    }
    owed = Math.max(0, owed - fen)
  }
  return total
}
