import { HallParams, NewPerson, PersonParams, RegionParams, profileKey, refuse } from '@service-hall/contract'
import type { PersonSeen } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { mayActOn, sees } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import { isSelf } from './decide.ts'
import { planningRoutes } from './planning/routes.ts'
import { rulesOf } from './open-days.ts'
import { personSeen, regionPlanning } from './seen.ts'

const SELDOM = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }

/** Staff of halls: who there is, their names, and what rosters have to keep. */
export function peopleRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, people, clock } = ports
  planningRoutes(app, ports)

  /** Names and days off are for those who supervise a hall, and one's own; others who see it see numbers. */
  app.get('/api/people', async (request): Promise<PersonSeen[]> => {
    const { account } = peerOf(request)
    const { state } = records
    const seen = [...state.people.values()]
      .filter(({ hallId, number }) => sees(state, account, { hallId }) || isSelf({ account }, number))
      .map((person) => {
        const { hallId, number } = person
        return {
          person,
          mayKnow: mayActOn(state, account, 'supervise', { hallId }) || isSelf({ account }, number),
        }
      })
    const names = await people.names(seen.filter(({ mayKnow }) => mayKnow).map(({ person }) => person.number))
    return seen.map(({ person, mayKnow }) => personSeen(person, names.get(person.number) ?? null, mayKnow))
  })

  app.post('/api/people/:number', SELDOM, async (request, reply) => {
    const params = PersonParams.safeParse(request.params)
    const wanted = NewPerson.safeParse(request.body)
    if (!params.success || !wanted.success) {
      const issue = (params.error ?? wanted.error)?.issues[0]
      return sendRefusal(reply, refuse('input.invalid', issue?.path.join('.') ?? ''))
    }
    const { number } = params.data
    const { name, ...fields } = wanted.data
    const command = { type: 'people.describe' as const, number, ...fields }
    const { answer } = await records.execute(senderOf(request), command, async (trx) => {
      if (name !== undefined) await people.keep(trx, number, name)
    })
    return answer.ok ? answer : sendRefusal(reply, answer)
  })

  app.delete('/api/people/:number/name', SELDOM, async (request, reply) => {
    const params = PersonParams.safeParse(request.params)
    if (!params.success) return sendRefusal(reply, refuse('people.unknown'))
    const { number } = params.data
    const command = { type: 'people.forget' as const, id: newCommandId({ clock }), number }
    const { answer } = await records.execute(senderOf(request), command, (trx) => people.erase(trx, number))
    return answer.ok ? answer : sendRefusal(reply, answer)
  })

  app.get('/api/regions/:regionId/planning', async (request, reply) => {
    const params = RegionParams.safeParse(request.params)
    const isSeen = params.success && sees(records.state, peerOf(request).account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownRegion'))
    return regionPlanning(records.state, params.data.regionId)
  })

  app.get('/api/halls/:hallId/rules', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    const { state } = records
    const isSeen = params.success && sees(state, peerOf(request).account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const { hallId } = params.data
    const own = state.hourRules.get(profileKey({ of: 'hall', hallId }))?.rules ?? {}
    return { holding: rulesOf(state, hallId), own }
  })
}
