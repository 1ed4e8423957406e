import { EnrolmentResult, EnrolmentTicket, HttpRefusal } from '@service-hall/contract'

/** Signs a member of staff in and gives the session's token. Throws with the hall's code when refused. */
export async function signIn(hall: string, staffNumber: string, password: string): Promise<string> {
  const response = await post(hall, '/api/session', { staffNumber, password })
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('hall_session='))
  const token = cookie?.slice(cookie.indexOf('=') + 1).split(';')[0]
  if (!token) throw new Error('the hall gave no session')
  return token
}

/** Enrols a kiosk by a code approved beforehand and gives its token. Throws with the hall's code when refused. */
export async function enrolKiosk(hall: string, code: string): Promise<string> {
  const asked = await post(hall, '/api/enrolment', { kind: 'kiosk', code })
  const ticket = EnrolmentTicket.parse(await asked.json())
  const claim = { code: ticket.code, secret: ticket.secret }
  const claimed = EnrolmentResult.parse(await (await post(hall, '/api/enrolment/claim', claim)).json())
  if (claimed.status !== 'approved') throw new Error('the enrolment was not approved')
  return claimed.token
}

async function post(hall: string, path: string, body: unknown): Promise<Response> {
  const response = await fetch(new URL(path, hall), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  })
  if (response.ok) return response
  const refusal = HttpRefusal.safeParse(await response.json())
  throw new Error(refusal.success ? refusal.data.code : `status ${response.status}`)
}
