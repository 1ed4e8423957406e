/** A made-up day at Alipay: what the two processes of `reconcile.ts` agree on. */
export const DAY = '2026-01-05'
export const SELLER_ID = '2088102146225135'
export const JOURNAL = 'journal.sqlite'
export const BILL = 'bill.zip'
/** So many lines are not the hall's, so many have another amount. */
export const STRANGE = 10
export const UNEQUAL = 10

export type DayTask = { folder: string; lines: number }
export type PreparedDay = { facts: number }
export type ComparedDay = {
  lines: number
  seconds: number
  rssMb: number
  matched: number
  cases: number
}
