import { EnrolmentResult, EnrolmentTicket, HttpRefusal } from '@service-hall/contract'
import type { StationKind } from '@service-hall/contract'
import type { z } from 'zod'
import { pause, reasonOf } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { Credentials, KeyStore } from './credentials.ts'

export type EnrolOptions = {
  hall: string
  kind: StationKind
  /** A code that was approved beforehand. */
  code?: string | undefined
  keys: KeyStore
  clock: Clock
  log: Log
  /** Told the code to show until an administrator has approved it. */
  onCode: (code: string | null) => void
  /** Told whether the hall answers at all. */
  onReach: (answers: boolean) => void
  signal: AbortSignal
}

const CLAIM_EVERY_MS = 2_000
const REQUEST_TIMEOUT_MS = 5_000
const backOffMs = { first: 250, last: 3_000 }

/** The request or its code is no longer known: ask anew. */
const lapsed = new Set(['enrolment.unknownRequest', 'enrolment.unknownCode'])

/** Asks to be let in, waits for approval however long it takes, and keeps the token. Null when stopped. */
export async function enrol(options: EnrolOptions): Promise<Credentials | null> {
  const { keys, clock, log, onCode, signal } = options
  let wait = backOffMs.first
  let presetCode = options.code
  while (!signal.aborted) {
    try {
      const credentials = await attempt({ ...options, code: presetCode })
      wait = backOffMs.first
      if (credentials !== null) {
        await keys.saveToken(credentials)
        onCode(null)
        log.info('enrolment.approved', { station: credentials.stationId })
        return credentials
      }
      await pause(clock, CLAIM_EVERY_MS, signal)
    } catch (error) {
      if (signal.aborted) break
      const refused = error instanceof HallRefused
      options.onReach(refused)
      log.warn('enrolment.again', { reason: reasonOf(error), againInMs: wait })
      if (refused && lapsed.has(error.code)) {
        // A code that was spent is of no more use; an administrator can still approve a fresh one.
        if ((await keys.request()) === null) presetCode = undefined
        await keys.clear()
      }
      await pause(clock, wait, signal)
      wait = Math.min(wait * 2, backOffMs.last)
    }
  }
  return null
}

/** One round: a request when there is none, then one claim. Null: still waiting. */
async function attempt(options: EnrolOptions): Promise<Credentials | null> {
  const { kind, code, keys, log, onCode, onReach } = options
  let request = await keys.request()
  if (request === null) {
    request = await post(
      options,
      '/api/enrolment',
      { kind, ...(code === undefined ? {} : { code }) },
      EnrolmentTicket,
    )
    await keys.saveRequest(request)
    // A device host has no screen: whoever installs it reads the code here. It opens nothing without its secret.
    log.info('enrolment.code', { code: request.code })
  }
  onCode(request.code)
  const claim = { code: request.code, secret: request.secret }
  const result = await post(options, '/api/enrolment/claim', claim, EnrolmentResult)
  onReach(true)
  return result.status === 'approved' ? { stationId: result.stationId, token: result.token } : null
}

/** The hall answered, but not as wished. */
class HallRefused extends Error {
  readonly code: string

  constructor(code: string) {
    super(`the hall answered ${code}`)
    this.code = code
  }
}

async function post<T>(
  { hall, signal }: EnrolOptions,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(new Error('no answer in time')), REQUEST_TIMEOUT_MS)
  const stop = (): void => timeout.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const response = await fetch(new URL(path, hall), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(hall).origin },
      body: JSON.stringify(body),
      signal: timeout.signal,
    })
    const answer: unknown = await response.json()
    if (response.ok) return schema.parse(answer)
    const refusal = HttpRefusal.safeParse(answer)
    throw new HallRefused(refusal.success ? refusal.data.code : `http.${response.status}`)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
