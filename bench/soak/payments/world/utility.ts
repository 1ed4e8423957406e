import type {
  Account,
  Billing,
  BillingAnswer,
  ElectricityBill,
  MeterCardSale,
  WriteOff,
  WriteOffOrder,
} from '@service-hall/hall-server/light-hall'
import type { Random } from '@service-hall/harness/random'
import type { Life } from '../life.ts'
import type { Timeline } from '../timeline.ts'
import type { Line } from './line.ts'
import type { OnDisk } from './qr-channel.ts'

type Bill = { billId: string; month: string; dueFen: number }
type Household = {
  accountNo: string
  mode: Account['mode']
  takesCredit: boolean
  bills: Bill[]
  balanceFen: number
}
type Written = {
  key: string
  print: string
  fen: number
  bills: [Bill, number][]
  creditFen: number
  household: Household
  isReversed: boolean
}
type Sold = { key: string; fen: number; count: number; state: 'sold' | 'written' | 'void' }
type Refused = Extract<BillingAnswer<never>, { is: 'refused' }>

const refused = (code: Refused['code']): Refused => ({ is: 'refused', code })

/** The utility's billing system (营销系统) with its own books. */
export class Utility {
  readonly households = new Map<string, Household>()
  readonly written = new Map<string, Written>()
  readonly sold = new Map<string, Sold>()
  /** Keys of write-offs that it has refused. */
  readonly refusals = new Set<string>()
  readonly #blocked = new Set<string>()
  readonly #timeline: Timeline

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  /** An account with bills of these amounts, oldest first. */
  household(accountNo: string, mode: Account['mode'], dues: readonly number[], random: Random): Household {
    const bills = dues.map((dueFen, index) => ({
      ...{
        billId: `B${accountNo}-${index}`,
        month: `2025-${String(9 + (index % 4)).padStart(2, '0')}`,
        dueFen,
      },
    }))
    const made = { accountNo, mode, takesCredit: random.chance(0.9), bills, balanceFen: 0 }
    this.households.set(accountNo, made)
    return made
  }

  /** Somebody pays a bill elsewhere. */
  paidElsewhere(accountNo: string): void {
    const [bill] = this.households.get(accountNo)?.bills ?? []
    if (bill) bill.dueFen = 0
  }

  /** What it has of an order, fen. */
  writtenFen(key: string): number {
    const written = this.written.get(key)
    const sold = this.sold.get(key)
    return (written && !written.isReversed ? written.fen : 0) + (sold && sold.state !== 'void' ? sold.fen : 0)
  }

  writeOff(order: WriteOffOrder): BillingAnswer<WriteOff> {
    const answer = this.#writeOff(order)
    if (answer.is === 'refused') this.refusals.add(order.key)
    return answer
  }

  #writeOff({ key, accountNo, bills, creditFen }: WriteOffOrder): BillingAnswer<WriteOff> {
    const print = JSON.stringify([accountNo, bills, creditFen])
    const known = this.written.get(key)
    if (known) return known.print === print ? this.#said(known) : refused('keyReused')
    if (this.#blocked.has(key)) return refused('keyReused')
    const household = this.households.get(accountNo)
    if (!household) return refused('accountUnknown')
    if (creditFen > 0 && !household.takesCredit) return refused('planForbids')
    const found: [Bill, number][] = []
    for (const { billId, fen } of bills) {
      const bill = household.bills.find((one) => one.billId === billId)
      if (!bill) return refused('billUnknown')
      if (bill.dueFen === 0) return refused('billPaid')
      if (bill.dueFen < fen) return refused('amountDiffers')
      found.push([bill, fen])
    }
    for (const [bill, fen] of found) bill.dueFen -= fen
    household.balanceFen += creditFen
    const fen = bills.reduce((sum, bill) => sum + bill.fen, creditFen)
    const written: Written = { key, print, fen, bills: found, creditFen, household, isReversed: false }
    this.written.set(key, written)
    return this.#said(written)
  }

  reverse(writeOffKey: string): BillingAnswer<{ reversalNo: string; at: number }> {
    const written = this.written.get(writeOffKey)
    if (!written) {
      this.#blocked.add(writeOffKey)
      return this.sold.has(writeOffKey) ? refused('planForbids') : refused('writeOffUnknown')
    }
    if (!written.isReversed) {
      written.isReversed = true
      for (const [bill, fen] of written.bills) bill.dueFen += fen
      written.household.balanceFen -= written.creditFen
    }
    return { is: 'ok', value: { reversalNo: `V${writeOffKey}`, at: this.#timeline.now } }
  }

  sell({
    key,
    fen,
    cardCount,
  }: {
    key: string
    fen: number
    cardCount: number
  }): BillingAnswer<MeterCardSale> {
    const sold = this.sold.get(key) ?? { key, fen, count: cardCount + 1, state: 'sold' as const }
    this.sold.set(key, sold)
    return { is: 'ok', value: { saleNo: `M${key}`, count: sold.count, fen: sold.fen } }
  }

  read(key: string, count: number): BillingAnswer<{ isWritten: boolean }> {
    const sold = this.sold.get(key)
    if (!sold) return refused('writeOffUnknown')
    if (sold.state === 'sold') sold.state = count === sold.count ? 'written' : 'void'
    if (sold.state === 'void') this.refusals.add(key)
    return { is: 'ok', value: { isWritten: sold.state === 'written' } }
  }

  #said({ key, fen, household }: Written): BillingAnswer<WriteOff> {
    return {
      is: 'ok',
      value: { writeOffNo: `W${key}`, at: this.#timeline.now, fen, balanceFen: household.balanceFen },
    }
  }
}

/** The hall's end of the line to it. */
export function billingOf(
  utility: Utility,
  { line, life, onDisk }: { line: Line; life: Life; onDisk: OnDisk },
): Billing {
  const unsure = () => Promise.resolve({ is: 'unsure', why: 'notHere' } as const)
  return {
    findAccounts: (query) =>
      line.call(life, () => {
        const household = query.by === 'accountNo' ? utility.households.get(query.accountNo) : undefined
        return household ? { is: 'ok', value: [accountOf(household)] } : refused('accountUnknown')
      }),
    bills: (accountNo) =>
      line.call(life, () => ({
        is: 'ok',
        value: (utility.households.get(accountNo)?.bills ?? []).map(billOf),
      })),
    writeOff(order) {
      onDisk(order.key)
      return line.call(life, () => utility.writeOff(order))
    },
    reverseWriteOff({ key, writeOffKey }) {
      onDisk(key)
      return line.call(life, () => utility.reverse(writeOffKey))
    },
    sellToMeterCard(order) {
      onDisk(order.key)
      return line.call(life, () => utility.sell(order))
    },
    meterCardRead: ({ key, count }) => line.call(life, () => utility.read(key, count)),
    ...{ usage: unsure, tariff: unsure, findWriteOff: unsure, requestInvoice: unsure },
    invoiceTitle: unsure,
    ...{ meterCardKey: unsure, statement: unsure },
  }
}

function accountOf({ accountNo, mode, balanceFen, bills }: Household): Account {
  return {
    ...{
      accountNo,
      maskedName: '张**',
      maskedAddress: '建国路**号',
      mode,
      balanceFen,
      meterNo: '1234567890',
    },
    owedFen: bills.reduce((sum, { dueFen }) => sum + dueFen, 0),
    creditGrade: null,
    plan: { partFromFen: 100, oldestFirst: false, prepayUpToFen: 100_000_000, adviseFen: null },
  }
}

function billOf({ billId, month, dueFen }: Bill): ElectricityBill {
  return { billId, month, dueFen } as ElectricityBill
}
