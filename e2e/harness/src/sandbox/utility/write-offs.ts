import { addDays, dayAt } from './calendar.ts'
import { planOf } from './plan.ts'
import { Refusal } from './refusal.ts'
import type { Bill, Register } from './register.ts'
import type { SeededAccount } from './accounts.ts'
import type { UtilityTime } from './utility-time.ts'

export type WriteOffOrder = {
  accountNo: string
  bills: { billId: string; fen: number }[]
  creditFen: number
  paidAt: number
  channel: string
  hallId: string
  terminalId: string
}
export type WriteOffAnswer = { writeOffNo: string; at: number; fen: number; balanceFen: number }
export type Reversal = { reversalNo: string; at: number; day: string; key: string }
export type WriteOffRecord = {
  key: string
  agent: string
  day: string
  order: WriteOffOrder
  answer: WriteOffAnswer
  reversal: Reversal | null
}

/** How long a hall may have been cut off before its customers' penalty counts again, days. */
const CUT_OFF_DAYS = 7
const MOST_AHEAD_MS = 300_000

/** Who paid what. One thing happens at a time, so that of two orders for one bill one is first. */
export class WriteOffs {
  readonly records = new Map<string, WriteOffRecord>()
  /** Keys that were taken back before they came. */
  readonly #barred = new Set<string>()
  readonly #reversals = new Map<string, { content: string; answer: Reversal }>()
  readonly #register: Register
  readonly #time: UtilityTime
  #count = 0

  constructor(register: Register, time: UtilityTime) {
    this.#register = register
    this.#time = time
  }

  writeOff(agent: string, key: string, order: WriteOffOrder): WriteOffAnswer {
    const known = this.records.get(key)
    if (known) {
      if (JSON.stringify(known.order) !== JSON.stringify(order)) throw new Refusal('keyReused')
      return known.answer
    }
    if (this.#barred.has(key)) throw new Refusal('keyReused', 'the key was taken back before it came')
    const account = this.#register.open(order.accountNo)
    this.#checkBills(account, order)
    checkCredit(account, order, this.#register.balanceOf(account))
    const [day, at] = [this.#time.businessDay(), this.#time.now()]
    for (const { billId, fen } of order.bills)
      this.#register.addPayment(billId, { key, fen, day: this.#reckoningDay(order) })
    const balanceFen = this.#register.addToBalance(account, order.creditFen)
    const fen = order.bills.reduce((sum, bill) => sum + bill.fen, order.creditFen)
    const answer = { writeOffNo: this.numberOf('XZ'), at, fen, balanceFen }
    this.records.set(key, { key, agent, day, order, answer, reversal: null })
    return answer
  }

  find(key: string): WriteOffAnswer & { reversedAt?: number } {
    const record = this.records.get(key)
    if (!record) throw new Refusal('writeOffUnknown')
    return { ...record.answer, ...(record.reversal && { reversedAt: record.reversal.at }) }
  }

  /** What is taken back before it came never comes: its key is barred. */
  reverse(key: string, order: { writeOffKey: string; reason: string }): { reversalNo: string; at: number } {
    const content = JSON.stringify(order)
    const known = this.#reversals.get(key)
    if (known && known.content !== content) throw new Refusal('keyReused')
    const record = this.records.get(order.writeOffKey)
    if (!record) {
      this.#barred.add(order.writeOffKey)
      throw new Refusal('writeOffUnknown')
    }
    const reversal = record.reversal ?? this.#takeBack(key, record)
    this.#reversals.set(key, { content, answer: reversal })
    return { reversalNo: reversal.reversalNo, at: reversal.at }
  }

  /** `XZ2026113000000017` */
  numberOf(kind: string): string {
    this.#count += 1
    const day = this.#time.businessDay().replaceAll('-', '')
    return `${kind}${day}${String(this.#count).padStart(8, '0')}`
  }

  #takeBack(key: string, record: WriteOffRecord): Reversal {
    const day = this.#time.businessDay()
    if (record.day !== day) throw new Refusal('dayClosed')
    for (const { billId } of record.order.bills) this.#register.takeBack(billId, record.key)
    const account = this.#register.open(record.order.accountNo)
    this.#register.addToBalance(account, -record.order.creditFen)
    record.reversal = { reversalNo: this.numberOf('CZ'), at: this.#time.now(), day, key }
    return record.reversal
  }

  /** The day for which is reckoned what is owed. */
  #reckoningDay({ paidAt }: WriteOffOrder): string {
    const today = this.#time.today()
    if (paidAt > this.#time.now() + MOST_AHEAD_MS) throw new Refusal('badRequest', 'paid in the future')
    const [day, earliest] = [dayAt(paidAt), addDays(today, -CUT_OFF_DAYS)]
    if (day > today) return today
    return day < earliest ? earliest : day
  }

  #checkBills(account: SeededAccount, order: WriteOffOrder): void {
    const bills = this.#register.bills(account, this.#reckoningDay(order))
    const plan = planOf(account)
    for (const { billId, fen } of order.bills) {
      const bill = bills.find((one) => one.billId === billId)
      if (!bill) throw new Refusal('billUnknown')
      if (bill.dueFen <= 0) throw new Refusal('billPaid')
      if (fen > bill.dueFen) throw new Refusal('amountDiffers')
      if (fen < bill.dueFen && (plan.partFromFen === null || fen < plan.partFromFen))
        throw new Refusal('amountDiffers')
    }
    if (new Set(order.bills.map(({ billId }) => billId)).size < order.bills.length)
      throw new Refusal('badRequest', 'a bill twice')
    if (plan.oldestFirst && skipsOlder(bills, order)) throw new Refusal('planForbids')
  }
}

/** Whether something older stays owed while something newer is paid. */
function skipsOlder(bills: readonly Bill[], order: WriteOffOrder): boolean {
  const ids = new Set(order.bills.map(({ billId }) => billId))
  const owed = bills.filter(({ dueFen }) => dueFen > 0)
  const firstLeft = owed.findIndex(({ billId }) => !ids.has(billId))
  return firstLeft >= 0 && owed.slice(firstLeft).some(({ billId }) => ids.has(billId))
}

function checkCredit(account: SeededAccount, { bills, creditFen }: WriteOffOrder, balanceFen: number): void {
  if (creditFen === 0 && bills.length === 0) throw new Refusal('badRequest', 'nothing to write off')
  if (creditFen === 0) return
  const { prepayUpToFen } = planOf(account)
  // Money for a meter on the card gets there by the card.
  if (account.mode === 'meterCard' || prepayUpToFen === null) throw new Refusal('planForbids')
  if (Math.max(0, balanceFen) + creditFen > prepayUpToFen) throw new Refusal('planForbids')
}
