import { benchReconcile } from './reconcile.ts'
import type { ReconcileFigures } from './reconcile.ts'

export type PaymentFigures = { reconcile: ReconcileFigures }
export type PaymentOptions = { say: (line: string) => void }

/** Lines of the day that is compared. */
const LINES = 100_000

type Part = keyof PaymentFigures
const parts: { [P in Part]: (options: PaymentOptions) => Promise<PaymentFigures[P]> } = {
  reconcile: ({ say }) => benchReconcile(LINES, say),
}

export const PAYMENT_PARTS = Object.keys(parts) as Part[]

/** Measures payments, or some parts of them, one after the other. */
export async function benchPayments(
  options: PaymentOptions,
  only: readonly Part[] = PAYMENT_PARTS,
): Promise<Partial<PaymentFigures>> {
  const figures: [Part, unknown][] = []
  for (const part of PAYMENT_PARTS.filter((name) => only.includes(name))) {
    options.say(`${part} …`)
    figures.push([part, await parts[part](options)])
  }
  return Object.fromEntries(figures)
}
