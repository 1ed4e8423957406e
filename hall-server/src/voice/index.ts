import { byId } from '@service-hall/contract'
import type { Announcement } from '@service-hall/contract'
import { capability } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { Log } from '@service-hall/server-kit'
import { signedInOnly } from '../gateway/peer.ts'
import type { FastifyInstance } from 'fastify'
import { voiceRoutes } from './routes.ts'

type Ports = { hall: HallOf; log: Log }

/** Announcements spoken for the call displays. */
export const voice = capability({
  name: 'voice',
  routes(app: FastifyInstance, { hall, log }: Ports) {
    void app.register(async (inside) => {
      inside.addHook('onRequest', signedInOnly)
      voiceRoutes(inside, {
        log,
        announcementOf: (callNumber) => announcementOf(hall, callNumber),
        mayListen: ({ peer }) => peer !== null && (peer.kind === 'staff' || peer.stationKind === 'display'),
      })
    })
  },
})

/** What a call on the display's list announces. */
function announcementOf(hall: HallOf, callNumber: number): Announcement | undefined {
  const call = hall.state.view.calls.find((row) => row.callNumber === callNumber)
  const counter = call && byId(hall.config?.counters, call.counterId)
  return call && counter && { ticketNumber: call.ticketNumber, counterNumber: counter.number }
}
