import type { PaymentSession } from '@service-hall/contract'
import { mostOnCard } from '../meter/visiting.ts'
import type { Visit } from '../visit.ts'
import type { CashShort } from './facts.ts'

/** What becomes of too little, and up to how much may be put in where `short` is `counter`, fen. */
export type CashTerms = { short: CashShort; upToFen?: number }

/** Where what is over goes, as the customer is asked to agree. */
type CashOver = Extract<PaymentSession, { step: 'cashConsent' }>['over']

type Payer = Pick<Visit, 'purpose' | 'account'>

/** What is over goes to the account's balance, onto the meter card, or is not taken where neither may have more. */
export function cashOver({ purpose, account }: Payer): CashOver {
  if (purpose === 'meterCard') return 'toCard'
  return account?.plan.prepayUpToFen == null ? 'givenBack' : 'toBalance'
}

/** What a customer agreed to before the first note. */
export function cashTerms(payer: Payer | null): CashTerms {
  switch (payer ? cashOver(payer) : 'givenBack') {
    case 'toBalance':
      return { short: 'credit' }
    case 'toCard':
      return { short: 'counter', upToFen: mostOnCard(payer?.account ?? null) }
    case 'givenBack':
      return { short: 'counter' }
  }
}

/** Whether notes of these values can make an amount exactly, fen. */
export function isInNotes(fen: number, notesFen: readonly number[]): boolean {
  const least = Math.min(...notesFen)
  const sums = new Set([0])
  for (let sum = least; sum <= fen; sum += 100)
    if (notesFen.some((note) => sums.has(sum - note))) sums.add(sum)
  return sums.has(fen)
}
