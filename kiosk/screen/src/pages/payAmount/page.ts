import { fenOf } from '@service-hall/contract'
import type { KioskAccount } from '@service-hall/contract'
import { toStartFromPayment } from '../../flow/moves.ts'
import { closeDetail, questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { ShownPayment } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** What customers pay ahead, as far as the plan goes, fen. */
const AHEAD_FEN = [5_000, 10_000, 20_000, 50_000]

export type Props = {
  what: 'part' | 'prepay' | 'meterCard'
  account: KioskAccount
  typed: string
  /** Null: nothing, or what is no amount or out of bounds. */
  fen: number | null
  minFen: number
  maxFen: number
  presetsFen: number[]
  adviseFen: number | null
  /** What stands on the card that the meter has not taken yet. */
  unusedFen: number
}

export const payAmount = definePage({
  name: 'payAmount',
  texts,
  shows({ payment }: Flow): Props | null {
    const session = sessionAt(payment, 'bills', 'meterAmount')
    const asked = session && bounds(session, payment.draft.amountFor)
    if (!session || !asked) return null
    const { typed } = payment.draft
    const fen = fenOf(typed)
    const isWithin = fen !== null && fen >= asked.minFen && fen <= asked.maxFen
    return { ...asked, account: session.account, typed, fen: isWithin ? fen : null }
  },
  back: (flow, { what }) => (what === 'meterCard' ? questionBefore(flow) : closeDetail(flow)),
  home: toStartFromPayment,
})

type Bounds = Omit<Props, 'account' | 'typed' | 'fen'>

function bounds(
  session: Extract<ShownPayment, { step: 'bills' | 'meterAmount' }>,
  wanted: Flow['payment']['draft']['amountFor'],
): Bounds | null {
  if (session.step === 'meterAmount') {
    const { minFen, maxFen, presetsFen, unusedFen = 0 } = session
    return { what: 'meterCard', minFen, maxFen, presetsFen, adviseFen: null, unusedFen }
  }
  const { plan, bills } = session
  if (wanted?.is === 'prepay') {
    const maxFen = plan.prepayUpToFen ?? 0
    const presetsFen = AHEAD_FEN.filter((fen) => fen <= maxFen)
    return { what: 'prepay', minFen: 0, maxFen, presetsFen, adviseFen: plan.adviseFen, unusedFen: 0 }
  }
  const bill = wanted?.is === 'part' ? bills.find(({ billId }) => billId === wanted.billId) : undefined
  if (!bill || plan.partFromFen === null) return null
  return {
    what: 'part',
    minFen: plan.partFromFen,
    maxFen: bill.dueFen,
    presetsFen: [plan.partFromFen, bill.dueFen],
    adviseFen: null,
    unusedFen: 0,
  }
}
