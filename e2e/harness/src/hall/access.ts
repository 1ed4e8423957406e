import { EnrolmentResult, EnrolmentTicket, HttpRefusal } from '@service-hall/contract'
import type { StationKind } from '@service-hall/contract'

/** A station's enrolment code that needs nobody's approval. */
export type StationCode = {
  kind: StationKind
  code: string
}

/** Password checks cost the server 32 MiB and a core each; it does one at a time and lets few of one address wait. */
const SIGN_INS_AT_ONCE = 2
const ANSWER_TIMEOUT_MS = 30_000

/** Signs a member of staff in and answers with the session's token. Throws with the hall's code when refused. */
export async function signIn(hall: string, staffNumber: string, password: string): Promise<string> {
  const response = await post(hall, '/api/session', { staffNumber, password })
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('hall_session='))
  const token = cookie?.slice(cookie.indexOf('=') + 1).split(';')[0]
  if (!token) throw new Error('the hall server set no session cookie')
  return token
}

/** Signs staff in who all have the same password; answers with their tokens in the same order. */
export async function signInAll(
  hall: string,
  staffNumbers: readonly string[],
  password: string,
): Promise<string[]> {
  const tokens: string[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < staffNumbers.length; index = next++) {
      tokens[index] = await signIn(hall, staffNumbers[index] ?? '', password)
    }
  }
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, work))
  return tokens
}

/** Enrols a station by its code and answers with its token. Throws with the hall's code when refused. */
export async function enrol(hall: string, { kind, code }: StationCode): Promise<string> {
  const asked = EnrolmentTicket.parse(await (await post(hall, '/api/enrolment', { kind, code })).json())
  const claim = { code: asked.code, secret: asked.secret }
  const result = EnrolmentResult.parse(await (await post(hall, '/api/enrolment/claim', claim)).json())
  if (result.status !== 'approved') throw new Error(`${code} was not approved`)
  return result.token
}

async function post(hall: string, path: string, body: object): Promise<Response> {
  const response = await fetch(new URL(path, hall), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  })
  if (response.ok) return response
  const refusal = HttpRefusal.safeParse(await response.json())
  throw new Error(refusal.success ? refusal.data.code : `${path}: status ${response.status}`)
}
