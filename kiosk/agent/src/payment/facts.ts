import type { Language, Localized, PaperOutcome, PaymentPurpose, PayUse } from '@service-hall/contract'

/**
 * Papers of a payment. returning: what was paid goes back by itself · cashLeft: notes are paid out at a counter · doubtful: a
 * note is looked for · cardNotWritten: paid, and the meter card is to be put in again
 */
export type PaymentPaperKind =
  'receipt' | 'unknown' | 'returning' | 'cashLeft' | 'doubtful' | 'cardNotWritten'

/** What is paid for, as a paper says it: nobody's name, and the account masked. */
export type PaidFor = {
  account: string
  lines: { month: string; fen: number }[]
  prepayFen: number
  fen: number
}

export type PaymentFact =
  /** The hall has the order; on disk before anything is paid for it. `paymentId`: visit at the screen. */
  | {
      type: 'PaymentBegun'
      orderId: string
      paymentId: string
      purpose: PaymentPurpose
      reference: string
      paidFor: PaidFor
      language: Language
      /** Chip of the meter card that it is for: no other is written. */
      cardSerial?: string
    }
  /** The customer chose how to pay. */
  | { type: 'PaymentWayTaken'; orderId: string; wayId: string; use: PayUse; wayName: Localized }
  /** The customer has seen what became of it, or has gone: what was kept of them is forgotten. */
  | { type: 'PaymentLeft'; orderId: string }
  /** About to hand a paper to the printer; on disk before a byte of it leaves. */
  | { type: 'PaymentPaperStarted'; orderId: string; paper: PaymentPaperKind; attempt: number }
  | {
      type: 'PaymentPaperEnded'
      orderId: string
      paper: PaymentPaperKind
      attempt: number
      outcome: PaperOutcome
      evidence: string
    }
