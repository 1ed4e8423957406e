import { EnrolmentResult, EnrolmentTicket } from '@service-hall/contract'
import { PASSWORD } from './bench-hall.ts'
import type { StationCode } from './bench-hall.ts'

/** Password checks cost the server 32 MiB and a core each; it takes four at once and refuses more. */
const SIGN_INS_AT_ONCE = 2

/** Signs staff in and answers with their session tokens, in the same order. */
export async function signIn(url: string, staffNumbers: readonly string[]): Promise<string[]> {
  const tokens: string[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < staffNumbers.length; index = next++) {
      tokens[index] = await signInOne(url, staffNumbers[index] ?? '')
    }
  }
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, work))
  return tokens
}

async function signInOne(url: string, staffNumber: string): Promise<string> {
  const response = await post(`${url}/api/session`, { staffNumber, password: PASSWORD })
  const cookie = /hall_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')
  if (!cookie?.[1]) throw new Error('the hall server set no session cookie')
  return cookie[1]
}

/** Enrols a station by its known code and answers with its token. */
export async function enrol(url: string, { kind, code }: StationCode): Promise<string> {
  const asked = EnrolmentTicket.parse(await (await post(`${url}/api/enrolment`, { kind, code })).json())
  const claim = { code: asked.code, secret: asked.secret }
  const result = EnrolmentResult.parse(await (await post(`${url}/api/enrolment/claim`, claim)).json())
  if (result.status !== 'approved') throw new Error(`${code} was not approved`)
  return result.token
}

async function post(url: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}
