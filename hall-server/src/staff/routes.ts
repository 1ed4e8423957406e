import { SignInRequest, refuse } from '@service-hall/contract'
import type {
  CommandId,
  Refusal,
  SessionId,
  SessionInfo,
  StaffId,
  StaffMember,
  SystemCommand,
} from '@service-hall/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Peer } from '../core/capability.ts'
import { cookieOptions, sendRefusal } from '@service-hall/server-kit/http'
import { cookieNames } from '../gateway/cookies.ts'
import { SESSION_MS } from '@service-hall/server-kit'
import type { Sessions } from '../gateway/sessions.ts'
import { accountRoutes } from './account-routes.ts'
import { refusedPassword, setPassword } from './passwords.ts'
import type { PasswordPorts } from './passwords.ts'
import { SignInGuard } from './sign-in-guard.ts'
import type { GuardPorts } from './sign-in-guard.ts'

const YEAR_S = 365 * 86_400

type Ports = GuardPorts & PasswordPorts & { sessions: Sessions; behindProxy: boolean }
type NoteSignIn = Extract<SystemCommand, { type: 'staff.noteSignIn' }>

/** Signing in and out, who one is, and what concerns passwords and sessions. */
export function staffRoutes(app: FastifyInstance, ports: Ports): void {
  let made: SignInGuard | null = null
  const guard = (): SignInGuard => (made ??= new SignInGuard(ports))
  sessionRoutes(app, ports, guard)
  accountRoutes(app, ports, guard)
}

function sessionRoutes(app: FastifyInstance, ports: Ports, guard: () => SignInGuard): void {
  app.post(
    '/api/session',
    { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const wanted = SignInRequest.safeParse(request.body)
      if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'staffNumber, password'))
      const signedIn = await signIn(ports, guard(), request, wanted.data)
      if (!signedIn.ok) return sendRefusal(reply, signedIn)
      const { token, browser, info } = signedIn
      const names = cookieNames(ports)
      void reply.setCookie(names.session, token, { ...cookieOptions(ports), maxAge: SESSION_MS / 1000 })
      void reply.setCookie(names.browser, browser, { ...cookieOptions(ports), maxAge: YEAR_S })
      return info
    },
  )

  app.get('/api/session', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    return infoOf(ports, request.peer)
  })

  app.delete('/api/session', async (request, reply) => {
    const { peer } = request
    void reply.clearCookie(cookieNames(ports).session, cookieOptions(ports))
    if (peer?.kind === 'staff') {
      const noted = await note(ports, peer.staffId, { kind: 'signedOut', sessionId: peer.sessionId })
      if (!noted.ok) return sendRefusal(reply, noted)
    }
    return reply.status(204).send()
  })
}

type SignedIn = { ok: true; token: string; browser: string; info: SessionInfo }

async function signIn(
  ports: Ports,
  guard: SignInGuard,
  request: FastifyRequest,
  wanted: SignInRequest,
): Promise<SignedIn | Refusal> {
  const { hall } = ports
  const member = hall.config?.staff.find((row) => row.number === wanted.staffNumber)
  const account = member?.id ?? `number ${wanted.staffNumber}`
  const checked = await guard.check(member, { account, password: wanted.password, request })
  if (!checked.ok) return checked
  if (!member) return refuse('access.wrongPassword')
  if (!checked.right) {
    const noted = await note(ports, member.id, { kind: 'wrongPassword', ...checked.failure })
    return noted.ok ? refuse('access.wrongPassword') : noted
  }
  const refused = await firstPasswordOver(ports, member, wanted)
  return refused ?? begin(ports, guard, request, member)
}

/** Whoever has a first password brings their own with it, or is told to. */
async function firstPasswordOver(
  ports: Ports,
  member: StaffMember,
  { password, newPassword }: SignInRequest,
): Promise<Refusal | null> {
  if (!(await ports.vault.passwordStates())[member.id]?.first) return null
  if (newPassword === undefined) return refuse('password.first')
  const refused = refusedPassword(member, newPassword, password)
  if (refused) return refused
  const set = await setPassword(ports, member.id, {
    password: newPassword,
    first: false,
    by: `staff:${member.id}`,
  })
  return set.ok ? null : set
}

async function begin(
  ports: Ports,
  guard: SignInGuard,
  request: FastifyRequest,
  member: StaffMember,
): Promise<SignedIn | Refusal> {
  const { hall, sessions } = ports
  const sessionId = hall.newId() as SessionId
  const until = hall.now() + SESSION_MS
  const noted = await note(ports, member.id, { kind: 'signedIn', sessionId, until })
  if (!noted.ok) return noted
  sessions.activity.acted(sessionId, until, request.ip)
  const peer: Peer = { kind: 'staff', staffId: member.id, roles: member.roles, sessionId }
  return {
    ok: true,
    token: sessions.tokens.sign({ kind: 'staff', sessionId }),
    browser: guard.browserToken(request, member.id),
    info: await infoOf(ports, peer),
  }
}

async function infoOf({ vault }: Ports, peer: Peer): Promise<SessionInfo> {
  if (peer.kind === 'station')
    return { kind: 'station', stationId: peer.stationId, stationKind: peer.stationKind }
  const name = (await vault.staffNames())[peer.staffId] ?? ''
  return { kind: 'staff', staffId: peer.staffId, name, roles: peer.roles }
}

function note({ hall }: Ports, staffId: StaffId, outcome: NoteSignIn['outcome']) {
  return hall.system({ type: 'staff.noteSignIn', id: hall.newId() as CommandId, staffId, outcome })
}
