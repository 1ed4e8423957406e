import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** How far the clocks of hall and utility may be apart, ms. What is signed at another time is stale. */
export const MOST_SKEW_MS = 300_000

/** Headers that are signed or carry a signature. */
export const HEADERS = {
  agent: 'x-hall-agent',
  timestamp: 'x-hall-timestamp',
  nonce: 'x-hall-nonce',
  signature: 'x-hall-signature',
  answeredAt: 'x-billing-timestamp',
  answerSignature: 'x-billing-signature',
} as const

/** What of a request is signed. `target`: path and query as sent; `timestamp`: epoch ms; `nonce`: 32 hex digits, used once. */
export type SignedRequest = {
  agent: string
  method: string
  target: string
  timestamp: number
  nonce: string
  body: Buffer | string
}

/** HMAC-SHA256, hex, over six lines: agent, method, target, timestamp, nonce, SHA-256 of the body in hex. */
export function requestSignature(secret: Buffer, request: SignedRequest): string {
  const { agent, method, target, timestamp, nonce, body } = request
  return hmac(secret, [agent, method, target, String(timestamp), nonce, sha256(body)])
}

/**
 * HMAC-SHA256, hex, over four lines: signature of the request, status, timestamp of the answer, SHA-256 of its body in
 * hex. With the request's in it, an answer to one question is no answer to another.
 */
export function answerSignature(
  secret: Buffer,
  answer: { requestSignature: string; status: number; timestamp: number; body: Buffer },
): string {
  const { requestSignature: asked, status, timestamp, body } = answer
  return hmac(secret, [asked, String(status), String(timestamp), sha256(body)])
}

/** HMAC-SHA256, hex, over three lines: signature of the request, `end`, SHA-256 in hex of all lines before the last one. */
export function statementSignature(secret: Buffer, asked: string, digest: string): string {
  return hmac(secret, [asked, 'end', digest])
}

/** Whether two signatures in hex are the same, in constant time. */
export function isSameSignature(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given, 'hex'), Buffer.from(expected, 'hex')]
  return a.length === 32 && b.length === 32 && timingSafeEqual(a, b)
}

function hmac(secret: Buffer, lines: readonly string[]): string {
  return createHmac('sha256', secret).update(lines.join('\n')).digest('hex')
}

function sha256(body: Buffer | string): string {
  return createHash('sha256').update(body).digest('hex')
}
