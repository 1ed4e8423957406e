import type {
  Account,
  AccountQuery,
  ElectricityBill,
  MeterCardKeyOrder,
  MeterCardOrder,
  MeterCardSale,
  UsageMonth,
  WriteOff,
  WriteOffOrder,
} from '../port.ts'

// What shapes cannot say. Each tells what is wrong with an answer; null: nothing.

const CHINA_MS = 8 * 3_600_000

/** Month in China, `YYYY-MM`. */
export function monthAt(now: number): string {
  return new Date(now + CHINA_MS).toISOString().slice(0, 7)
}

export function faultOfAccounts(accounts: readonly Account[], query: AccountQuery): string | null {
  if (new Set(accounts.map(({ accountNo }) => accountNo)).size < accounts.length)
    return 'an account came twice'
  if (query.by !== 'accountNo') return null
  return accounts.every(({ accountNo }) => isOf(accountNo, query.accountNo)) ? null : 'another account came'
}

export function faultOfBills(
  bills: readonly ElectricityBill[],
  accountNo: string,
  now: number,
): string | null {
  if (new Set(bills.map(({ billId }) => billId)).size < bills.length) return 'a bill came twice'
  if (bills.some((bill, at) => bill.month < (bills[at - 1]?.month ?? ''))) return 'bills are not oldest first'
  for (const bill of bills) {
    const fault = isOf(bill.accountNo, accountNo) ? faultOfBill(bill, now) : 'a bill is of another account'
    if (fault !== null) return fault
  }
  return null
}

function faultOfBill(bill: ElectricityBill, now: number): string | null {
  const { components, billedFen, penaltyFen, paidFen, dueFen } = bill
  const sum = (kind?: string): number =>
    components.reduce((all, one) => (kind === undefined || one.kind === kind ? all + one.fen : all), 0)
  if (sum() !== billedFen + penaltyFen) return 'the components of a bill do not add up'
  if (sum('penalty') !== penaltyFen) return 'the penalty of a bill is not that of its components'
  if (dueFen !== billedFen + penaltyFen - paidFen)
    return 'what is due is not what was billed less what was paid'
  if (bill.month > monthAt(now)) return 'a bill is of a month to come'
  return bill.readFrom > bill.readTo ? 'a bill ends before it begins' : null
}

export function faultOfUsage(months: readonly UsageMonth[], asked: number, now: number): string | null {
  if (months.length > asked) return 'more months came than were asked for'
  if (months.some(({ month }, at) => month <= (months[at - 1]?.month ?? '')))
    return 'months are not oldest first'
  if (months.some(({ month }) => month > monthAt(now))) return 'usage of a month to come'
  const isMore = ({ milliKwh, peakMilliKwh = 0, valleyMilliKwh = 0 }: UsageMonth): boolean =>
    peakMilliKwh + valleyMilliKwh > milliKwh
  return months.some(isMore) ? 'peak and valley are more than all' : null
}

export function faultOfWriteOff(writeOff: WriteOff, order: WriteOffOrder): string | null {
  const wanted = order.bills.reduce((sum, { fen }) => sum + fen, order.creditFen)
  return writeOff.fen === wanted ? null : 'another amount was written off than was ordered'
}

export function faultOfSale({ fen, count }: MeterCardSale, order: MeterCardOrder): string | null {
  if (fen !== order.fen) return 'another amount was sold than was ordered'
  return count === order.cardCount + 1 ? null : 'the count of a sale does not follow the card’s'
}

export function faultOfKeyResult(result: string, { ask }: MeterCardKeyOrder): string | null {
  return result.length === (ask === 'mac' ? 8 : 16) ? null : 'the key service gave another length'
}

/** The old number of 10 digits ends the new one. */
function isOf(accountNo: string, asked: string): boolean {
  return asked.length === 10 ? accountNo.endsWith(asked) : accountNo === asked
}
