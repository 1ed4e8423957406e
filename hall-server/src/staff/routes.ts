import { SignInRequest, refuse } from '@service-hall/contract'
import type {
  CommandId,
  Refusal,
  SessionId,
  SessionInfo,
  StaffId,
  SystemCommand,
} from '@service-hall/contract'
import { verifyPassword } from '@service-hall/server-kit'
import type { PasswordRecord } from '@service-hall/server-kit'
import type { FastifyInstance } from 'fastify'
import type { Peer } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import { cookieOptions, sendRefusal } from '@service-hall/server-kit/http'
import { COOKIE } from '../gateway/peer.ts'
import type { Sessions } from '../gateway/sessions.ts'
import type { Vault } from '../vault/store.ts'
import type { WithStaff } from './state.ts'
import { UnknownNumbers } from './unknown-numbers.ts'

/** A session lasts a working day, ms. */
const SESSION_MS = 12 * 3_600_000
/** A password check costs 32 MiB and a third of a second: few at once. */
const CHECKS_AT_ONCE = 4

type Ports = { hall: HallOf<WithStaff>; vault: Vault; sessions: Sessions; behindProxy: boolean }
type NoteSignIn = Extract<SystemCommand, { type: 'staff.noteSignIn' }>

/** Signing in and out, and who one is. */
export function sessionRoutes(app: FastifyInstance, ports: Ports): void {
  let checks = 0
  const unknown = new UnknownNumbers()
  app.post(
    '/api/session',
    { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const wanted = SignInRequest.safeParse(request.body)
      if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'staffNumber, password'))
      if (checks >= CHECKS_AT_ONCE) return sendRefusal(reply, refuse('access.tooMany'))
      checks += 1
      const signedIn = await signIn(ports, unknown, wanted.data).finally(() => (checks -= 1))
      if (!signedIn.ok) return sendRefusal(reply, signedIn)
      void reply.setCookie(COOKIE, signedIn.token, { ...cookieOptions(ports), maxAge: SESSION_MS / 1000 })
      return signedIn.info
    },
  )

  app.get('/api/session', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    return infoOf(ports, request.peer)
  })

  app.delete('/api/session', async (request, reply) => {
    const { peer } = request
    void reply.clearCookie(COOKIE, cookieOptions(ports))
    if (peer?.kind === 'staff') {
      const noted = await note(ports, peer.staffId, { kind: 'signedOut', sessionId: peer.sessionId })
      if (!noted.ok) return sendRefusal(reply, noted)
    }
    return reply.status(204).send()
  })
}

async function signIn(
  ports: Ports,
  unknown: UnknownNumbers,
  { staffNumber, password }: SignInRequest,
): Promise<{ ok: true; token: string; info: SessionInfo } | Refusal> {
  const { hall, vault, sessions } = ports
  const member = hall.config?.staff.find((row) => row.number === staffNumber)
  const lockedUntil = (): number =>
    member
      ? (hall.state.staff.failures[member.id]?.lockedUntil ?? 0)
      : unknown.lockedUntil(staffNumber, hall.now())
  if (lockedUntil() > hall.now()) return refuse('access.locked', String(lockedUntil()))
  const stored = member ? await vault.passwordOf(member.id) : null
  const right = await verifyPassword(password, stored ? (JSON.parse(stored) as PasswordRecord) : null)
  if (!member) {
    if (lockedUntil() > hall.now()) return refuse('access.locked', String(lockedUntil()))
    const { signInAttempts = 5, lockMinutes = 15 } = hall.config?.policies ?? {}
    unknown.failed(staffNumber, hall.now(), { attempts: signInAttempts, lockMs: lockMinutes * 60_000 })
    return refuse('access.wrongPassword')
  }
  if (!right) {
    const noted = await note(ports, member.id, { kind: 'wrongPassword' })
    return noted.ok ? refuse('access.wrongPassword') : noted
  }
  const sessionId = hall.newId() as SessionId
  const noted = await note(ports, member.id, {
    kind: 'signedIn',
    sessionId,
    until: hall.now() + SESSION_MS,
  })
  if (!noted.ok) return noted
  const peer: Peer = { kind: 'staff', staffId: member.id, roles: member.roles, sessionId }
  return {
    ok: true,
    token: sessions.tokens.sign({ kind: 'staff', sessionId }),
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
