import { OwnWeekParams, refuse } from '@service-hall/contract'
import type { OwnRoster, PlanDay, StaffNumber, Week } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { peerOf } from '../../gateway/peer.ts'
import { personSeen } from '../../people/seen.ts'
import type { Person } from '../../people/state.ts'
import type { ConsolePorts } from '../../ports.ts'
import { colleaguesOf, isEmployed, ownDays, swapsOf } from './seen.ts'

/** One's own roster and requests, for whoever has an account of their staff number, whatever roles it has. */
export function ownRosterRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, people, live, clock } = ports

  app.get('/api/own/roster/:week', async (request, reply) => {
    const params = OwnWeekParams.safeParse(request.params)
    const number = String(peerOf(request).account.accountId) as StaffNumber
    const person = records.state.people.get(number)
    if (!person) return sendRefusal(reply, refuse('people.unknown'))
    if (!params.success) return sendRefusal(reply, refuse('input.invalid', 'week'))
    return ownRoster(person, params.data.week)
  })

  async function ownRoster(person: Person, week: Week): Promise<OwnRoster> {
    const { state } = records
    const { view } = live.hall(person.hallId)
    const today = (view.day ?? new Date(clock.now()).toISOString().slice(0, 10)) as PlanDay
    const published = state.rosters.get(person.hallId)?.get(week)?.published ?? null
    const colleagues = colleaguesOf(state, person, { week, today })
    const swaps = swapsOf(state, person)
    const others = isEmployed(person, today) ? swaps.flatMap(({ number, other }) => [number, other]) : []
    const names = await people.names([
      ...new Set([person.number, ...colleagues.map(({ number }) => number), ...others]),
    ])
    const { hallId } = person
    return {
      person: personSeen(person, names.get(person.number) ?? null, true),
      hallName: view.config?.hall.name ?? { zh: hallId, en: hallId },
      ...{ today, week, days: ownDays(state, person, week), swaps },
      published: published && { version: published.version, at: published.at, shifts: published.shifts },
      counters: view.config?.counters.map(({ id, number }) => ({ id, number })) ?? [],
      colleagues: colleagues.map((one) => ({ ...one, name: names.get(one.number) ?? null })),
      names: Object.fromEntries(
        others.flatMap((number) => {
          const name = names.get(number)
          return name === undefined ? [] : [[number, name]]
        }),
      ),
    }
  }
}
