import { maskedAccount } from '@service-hall/contract'
import type { BilledAccount, BilledMonth, KioskAccount, KioskBill, KioskPlan } from '@service-hall/contract'

/** An account as the screen shows it. `ref` names it in this visit; `typed`: what this customer typed. */
export function kioskAccount(account: BilledAccount, ref: string, typed: string | null): KioskAccount {
  const { accountNo, maskedName, maskedAddress, mode, balanceFen, owedFen } = account
  return {
    ...{ ref, accountNo: accountNo === typed ? accountNo : maskedAccount(accountNo) },
    ...{ name: maskedName, address: maskedAddress, mode, balanceFen, owedFen },
  }
}

export function kioskPlan({ plan, creditGrade }: BilledAccount): KioskPlan {
  return { ...plan, creditGrade }
}

/** `today`: `YYYY-MM-DD` at the hall. */
export function kioskBill({ accountNo: _account, ...bill }: BilledMonth, today: string): KioskBill {
  return { ...bill, isOverdue: bill.dueFen > 0 && bill.dueDay < today }
}
