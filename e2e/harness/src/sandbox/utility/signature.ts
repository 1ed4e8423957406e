import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

/** Who may ask: a bearer token, and the secret that signs. */
export type UtilityKey = { token: string; secret: string }

/** The sandbox's own, unless it is started with another: opens nothing but sandboxes. */
export const SANDBOX_KEY: UtilityKey = {
  token: 'sandbox-utility-token-000000000000000000',
  secret: Buffer.from('sandbox-utility-secret-32-bytes!').toString('base64'),
}

const MOST_SKEW_MS = 300_000

export const sha256 = (body: Buffer | string): string => createHash('sha256').update(body).digest('hex')

/** HMAC-SHA256 in hex over lines joined by LF. */
export function signed(key: UtilityKey, lines: readonly string[]): string {
  return createHmac('sha256', Buffer.from(key.secret, 'base64')).update(lines.join('\n')).digest('hex')
}

/** Checks who asks, when and what. Refuses what is unsigned, stale, or was here before. */
export class Gate {
  readonly #key: UtilityKey
  readonly #now: () => number
  /** Nonce → until when it is kept. */
  readonly #seen = new Map<string, number>()

  constructor(key: UtilityKey, now: () => number) {
    this.#key = key
    this.#now = now
  }

  /** Code of the hall that asks. */
  admit({ method = '', url = '', headers }: IncomingMessage, body: Buffer): string {
    const text = (name: string): string => String(headers[name] ?? '')
    if (text('authorization') !== `Bearer ${this.#key.token}`) throw new Refusal('unauthorized')
    const [agent, timestamp, nonce] = [text('x-hall-agent'), text('x-hall-timestamp'), text('x-hall-nonce')]
    const expected = signed(this.#key, [agent, method, url, timestamp, nonce, sha256(body)])
    const given = Buffer.from(text('x-hall-signature'), 'hex')
    if (given.length !== 32 || !timingSafeEqual(given, Buffer.from(expected, 'hex')))
      throw new Refusal('badSignature')
    const now = this.#now()
    if (!(Math.abs(now - Number(timestamp)) <= MOST_SKEW_MS)) throw new Refusal('stale')
    if (!/^[0-9a-f]{32}$/.test(nonce) || this.#seen.has(nonce)) throw new Refusal('replayed')
    this.#seen.set(nonce, now + 2 * MOST_SKEW_MS)
    for (const [old, until] of this.#seen) {
      if (until > now) break
      this.#seen.delete(old)
    }
    return agent
  }
}
