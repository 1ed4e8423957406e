import { createHmac } from 'node:crypto'
import { requestOnce } from './request.ts'
import type { Reach } from './request.ts'
import type { Sent } from './send.ts'

/**
 * Signs a body as Standard Webhooks has it: base64 of HMAC-SHA256 over `id.timestamp.body`, the timestamp in seconds.
 * `secret`: `whsec_` and the key in base64. https://github.com/standard-webhooks/standard-webhooks
 */
export function webhookSignature(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** Sends one notice; the same id says at the other end that it came twice. Any 2xx is an answer. */
export async function sendWebhook(
  { url, secret }: { url: string; secret: string },
  { id, body, now }: { id: string; body: string; now: number },
  options: Reach,
): Promise<Sent> {
  const timestamp = Math.floor(now / 1_000)
  const outcome = await requestOnce(
    url,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'service-hall',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': webhookSignature(secret, id, timestamp, body),
      },
      body,
    },
    options,
  )
  if ('fault' in outcome) return { ok: false, error: outcome.fault }
  return outcome.status >= 200 && outcome.status < 300
    ? { ok: true }
    : { ok: false, error: `status ${outcome.status}` }
}
