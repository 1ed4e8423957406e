import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a token says. It opens nothing by itself: the session or enrolment it names must still stand. */
const Claims = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff'), sessionId: z.string() }),
  z.object({ kind: z.literal('station'), stationId: z.string(), enrolment: z.number() }),
])
export type Claims = z.infer<typeof Claims>

/** Signed tokens: base64url(JSON) . base64url(HMAC-SHA256). */
export class Tokens {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = key
  }

  sign(claims: Claims): string {
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
    return `${body}.${this.#mac(body).toString('base64url')}`
  }

  /** The claims, or null for anything that was not signed here. */
  verify(token: string): Claims | null {
    const [body, mac, ...rest] = token.split('.')
    if (!body || !mac || rest.length > 0) return null
    const given = Buffer.from(mac, 'base64url')
    const expected = this.#mac(body)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    const parsed = Claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  }

  #mac(body: string): Buffer {
    return createHmac('sha256', this.#key).update(body).digest()
  }
}
