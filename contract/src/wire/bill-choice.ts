import type { BillChoice, KioskBill, KioskPlan } from './kiosk-bills.ts'

/** Why a choice of bills cannot be paid. */
export type ChoiceProblem =
  | 'nothing'
  /** A bill that is not listed, is listed twice, or more than is owed for it. */
  | 'notOwed'
  /** An older bill is left out. */
  | 'oldestFirst'
  /** In part where the plan has no parts, too little, or not only the last one. */
  | 'part'
  /** Money ahead where the plan has none, or more than it takes. */
  | 'prepay'

/**
 * Whether this may be paid by this plan; null: it may. Screen and agent ask the same question of the same words; the
 * utility has the last word.
 *
 * @param bills all that are owed, the oldest first
 */
export function choiceProblem(
  bills: readonly Pick<KioskBill, 'billId' | 'dueFen'>[],
  {
    partFromFen,
    oldestFirst,
    prepayUpToFen,
  }: Pick<KioskPlan, 'partFromFen' | 'oldestFirst' | 'prepayUpToFen'>,
  choice: BillChoice,
): ChoiceProblem | null {
  const rows = choice.bills.map(({ billId, fen }) => {
    const at = bills.findIndex((bill) => bill.billId === billId)
    return { at, fen, dueFen: bills[at]?.dueFen ?? 0 }
  })
  if (rows.length === 0 && choice.prepayFen === 0) return 'nothing'
  if (rows.some(({ at, fen, dueFen }) => at === -1 || fen > dueFen)) return 'notOwed'
  const chosen = new Set(rows.map(({ at }) => at))
  if (chosen.size < rows.length) return 'notOwed'
  const newest = Math.max(-1, ...chosen)
  if (oldestFirst && newest >= chosen.size) return 'oldestFirst'
  const parts = rows.filter(({ fen, dueFen }) => fen < dueFen)
  if (parts.some(({ at, fen }) => partFromFen === null || fen < partFromFen || at !== newest)) return 'part'
  if (choice.prepayFen > (prepayUpToFen ?? 0)) return 'prepay'
  return parts.length > 0 && choice.prepayFen > 0 ? 'prepay' : null
}

/** What a choice comes to. */
export function choiceFen({ bills, prepayFen }: BillChoice): number {
  return bills.reduce((sum, { fen }) => sum + fen, prepayFen)
}
