import { createHmac, timingSafeEqual } from 'node:crypto'

/** Reads claims out of anything; a zod schema is one. */
export type ClaimsSchema<Claims> = {
  safeParse(value: unknown): { success: true; data: Claims } | { success: false }
}

/**
 * Signed tokens: base64url(JSON) . base64url(HMAC-SHA256). A token opens nothing by itself: what its claims name
 * (a session, an enrolment) must still be valid.
 */
export class Tokens<Claims> {
  readonly #key: Buffer
  readonly #schema: ClaimsSchema<Claims>

  constructor(key: Buffer, schema: ClaimsSchema<Claims>) {
    this.#key = key
    this.#schema = schema
  }

  sign(claims: Claims): string {
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
    return `${body}.${this.#mac(body).toString('base64url')}`
  }

  /** A short keyed digest of some text: the same for the same text here, and leading nowhere elsewhere. */
  digest(text: string): string {
    return this.#mac(`digest ${text}`).toString('base64url').slice(0, 16)
  }

  /** The claims, or null for anything that was not signed here. */
  verify(token: string): Claims | null {
    const [body, mac, ...rest] = token.split('.')
    if (!body || !mac || rest.length > 0) return null
    const given = Buffer.from(mac, 'base64url')
    const expected = this.#mac(body)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    const parsed = this.#schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  }

  #mac(body: string): Buffer {
    return createHmac('sha256', this.#key).update(body).digest()
  }
}
