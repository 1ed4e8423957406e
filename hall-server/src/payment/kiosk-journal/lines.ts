import { JOURNAL_FACTS, noteKey } from '@service-hall/contract'
import type { FactEntry, FactOf, PaymentJournalLine } from '@service-hall/contract'

type JournalFact = FactOf<(typeof JOURNAL_FACTS)[number]>
type Said = Pick<PaymentJournalLine, 'reference' | 'code'>

const TYPES: readonly string[] = JOURNAL_FACTS

/** Whether a fact stands in the journal of the kiosk that it is about. */
export function isJournalFact(fact: FactEntry['fact']): fact is JournalFact {
  return TYPES.includes(fact.type)
}

/** What the journal tells of a fact. Accounts, bills and balances are left out: it is handed on as a file. */
export function journalLine({ number, at }: FactEntry, fact: JournalFact): PaymentJournalLine {
  const { reference, code } = said(fact)
  return {
    ...{ number, at, type: fact.type, reference, code },
    orderId: 'orderId' in fact ? (fact.orderId ?? null) : null,
    channel: 'channel' in fact ? fact.channel : null,
    fen: fenOf(fact),
  }
}

function fenOf(fact: JournalFact): number | null {
  if (fact.type === 'PaymentOrderOpened') return fact.totalFen
  if (fact.type === 'CashBoxCleared') return fact.countedFen
  // The second person counts for themselves.
  if (fact.type === 'CashBoxCounted') return null
  return 'fen' in fact ? (fact.fen ?? null) : null
}

function said(fact: JournalFact): Said {
  return { reference: referenceOf(fact), code: codeOf(fact) }
}

function referenceOf(fact: JournalFact): string | null {
  switch (fact.type) {
    case 'AttemptOpened':
      return fact.channelNo
    case 'AttemptPaid':
    case 'SurplusPaid':
      return fact.tradeNo
    case 'AttemptFound':
    case 'AttemptSettled':
      return fact.found.is === 'paid' ? fact.found.tradeNo : null
    case 'CashCredited':
      return `${fact.deviceId}/${fact.creditId}`
    case 'NoteDoubted':
    case 'NoteSettled':
      return noteKey(fact.deviceId, fact.noteId)
    case 'MeterCardSold':
      return fact.saleNo
    case 'Delivered':
      return fact.writeOffNo
    case 'Reversed':
      return fact.reversalNo
    case 'RefundAsked':
      return fact.refundNo
    case 'Refunded':
      return fact.via.is === 'box' ? fact.via.boxId : fact.via.tradeNo
    case 'CashBoxCounted':
    case 'CashBoxCountDiffered':
    case 'CashBoxCleared':
    case 'CashBoxFilled':
      return fact.boxId
    default:
      return null
  }
}

function codeOf(fact: JournalFact): string | null {
  if ('code' in fact) return fact.code
  if ('found' in fact) return fact.found.is
  if ('why' in fact && fact.why !== undefined) return fact.why
  if ('reason' in fact) return fact.reason
  if ('outcome' in fact) return fact.outcome
  return 'cause' in fact ? fact.cause : null
}
