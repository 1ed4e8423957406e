import { EnrolmentClaim, EnrolmentRequest, byId, compact, hasRole, refuse } from '@service-hall/contract'
import type { CommandId, EnrolmentResult, StationId } from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import { cookieOptions, sendRefusal } from '@service-hall/server-kit/http'
import { cookieNames } from '../gateway/cookies.ts'
import type { Sessions } from '../gateway/sessions.ts'
import type { WithStation } from './state.ts'
import type { WaitingMachines } from './waiting-machines.ts'

const YEAR_S = 365 * 86_400

type Ports = {
  hall: HallOf<WithStation>
  machines: WaitingMachines
  sessions: Sessions
  preApproved: ReadonlyMap<string, string>
  behindProxy: boolean
}

/** How a machine is let in: it asks, shows its code, an administrator approves, it claims its token. */
export function enrolmentRoutes(app: FastifyInstance, ports: Ports): void {
  const { hall, machines, sessions } = ports

  app.post(
    '/api/enrolment',
    { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const wanted = EnrolmentRequest.safeParse(request.body)
      if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'kind, code'))
      const { kind, code } = wanted.data
      const stationId = code === undefined ? null : preApproved(ports, code)
      if (code !== undefined && !stationId) return sendRefusal(reply, refuse('enrolment.unknownCode'))
      const station = byId(hall.config?.stations, stationId)
      if (stationId && station?.kind !== kind) return sendRefusal(reply, refuse('enrolment.wrongKind'))
      const ticket = stationId ? machines.admit(kind) : machines.ask(kind, request.ip)
      if (!ticket) return sendRefusal(reply, refuse('access.tooMany'))
      if (stationId) {
        const enrolled = await enrolOnce(ports, stationId, ticket.code)
        if (!enrolled.ok) return sendRefusal(reply, enrolled)
      }
      return ticket
    },
  )

  const claims = { config: { rateLimit: { max: 600, timeWindow: '1 minute' } } }
  app.post('/api/enrolment/claim', claims, async (request, reply): Promise<EnrolmentResult | undefined> => {
    const wanted = EnrolmentClaim.safeParse(request.body)
    if (!wanted.success) return void sendRefusal(reply, refuse('input.invalid', 'code, secret'))
    const stationId = machines.claim(wanted.data.code, wanted.data.secret)
    if (stationId === undefined) return void sendRefusal(reply, refuse('enrolment.unknownRequest'))
    const current = stationId && hall.state.station.enrolments[stationId]
    if (!stationId || !current) return { status: 'pending' }
    // Another machine was let in as this station meanwhile: this one must not come in by the other's approval.
    const enrolment = machines.enrolmentOf(wanted.data.code) ?? current
    if (enrolment !== current) return void sendRefusal(reply, refuse('enrolment.unknownRequest'))
    const token = sessions.tokens.sign({ kind: 'station', stationId, enrolment })
    void reply.setCookie(cookieNames(ports).session, token, { ...cookieOptions(ports), maxAge: YEAR_S })
    return { status: 'approved', stationId, token }
  })

  app.get('/api/enrolment', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    if (!hasRole(request.peer, 'administrator')) return sendRefusal(reply, refuse('access.denied'))
    return machines.pending()
  })
}

function preApproved({ hall, preApproved: codes }: Ports, code: string): StationId | null {
  const stationId = codes.get(compact(code)) as StationId | undefined
  return stationId && !hall.state.station.revoked[stationId] ? stationId : null
}

/** A pre-approved code enrols its station; one that is enrolled already keeps its enrolment. */
async function enrolOnce({ hall, machines }: Ports, stationId: StationId, code: string) {
  if (!hall.state.station.enrolments[stationId]) {
    const answer = await hall.system({
      type: 'station.enrol',
      id: hall.newId() as CommandId,
      stationId,
      code,
    })
    if (!answer.ok) return answer
  }
  machines.approve(code, stationId)
  return { ok: true } as const
}
