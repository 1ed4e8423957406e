import { z } from 'zod'
import type { BillingCode } from '../port.ts'
import { AccountQuery, AccountsAnswer, BillsAnswer, InvoiceTitle, Tariff, UsageAnswer } from './account.ts'
import { EXAMPLES } from './examples.ts'
import {
  Invoice,
  InvoiceOrder,
  MeterCardKeyOrder,
  MeterCardKeyResult,
  MeterCardOrder,
  MeterCardReading,
  MeterCardSale,
  MeterCardWritten,
  Reversal,
  ReversalOrder,
  StatementLine,
  WriteOff,
  WriteOffOrder,
} from './money.ts'
import { AccountNo, Day, IdempotencyKey } from './words.ts'

/** One question to the billing system, as the utility's integration team and the client both read it. */
export type Operation = {
  method: 'GET' | 'POST' | 'PUT'
  /** With `{name}` for parameters. */
  path: string
  does: string
  /** What it means, and what the other end has to hold to. */
  meaning: string
  idempotency: string
  /** The utility answers within so long; then the hall gives up on this try, ms. */
  withinMs: number
  /** Tries in all. Sending again changes nothing, by `idempotency`. */
  tries: number
  codes: readonly BillingCode[]
  params?: z.ZodObject
  query?: z.ZodObject
  request?: z.ZodType
  answer: z.ZodType
  example: { request?: unknown; answer: unknown }
}

const READS = 'Changes nothing; may be asked any number of times.'
const KEYED =
  'The key in the path is used once for ever. The same key with the same content gets the same answer, however often and however late it comes, also when two arrive at once; with other content `keyReused`. A refusal uses no key up.'

const ofAccount = z.object({ accountNo: AccountNo })
const ofKey = z.object({ key: IdempotencyKey })

