import { TakingsQuery, refuse } from '@service-hall/contract'
import type { HallId, HallTakings, HourSeen, Refusal, TakingsSeen } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { hallsSeen } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import { hallsAt } from '../history/figures.ts'
import type { ConsolePorts } from '../ports.ts'
import { hoursToday, summedHours } from './hours.ts'
import { hallTakings, takesPayments } from './standing.ts'

/** Takings of the halls of a place, as they are now. */
export function takingsRoutes(app: FastifyInstance, { records, live, clock }: ConsolePorts): void {
  const { state } = records

  app.get('/api/takings', async (request, reply) => {
    const asked = TakingsQuery.safeParse(request.query)
    if (!asked.success) return sendRefusal(reply, refuse('input.invalid', 'place'))
    const { account } = peerOf(request)
    const { place } = asked.data
    const found: Iterable<HallId> | Refusal = place
      ? hallsAt(state, account, { place })
      : hallsSeen(state, account)
    if ('ok' in found) return sendRefusal(reply, found)
    return seen(found)
  })

  function seen(hallIds: Iterable<HallId>): TakingsSeen {
    const hours: HourSeen[][] = []
    const halls: HallTakings[] = []
    for (const hallId of hallIds) {
      const { view } = live.hall(hallId)
      if (!takesPayments(view)) continue
      const { hallAt } = live.momentOf(hallId)
      halls.push(hallTakings(hallId, view, hallAt))
      hours.push(hoursToday(view, hallAt))
    }
    return { ok: true, now: clock.now(), hours: summedHours(hours), halls }
  }
}
