import { reasonOf } from '@service-hall/server-kit'

/** One request to a channel, with its limits: no channel is waited for longer, none fills the memory. */
export type HttpAsk = {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array<ArrayBuffer>
  /** From the first byte sent to the last one received. */
  timeoutMs: number
  /** The longest body that is taken. */
  mostBytes: number
}

/**
 * What came back, whatever its status; or that nothing can be told. `neverSent`: the other end was not reached, so that it
 * has certainly not heard of it; otherwise it may have done what it was asked.
 */
export type HttpAnswer =
  | { ok: true; status: number; headers: Readonly<Record<string, string>>; body: Buffer<ArrayBuffer> }
  | { ok: false; why: 'timeout' | 'broken' | 'tooLong'; neverSent: boolean; detail: string }

/** Codes of a line that was never there. */
const NEVER_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Asks once: no retries, no redirects (what is signed for one address is sent to no other). Never rejects for what networks
 * do. Header names of the answer are in lower case.
 *
 * @example
 * const answer = await ask(`${gateway}/v3/certificates`, { headers, timeoutMs: 5_000, mostBytes: 100_000 })
 * if (!answer.ok) return { is: 'unsure', why: answer.why }
 */
export async function ask(
  url: string | URL,
  { method = 'GET', headers = {}, body, timeoutMs, mostBytes }: HttpAsk,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { method, headers, body: body ?? null, signal, redirect: 'manual' })
    const bytes = await bounded(response, mostBytes)
    if (!bytes) return { ok: false, why: 'tooLong', neverSent: false, detail: `more than ${mostBytes} bytes` }
    return { ok: true, status: response.status, headers: Object.fromEntries(response.headers), body: bytes }
  } catch (error) {
    if (signal.aborted) return { ok: false, why: 'timeout', neverSent: false, detail: `${timeoutMs} ms` }
    return { ok: false, why: 'broken', neverSent: wasNeverSent(error), detail: reasonOf(error) }
  }
}

/** The body; null: it is longer than `mostBytes`, and the rest was not read. */
async function bounded(response: Response, mostBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    // Leaving the loop cancels the stream, and with it the connection.
    if (length > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string') return NEVER_REACHED.has(error.code)
  // Several addresses were tried: none may have been reached.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(wasNeverSent)
  return wasNeverSent(error.cause)
}
