/** The utility's no: a code of docs/api/billing-openapi.yaml with its HTTP status. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(code: string, message = code) {
    super(message)
    this.code = code
    this.status = STATUSES[code] ?? 409
  }
}

const STATUSES: Readonly<Record<string, number>> = {
  badRequest: 400,
  unauthorized: 401,
  badSignature: 401,
  stale: 401,
  replayed: 401,
  notFound: 404,
  accountUnknown: 404,
  billUnknown: 404,
  writeOffUnknown: 404,
  cardUnknown: 404,
  internal: 500,
  busy: 503,
}
