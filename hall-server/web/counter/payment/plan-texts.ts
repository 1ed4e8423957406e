import type { BilledAccount } from '@service-hall/contract'

/** One line of what a customer may do besides paying whole bills; `key` under `charge.plan`, `fen` its amount. */
export type PlanText = {
  key: 'partFrom' | 'wholeOnly' | 'oldestFirst' | 'prepayUpTo' | 'noPrepay' | 'advise'
  fen?: number
}

/** What the utility lets this customer do (欠费分期、预存), by their credit grade. `owes`: there are bills to pay. */
export function planTexts({ plan }: Pick<BilledAccount, 'plan'>, owes: boolean): PlanText[] {
  const { partFromFen, oldestFirst, prepayUpToFen, adviseFen } = plan
  const ofBills: PlanText[] = [
    partFromFen === null ? { key: 'wholeOnly' } : { key: 'partFrom', fen: partFromFen },
    ...(oldestFirst ? [{ key: 'oldestFirst' } as const] : []),
  ]
  return [
    ...(owes ? ofBills : []),
    prepayUpToFen === null ? { key: 'noPrepay' } : { key: 'prepayUpTo', fen: prepayUpToFen },
    ...(adviseFen === null || prepayUpToFen === null ? [] : [{ key: 'advise', fen: adviseFen } as const]),
  ]
}
