import type { BillingCode } from '../port.ts'

type Meaning = { status: number; means: string }

/** Every code of a final no: its HTTP status, and what the hall may rely on. */
export const CODES: Readonly<Record<BillingCode, Meaning>> = {
  accountUnknown: { status: 404, means: 'No account is found by this.' },
  accountClosed: { status: 409, means: 'The account was closed (销户).' },
  billUnknown: { status: 404, means: 'The account has no such bill.' },
  billPaid: { status: 409, means: 'Nothing is owed of the bill: somebody else has paid it.' },
  amountDiffers: { status: 409, means: 'More than is owed, or less where that is not allowed.' },
  keyReused: { status: 409, means: 'The key was used for something else, or taken back before it came.' },
  writeOffUnknown: { status: 404, means: 'Nothing was done under this key.' },
  planForbids: {
    status: 409,
    means: 'The customer’s plan does not allow it: a part, a newer bill first, or so much ahead.',
  },
  dayClosed: { status: 409, means: 'The business day of the write-off is closed.' },
  cardUnknown: { status: 404, means: 'No account has this meter card.' },
  cardMismatch: { status: 409, means: 'Card, meter, account or command do not belong together.' },
  countMismatch: { status: 409, means: 'The purchase count is not the one the utility knows.' },
  notPrepaid: { status: 409, means: 'The account has no meter card to sell to.' },
  invoiceNotAllowed: { status: 409, means: 'There is no invoice for this write-off.' },
}

/** Codes that say nothing about the matter: the hall takes the outcome for unknown, and asks again. */
export const TECHNICAL_CODES = {
  badRequest: { status: 400, means: 'Not a request of this contract.' },
  unauthorized: { status: 401, means: 'No such token.' },
  badSignature: { status: 401, means: 'The signature is not that of the request.' },
  stale: { status: 401, means: 'Signed more than 300 s ago or ahead; set the clocks.' },
  replayed: { status: 401, means: 'The nonce was here before.' },
  notFound: { status: 404, means: 'No such path.' },
  internal: { status: 500, means: 'A fault of the utility.' },
  busy: { status: 503, means: 'Later.' },
} as const satisfies Record<string, Meaning>
