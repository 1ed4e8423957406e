import { HttpRefusal } from '@service-hall/contract'

/** What came of an HTTP request: `unreachable` when the hall server did not answer in time or at all. */
export type ApiResult =
  | { ok: true; value: unknown }
  | { ok: false; code: string; detail?: string | undefined }
  | { ok: false; code: 'unreachable' }

const TIMEOUT_MS = 8000

/** Asks the hall server's own origin; a body is sent as JSON. Never throws. */
export async function request(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<ApiResult> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const value: unknown = text === '' ? null : JSON.parse(text)
    if (response.ok) return { ok: true, value }
    const refusal = HttpRefusal.safeParse(value)
    return refusal.success
      ? refusal.data
      : { ok: false, code: 'hall.internal', detail: String(response.status) }
  } catch {
    return { ok: false, code: 'unreachable' }
  }
}
