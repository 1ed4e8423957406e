import type { BillChoice, KioskBill, KioskPlan } from '@service-hall/contract'

/** All that is owed, in whole. */
export function proposed(bills: readonly KioskBill[]): BillChoice {
  return { bills: bills.filter(({ dueFen }) => dueFen > 0).map(whole), prepayFen: 0 }
}

/**
 * A bill ticked, or no longer. Where older ones have to be paid first they are ticked with it, and newer ones go with it:
 * whatever a customer taps, what is ticked can be paid. Bills are the oldest first.
 */
export function toggled(
  { bills, plan }: { bills: readonly KioskBill[]; plan: KioskPlan },
  choice: BillChoice,
  billId: string,
): BillChoice {
  const at = bills.findIndex((bill) => bill.billId === billId)
  if (at === -1) return choice
  const isOn = choice.bills.some((one) => one.billId === billId)
  const stays = (bill: KioskBill, index: number): boolean => {
    if (index === at) return !isOn
    if (plan.oldestFirst) return isOn ? index < at && isIn(choice, bill) : index < at || isIn(choice, bill)
    return isIn(choice, bill)
  }
  const rows = bills.filter((bill, index) => bill.dueFen > 0 && stays(bill, index))
  // A part was of the newest; with another newest it is whole again.
  const newest = rows.at(-1)?.billId
  return {
    bills: rows.map((bill) => (bill.billId === newest ? (kept(choice, bill) ?? whole(bill)) : whole(bill))),
    prepayFen: choice.prepayFen,
  }
}

/** Of one bill only so much is paid; nothing ahead then. */
export function withPart(choice: BillChoice, billId: string, fen: number): BillChoice {
  return { bills: choice.bills.map((one) => (one.billId === billId ? { billId, fen } : one)), prepayFen: 0 }
}

function whole({ billId, dueFen }: KioskBill): BillChoice['bills'][number] {
  return { billId, fen: dueFen }
}

function kept({ bills }: BillChoice, { billId }: KioskBill): BillChoice['bills'][number] | undefined {
  return bills.find((one) => one.billId === billId)
}

function isIn(choice: BillChoice, bill: KioskBill): boolean {
  return kept(choice, bill) !== undefined
}
