import { choiceFen, choiceProblem } from '@service-hall/contract'
import type { BilledAccount, BilledMonth, BillChoice, ChoiceProblem } from '@service-hall/contract'

/** Bills that are owed, the oldest first. */
export function owedBills(bills: readonly BilledMonth[]): BilledMonth[] {
  return bills.filter(({ dueFen }) => dueFen > 0).sort((a, b) => (a.month < b.month ? -1 : 1))
}

/** What is chosen, what it comes to, and why it cannot be paid so. */
export function chosen(
  bills: readonly BilledMonth[],
  { plan }: BilledAccount,
  picked: ReadonlySet<string>,
  prepayFen: number,
): { choice: BillChoice; fen: number; problem: ChoiceProblem | null } {
  const choice: BillChoice = {
    bills: bills
      .filter(({ billId }) => picked.has(billId))
      .map(({ billId, dueFen }) => ({ billId, fen: dueFen })),
    prepayFen,
  }
  return { choice, fen: choiceFen(choice), problem: choiceProblem(bills, plan, choice) }
}

/** What goes back to the customer from what they gave; null: it is not enough. */
export function changeFen(tenderedFen: number, dueFen: number): number | null {
  return tenderedFen < dueFen ? null : tenderedFen - dueFen
}
