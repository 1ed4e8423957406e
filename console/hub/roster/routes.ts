import { HallParams, ProposalBody, WeekParams, daysOf, refuse } from '@service-hall/contract'
import type { HallId, PlanDay, ProposalLine, RosterWeek, Week } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mayActOn, sees } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import { specialDay, openDays } from '../people/open-days.ts'
import type { ConsolePorts } from '../ports.ts'
import { contextOf } from './context.ts'
import { rosterStream } from './decide.ts'
import { weekDemand } from './demand/week-demand.ts'
import { ownRosterRoutes } from './own/routes.ts'
import { presenceOf } from './presence.ts'
import { ProposalRuns } from './propose/runs.ts'
import { requestRoutes } from './requests.ts'
import { rosterVersions } from './store.ts'

/** Weeks of halls: as planned and published, what is needed, proposals, and who is there. */
export function rosterRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, store, people, live, clock, log } = ports
  const runs = new ProposalRuns(clock)
  ownRosterRoutes(app, ports)
  requestRoutes(app, ports)

  /** Whether somebody may plan a hall's weeks, or only look; null: they do not see it. */
  const rightOf = (request: FastifyRequest, hallId: HallId): 'plan' | 'see' | null => {
    const { account } = peerOf(request)
    if (mayActOn(records.state, account, 'supervise', { hallId })) return 'plan'
    return sees(records.state, account, { hallId }) ? 'see' : null
  }
  const today = (hallId: HallId): PlanDay | null => (live.hall(hallId).view.day as PlanDay | null) ?? null

  app.get('/api/halls/:hallId/roster/:week', async (request, reply) => {
    const params = WeekParams.safeParse(request.params)
    const right = params.success ? rightOf(request, params.data.hallId) : null
    if (!params.success || !right) return sendRefusal(reply, refuse('organisation.unknownHall'))
    return rosterWeek(params.data.hallId, params.data.week, right === 'plan')
  })

  async function rosterWeek(hallId: HallId, week: Week, mayPlan: boolean): Promise<RosterWeek> {
    const { state } = records
    const context = contextOf(state, hallId, week)
    const planned = state.rosters.get(hallId)?.get(week)
    const names = mayPlan ? await people.names(context.people.map(({ number }) => number)) : new Map()
    const { config } = live.hall(hallId).view
    return {
      ...{ ...context, shifts: [...context.shifts], mayPlan },
      people: context.people.map((person) => ({
        ...person,
        away: mayPlan ? person.away : [],
        name: (names.get(person.number) as string | undefined) ?? null,
      })),
      openAssumed: openDays(state, hallId, week).assumed,
      days: daysOf(week).map((day) => {
        const special = specialDay(state, hallId, day)
        return { day, kind: special?.kind ?? null, name: special?.name ?? null }
      }),
      services: config?.services.map(({ id, name }) => ({ id, name })) ?? [],
      counters: config?.counters.map(({ id, number }) => ({ id, number })) ?? [],
      draft: mayPlan ? (planned?.draft ?? null) : null,
      drafts: planned?.drafts ?? 0,
      published: planned?.published ?? null,
      swaps: mayPlan ? [...(planned?.swaps.values() ?? [])] : [],
    }
  }

  app.get('/api/halls/:hallId/roster/:week/versions', async (request, reply) => {
    const params = WeekParams.safeParse(request.params)
    const right = params.success ? rightOf(request, params.data.hallId) : null
    if (!params.success || !right) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const versions = await rosterVersions(store, rosterStream(params.data))
    // A reason is free text and may name somebody: it is for those who plan.
    return right === 'plan' ? versions : versions.map((one) => ({ ...one, despite: null, broken: [] }))
  })

  app.get('/api/halls/:hallId/demand/:week', async (request, reply) => {
    const params = WeekParams.safeParse(request.params)
    if (!params.success || !rightOf(request, params.data.hallId))
      return sendRefusal(reply, refuse('organisation.unknownHall'))
    const { hallId, week } = params.data
    return weekDemand(store, records.state, hallId, week, today(hallId))
  })

  app.get('/api/halls/:hallId/presence', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    const right = params.success ? rightOf(request, params.data.hallId) : null
    if (!params.success || !right) return sendRefusal(reply, refuse('organisation.unknownHall'))
    const { hallId } = params.data
    const staff = [...records.state.people.values()].filter((one) => one.hallId === hallId)
    const names = right === 'plan' ? await people.names(staff.map(({ number }) => number)) : new Map()
    return presenceOf(records.state, hallId, live.hall(hallId), { now: clock.now(), names })
  })

  // One line of JSON after the other, so that whichever node is asked answers it to the end; who goes away stops it.
  app.post('/api/halls/:hallId/roster/:week/propose', async (request, reply) => {
    const params = WeekParams.safeParse(request.params)
    const right = params.success ? rightOf(request, params.data.hallId) : null
    if (!params.success || !right) return sendRefusal(reply, refuse('organisation.unknownHall'))
    if (right !== 'plan') return sendRefusal(reply, refuse('access.denied'))
    const body = ProposalBody.safeParse(request.body)
    if (!body.success)
      return sendRefusal(reply, refuse('input.invalid', body.error.issues[0]?.path.join('.')))
    const { hallId, week } = params.data
    const run = runs.begin(peerOf(request).account.accountId)
    if (!run) return sendRefusal(reply, refuse('roster.proposing'))
    const stop = new AbortController()
    const { raw } = reply.hijack()
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'application/x-ndjson',
    })
    raw.on('close', () => stop.abort())
    const say = (line: ProposalLine): void => void (raw.writable && raw.write(`${JSON.stringify(line)}\n`))
    try {
      const { days } = await weekDemand(store, records.state, hallId, week, today(hallId))
      const { rows, keep, seconds } = body.data
      const context = contextOf(records.state, hallId, week)
      const kept = keep ? rows : []
      const progress = (note: { seconds: number; gap: number | null; best: number | null }): void =>
        say({ kind: 'progress', ...note })
      const proposal = await run.solve({
        context,
        demand: days,
        kept,
        seconds,
        progress,
        signal: stop.signal,
      })
      say({ kind: 'done', proposal })
    } catch (error) {
      if (!stop.signal.aborted) log.error('roster.notProposed', error, { hall: hallId, week })
      say({ kind: 'failed', reason: 'roster.notProposed' })
    } finally {
      run.end()
      raw.end()
    }
    return reply
  })
}
