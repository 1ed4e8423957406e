import { PasswordChange, actorRef, byId, hasRole, refuse } from '@service-hall/contract'
import type { StaffId } from '@service-hall/contract'
import { firstPassword } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import type { Sessions } from '../gateway/sessions.ts'
import { accountsOf, sessionsOf } from './accounts.ts'
import { refusedPassword, setPassword } from './passwords.ts'
import type { PasswordPorts } from './passwords.ts'
import type { GuardPorts, SignInGuard } from './sign-in-guard.ts'

type Ports = GuardPorts & PasswordPorts & { sessions: Sessions }
const OFTEN = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }

/** One's own password and sessions, and everybody's for administrators. */
export function accountRoutes(app: FastifyInstance, ports: Ports, guard: () => SignInGuard): void {
  const { hall, sessions } = ports

  app.post('/api/session/password', OFTEN, async (request, reply) => {
    const { peer } = request
    if (!peer) return sendRefusal(reply, refuse('access.signIn'))
    const member = peer.kind === 'staff' ? byId(hall.config?.staff, peer.staffId) : undefined
    if (peer.kind !== 'staff' || !member) return sendRefusal(reply, refuse('access.denied'))
    const wanted = PasswordChange.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'password, newPassword'))
    const { password, newPassword } = wanted.data
    const checked = await guard().check(member, { account: member.id, password, request })
    if (!checked.ok) return sendRefusal(reply, checked)
    if (!checked.right) return sendRefusal(reply, refuse('password.wrong'))
    const refused = refusedPassword(member, newPassword, password)
    if (refused) return sendRefusal(reply, refused)
    const own = { password: newPassword, first: false, by: actorRef(peer), keep: peer.sessionId }
    const set = await setPassword(ports, member.id, own)
    return set.ok ? reply.status(204).send() : sendRefusal(reply, set)
  })

  // Reading is no act: a page that follows by itself keeps no session awake. This says that somebody is there.
  app.post('/api/session/active', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    return reply.status(204).send()
  })

  app.get('/api/session/all', async (request, reply) => {
    const { peer } = request
    if (!peer) return sendRefusal(reply, refuse('access.signIn'))
    if (peer.kind !== 'staff') return sendRefusal(reply, refuse('access.denied'))
    return sessionsOf({ hall, sessions }, peer.staffId, peer)
  })

  app.get('/api/staff', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    if (!hasRole(request.peer, 'administrator')) return sendRefusal(reply, refuse('access.denied'))
    return accountsOf(ports, guard().delays, request.peer)
  })

  app.post<{ Params: { staffId: string } }>('/api/staff/:staffId/password', OFTEN, async (request, reply) => {
    const { peer } = request
    if (!peer) return sendRefusal(reply, refuse('access.signIn'))
    if (!hasRole(peer, 'administrator')) return sendRefusal(reply, refuse('access.denied'))
    const member = byId(hall.config?.staff, request.params.staffId as StaffId)
    if (!member) return sendRefusal(reply, refuse('staff.unknown'))
    const password = firstPassword()
    const set = await setPassword(ports, member.id, { password, first: true, by: actorRef(peer) })
    return set.ok ? { password } : sendRefusal(reply, set)
  })
}
