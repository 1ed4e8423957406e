import { choiceFen, choiceProblem } from '@service-hall/contract'
import type { BilledAccount, BilledMonth, BillChoice, ChoiceProblem } from '@service-hall/contract'

/** Bills that are owed, the oldest first. */
export function owedBills(bills: readonly BilledMonth[]): BilledMonth[] {
  return bills.filter(({ dueFen }) => dueFen > 0).sort((a, b) => (a.month < b.month ? -1 : 1))
}

/** The newest bill of those that are picked: the one that may be paid in part. */
export function newestOf(
  bills: readonly BilledMonth[],
  picked: ReadonlySet<string>,
): BilledMonth | undefined {
  return bills.findLast(({ billId }) => picked.has(billId))
}

/**
 * What is chosen, what it comes to, and why it cannot be paid so.
 *
 * @param bills all that are owed, the oldest first
 * @param more `prepayFen`: paid ahead; `partFen`: so much of the newest bill only, where it is not all of it
 */
export function chosen(
  bills: readonly BilledMonth[],
  { plan }: BilledAccount,
  picked: ReadonlySet<string>,
  { prepayFen = 0, partFen = null }: { prepayFen?: number; partFen?: number | null } = {},
): { choice: BillChoice; fen: number; problem: ChoiceProblem | null } {
  const newest = newestOf(bills, picked)?.billId
  const choice: BillChoice = {
    bills: bills
      .filter(({ billId }) => picked.has(billId))
      .map(({ billId, dueFen }) => ({ billId, fen: billId === newest ? (partFen ?? dueFen) : dueFen })),
    prepayFen,
  }
  return { choice, fen: choiceFen(choice), problem: choiceProblem(bills, plan, choice) }
}

/** What goes back to the customer from what they gave; null: it is not enough. */
export function changeFen(tenderedFen: number, dueFen: number): number | null {
  return tenderedFen < dueFen ? null : tenderedFen - dueFen
}