/** Every operation of the contract, by name. */
export const OPERATIONS = {
  findAccounts: {
    method: 'POST',
    path: '/v1/accounts/find',
    does: 'Finds accounts by number, ID card, meter card or bill barcode',
    meaning:
      'At least one account, or `accountUnknown`. A POST, so that an ID number is in no URL and no access log. Names and addresses are masked by the utility. An account number of 10 digits is the old one of the same account; answers name the new one.',
    idempotency: READS,
    withinMs: 5_000,
    tries: 3,
    codes: ['accountUnknown', 'accountClosed', 'cardUnknown', 'cardMismatch'],
    request: AccountQuery,
    answer: AccountsAnswer,
    example: EXAMPLES.findAccounts,
  },
  bills: {
    method: 'GET',
    path: '/v1/accounts/{accountNo}/bills',
    does: 'Lists what is owed and the bills of the last 24 months',
    meaning:
      'Oldest first. `dueFen` above 0: owed, with the penalty (违约金) to date. Components add up to `billedFen` + `penaltyFen`; a bill that does not add up is shown to nobody and taken for a fault.',
    idempotency: READS,
    withinMs: 5_000,
    tries: 3,
    codes: ['accountUnknown', 'accountClosed'],
    params: ofAccount,
    answer: BillsAnswer,
    example: EXAMPLES.bills,
  },
  usage: {
    method: 'GET',
    path: '/v1/accounts/{accountNo}/usage',
    does: 'Tells the usage of past months',
    meaning: 'Oldest first, each month once, none of the future. Months without a reading are left out.',
    idempotency: READS,
    withinMs: 5_000,
    tries: 3,
    codes: ['accountUnknown', 'accountClosed'],
    params: ofAccount,
    query: z.object({ months: z.int().min(1).max(60) }),
    answer: UsageAnswer,
    example: EXAMPLES.usage,
  },
  tariff: {
    method: 'GET',
    path: '/v1/accounts/{accountNo}/tariff',
    does: 'Tells the tariff in force',
    meaning: 'Steps of the ladder with the kWh a year from which they hold, then the periods of the day.',
    idempotency: READS,
    withinMs: 5_000,
    tries: 3,
    codes: ['accountUnknown', 'accountClosed'],
    params: ofAccount,
    answer: Tariff,
    example: EXAMPLES.tariff,
  },
  writeOff: {
    method: 'PUT',
    path: '/v1/write-offs/{key}',
    does: 'Writes bills off (销账) and puts the rest to the balance',
    meaning:
      'All of it or nothing. Of several orders for one bill exactly one is taken; the others are told `billPaid`. An amount above what is owed, or below it where the plan allows no part, is `amountDiffers`. Acknowledged means on disk.',
    idempotency: KEYED,
    withinMs: 10_000,
    tries: 3,
    codes: [
      'accountUnknown',
      'accountClosed',
      'billUnknown',
      'billPaid',
      'amountDiffers',
      'planForbids',
      'keyReused',
    ],
    params: ofKey,
    request: WriteOffOrder,
    answer: WriteOff,
    example: EXAMPLES.writeOff,
  },
  findWriteOff: {
    method: 'GET',
    path: '/v1/write-offs/{key}',
    does: 'Tells what became of a key',
    meaning:
      '`writeOffUnknown`: nothing was written off under this key so far. A request that is being worked on is waited for, or answered with 503; one that is still on its way may yet come, until it is stale. Who gives up takes the write-off back, which bars the key.',
    idempotency: READS,
    withinMs: 10_000,
    tries: 3,
    codes: ['writeOffUnknown'],
    params: ofKey,
    answer: WriteOff,
    example: EXAMPLES.findWriteOff,
  },
  reverseWriteOff: {
    method: 'PUT',
    path: '/v1/reversals/{key}',
    does: 'Takes a write-off back (冲正)',
    meaning:
      'The bills are owed again and the credit leaves the balance. Only on the business day of the write-off; after its cut-over `dayClosed`. One write-off is taken back once: another key for the same gets the answer of the first. Of a write-off that never came: `writeOffUnknown`, and its key is barred for ever, so that it cannot come late (`keyReused`).',
    idempotency: KEYED,
    withinMs: 10_000,
    tries: 3,
    codes: ['writeOffUnknown', 'dayClosed', 'keyReused'],
    params: ofKey,
    request: ReversalOrder,
    answer: Reversal,
    example: EXAMPLES.reverseWriteOff,
  },
  invoiceTitle: {
    method: 'GET',
    path: '/v1/accounts/{accountNo}/invoice-title',
    does: 'Tells whom invoices of an account are made out to',
    meaning:
      'Shown before a customer asks for an invoice. The hall changes nothing of it: who wants another title is sent to a counter. `sentTo`: masked phone or e-mail that the invoice goes to; null: it is fetched by its address only.',
    idempotency: READS,
    withinMs: 5_000,
    tries: 3,
    codes: ['accountUnknown', 'accountClosed'],
    params: ofAccount,
    answer: InvoiceTitle,
    example: EXAMPLES.invoiceTitle,
  },
  requestInvoice: {
    method: 'PUT',
    path: '/v1/invoices/{key}',
    does: 'Asks for the invoice of a write-off or of a paid bill, and how far it is',
    meaning:
      'The same request again tells `issued` with an address once it is. A bill has one invoice, whether it is asked for by the write-off that paid it or by the bill. Prepayment has no invoice before it is used, a bill that is not paid whole and a reversed write-off none at all: `invoiceNotAllowed`.',
    idempotency: `${KEYED} Only \`state\` and \`url\` move on.`,
    withinMs: 10_000,
    tries: 3,
    codes: ['writeOffUnknown', 'accountUnknown', 'billUnknown', 'invoiceNotAllowed', 'keyReused'],
    params: ofKey,
    request: InvoiceOrder,
    answer: Invoice,
    example: EXAMPLES.requestInvoice,
  },
  sellToMeterCard: {
    method: 'PUT',
    path: '/v1/meter-card-sales/{key}',
    does: 'Sells to a meter card (购电)',
    meaning:
      'The sale has the count after `cardCount`, which has to be the one the utility knows: otherwise, and while another sale to this card is open, `countMismatch`. It stands in the statement as a write-off under its key. Open until its reading is told.',
    idempotency: KEYED,
    withinMs: 10_000,
    tries: 3,
    codes: [
      'accountUnknown',
      'accountClosed',
      'notPrepaid',
      'cardUnknown',
      'cardMismatch',
      'countMismatch',
      'planForbids',
      'keyReused',
    ],
    params: ofKey,
    request: MeterCardOrder,
    answer: MeterCardSale,
    example: EXAMPLES.sellToMeterCard,
  },
  meterCardKey: {
    method: 'POST',
    path: '/v1/meter-card-sales/{key}/key-service',
    does: 'Computes one step of writing an open sale to its card',
    meaning:
      'Keys never leave the utility. A MAC is computed for the writes of this sale and no other: wallet file (short id 2, `04 d6 82 00 0c`, amount in fen and count, 4 bytes each, big-endian), return file (5, `04 d6 85 00 35`, 49 zeros), parameter file (1, `04 d6 81 00 31`, 45 bytes with this meter’s number). Anything else, another card, and a sale that is void are `cardMismatch`.',
    idempotency: READS,
    withinMs: 5_000,
    tries: 2,
    codes: ['writeOffUnknown', 'cardMismatch'],
    params: ofKey,
    request: MeterCardKeyOrder,
    answer: MeterCardKeyResult,
    example: EXAMPLES.meterCardKey,
  },
  meterCardRead: {
    method: 'POST',
    path: '/v1/meter-card-sales/{key}/reading',
    does: 'Tells the count that was read from the card after writing',
    meaning:
      'The sale’s own count: it is on the card, for ever. The count before: it is not, the sale is void from then on, whatever the day, and stands in the statement of that day as a reversal. Any other count is `countMismatch`, for a person.',
    idempotency:
      'The first reading decides; the same again gets the same answer, another one `countMismatch`.',
    withinMs: 10_000,
    tries: 3,
    codes: ['writeOffUnknown', 'countMismatch'],
    params: ofKey,
    request: MeterCardReading,
    answer: MeterCardWritten,
    example: EXAMPLES.meterCardRead,
  },
  statement: {
    method: 'GET',
    path: '/v1/statements/{day}',
    does: 'Streams what the utility wrote off and took back for this hall on a business day',
    meaning:
      'Lines of JSON (NDJSON) in the order they happened, each at most 4,096 bytes, then one of kind `end` with counts, sums and the signature. 202 without a body while the day is not closed. Once closed a day’s statement never changes.',
    idempotency: READS,
    withinMs: 30_000,
    tries: 2,
    codes: [],
    params: z.object({ day: Day }),
    answer: StatementLine,
    example: EXAMPLES.statement,
  },
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof OPERATIONS
