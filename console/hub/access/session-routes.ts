import { ConsoleSignIn, PasswordChange, passwordProblem, refuse, uuid7 } from '@service-hall/contract'
import type { AccountId, ConsoleMe, HubAnswer, Refusal, SessionId, StaffNumber } from '@service-hall/contract'
import { SESSION_MS, freshBytes, hashPassword } from '@service-hall/server-kit'
import { cookieOptions, sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { consoleCookies } from '../gateway/cookies.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import type { From } from './sign-in-guard.ts'
import type { Account } from './state.ts'

const YEAR_S = 365 * 86_400
const OFTEN = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }

/** Signing in and out, who one is, one's own password. */
export function sessionRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const names = consoleCookies(ports)
  const from = (request: FastifyRequest): From => ({
    ip: request.ip,
    browser: request.cookies[names.browser],
  })

  app.post('/api/session', OFTEN, async (request, reply) => {
    const wanted = ConsoleSignIn.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'accountId, password'))
    const signedIn = await signIn(ports, wanted.data, from(request))
    if (!signedIn.ok) return sendRefusal(reply, signedIn)
    const { account, sessionId } = signedIn
    const token = ports.sessions.tokenOf(account.accountId, sessionId)
    const browser = ports.guard.browserToken(account.accountId, from(request))
    const maxAge = cookieS(account)
    void reply.setCookie(names.session, token, { ...cookieOptions(ports), maxAge })
    void reply.setCookie(names.browser, browser, { ...cookieOptions(ports), maxAge: YEAR_S })
    return meOf(ports, account)
  })

  app.get('/api/me', async (request, reply) => {
    const { consolePeer: peer } = request
    if (!peer) return sendRefusal(reply, refuse('access.signIn'))
    const { account, sessionId } = peer
    if (account.wall) {
      // However long a browser keeps a cookie, a wall keeps its session.
      const token = ports.sessions.tokenOf(account.accountId, sessionId)
      void reply.setCookie(names.session, token, { ...cookieOptions(ports), maxAge: cookieS(account) })
    }
    return meOf(ports, account)
  })

  app.delete('/api/session', async (request, reply) => {
    const { consolePeer: peer } = request
    void reply.clearCookie(names.session, cookieOptions(ports))
    if (!peer) return reply.status(204).send()
    const { accountId } = peer.account
    const { answer } = await ports.records.execute(
      { accountId, from: request.ip },
      { type: 'account.endSession', id: newCommandId(ports), accountId, sessionId: peer.sessionId },
    )
    return answer.ok ? reply.status(204).send() : sendRefusal(reply, answer)
  })

  // Reading is no act: a page that follows by itself keeps no session awake. This says that somebody is there.
  app.post('/api/session/active', async (request, reply) =>
    request.consolePeer ? reply.status(204).send() : sendRefusal(reply, refuse('access.signIn')),
  )

  app.post('/api/session/password', OFTEN, async (request, reply) => {
    const { consolePeer: peer } = request
    if (!peer) return sendRefusal(reply, refuse('access.signIn'))
    const wanted = PasswordChange.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'password, newPassword'))
    const { accountId } = peer.account
    const { password, newPassword } = wanted.data
    const record = await ports.vault.passwordOf(accountId)
    const checked = await ports.guard.check(accountId, { password, record, from: from(request) })
    if (!('right' in checked)) return sendRefusal(reply, checked)
    if (!checked.right) return sendRefusal(reply, refuse('password.wrong'))
    const change = { password, newPassword, keep: peer.sessionId }
    const set = await choosePassword(ports, accountId, change, request.ip)
    return set.ok ? reply.status(204).send() : sendRefusal(reply, set)
  })
}

/** How long a browser keeps the cookie of a session, s; a year of a wall's begins anew whenever its page is loaded. */
const cookieS = ({ wall }: Account): number => (wall ? YEAR_S : SESSION_MS / 1000)

type SignedIn = { ok: true; account: Account; sessionId: SessionId }

