import type { BilledAccount, BilledMonth, KioskAccount, KioskBill, KioskPlan } from '@service-hall/contract'

/** `0571****8899`; less of a short number. */
export function maskedAccount(accountNo: string): string {
  const shown = accountNo.length >= 12 ? 4 : 2
  return `${accountNo.slice(0, shown)}****${accountNo.slice(-shown)}`
}

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