async function signIn(
  ports: ConsolePorts,
  { accountId, password, newPassword, code }: ConsoleSignIn,
  from: From,
): Promise<SignedIn | Refusal> {
  const { records, vault, guard } = ports
  const account = records.state.accounts.get(accountId)
  const isOpen = account !== undefined && !account.closed
  // Asked for whoever it is: neither the answer nor how long it takes tells which accounts there are.
  const kept = await vault.passwordOf(accountId)
  const record = isOpen ? kept : null
  const second = account?.secondFactor ? codeCheck(ports, accountId, code, from.ip) : undefined
  const checked = await guard.check(accountId, { password, record, from, second })
  if (!('right' in checked)) return checked
  if (!checked.right || !isOpen) {
    const failed = checked.failed
    if (isOpen && failed) noteFailure(ports, from.ip, { accountId, ...pick(failed) })
    return refuse(checked.wrongCode ? 'account.wrongCode' : 'account.wrongPassword')
  }
  if (account.first) {
    if (newPassword === undefined) return refuse('password.first')
    const set = await choosePassword(ports, accountId, { password, newPassword }, from.ip)
    if (!set.ok) return set
  }
  return beginSession(ports, account, from.ip)
}

/** Begins a session of somebody who has shown who they are. */
export async function beginSession(
  ports: ConsolePorts,
  account: Account,
  from: string,
): Promise<SignedIn | Refusal> {
  const { accountId } = account
  const sessionId = uuid7(ports.clock.now(), freshBytes(10)) as SessionId
  const until = ports.clock.now() + cookieS(account) * 1000
  const began = await noted(ports, from, { type: 'account.noteSession', accountId, sessionId, until })
  if (!began.ok) return began
  ports.sessions.acted({ account, sessionId })
  return { ok: true, account, sessionId }
}

const pick = ({
  failures,
  waitMs,
}: {
  failures: number
  waitMs: number
}): { failures: number; waitMs: number } => ({
  failures,
  waitMs: Math.ceil(waitMs),
})

/** Checks a code where the account has a second factor; that a recovery code was used is a fact. */
export function codeCheck(
  ports: ConsolePorts,
  accountId: AccountId,
  code: string | undefined,
  from: string,
): () => Promise<'right' | 'wrong' | 'missing'> {
  return async () => {
    if (code === undefined || code.trim() === '') return 'missing'
    const checked = await ports.secondFactor.check(accountId, code)
    if (typeof checked === 'string') return checked
    const used = await noted(ports, from, { type: 'account.noteRecoveryCode', accountId, ...checked })
    return used.ok ? 'right' : 'wrong'
  }
}

type Note = Parameters<ConsolePorts['records']['execute']>[1] extends infer Command
  ? Command extends { type: 'account.noteFailure' | 'account.noteSession' | 'account.noteRecoveryCode' }
    ? Omit<Command, 'id'>
    : never
  : never

async function noted(ports: ConsolePorts, from: string, note: Note): Promise<HubAnswer> {
  const command = { ...note, id: newCommandId(ports) }
  return (await ports.records.execute({ accountId: null, from }, command)).answer
}

/** Notes a failure, which nobody waits for: a disk that is asked for some accounts alone would tell which there are. */
function noteFailure(
  ports: ConsolePorts,
  from: string,
  failure: { accountId: AccountId; failures: number; waitMs: number },
): void {
  noted(ports, from, { type: 'account.noteFailure', ...failure }).catch((error: unknown) =>
    ports.log.error('account.failureNotNoted', error, { account: failure.accountId }),
  )
}

/** Puts the password that somebody chose in place of the one they have shown; their other sessions end. */
async function choosePassword(
  ports: ConsolePorts,
  accountId: AccountId,
  { password, newPassword, keep }: { password: string; newPassword: string; keep?: SessionId },
  from: string,
): Promise<HubAnswer> {
  const problem = passwordProblem(newPassword, { staffNumber: accountId, before: password })
  if (problem) return refuse(problem)
  const record = await hashPassword(newPassword, ports.hashCost)
  const command = { type: 'account.notePassword' as const, id: newCommandId(ports), accountId }
  const { answer } = await ports.records.execute(
    { accountId: null, from },
    keep === undefined ? command : { ...command, keep },
    (trx) => ports.vault.setPassword(trx, accountId, record),
  )
  return answer
}

async function meOf(
  { vault, records }: ConsolePorts,
  { accountId, grants, secondFactor, wall }: Account,
): Promise<ConsoleMe> {
  const isStaff = records.state.people.has(String(accountId) as StaffNumber)
  const name = (await vault.names()).get(accountId) ?? ''
  return { accountId, name, grants, secondFactor, wall, isStaff }
}
