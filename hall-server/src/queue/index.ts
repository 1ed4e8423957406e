import { capability } from '../core/capability.ts'
import { pressCallKey } from './decide/call-pad.ts'
import * as counter from './decide/counter.ts'
import * as floor from './decide/floor.ts'
import * as service from './decide/service.ts'
import { bySession } from './decide/holder.ts'
import { notAnnounced } from './decide/not-announced.ts'
import { undo } from './decide/undo.ts'
import { parkedDue } from './due.ts'
import { ticketRoutes } from './routes.ts'

/** Counters and the tickets they call, serve, park and hand on. Its state is the view's. */
export const queue = capability({
  name: 'queue',
  deciders: {
    'ticket.call': bySession(service.callNext),
    'ticket.callChosen': bySession(service.callChosen),
    'ticket.recall': bySession(service.recall),
    'ticket.notAnnounced': notAnnounced,
    'ticket.noShow': bySession(service.noShow),
    'ticket.start': bySession(service.start),
    'ticket.complete': bySession(service.complete),
    'ticket.transfer': bySession(service.transfer),
    'ticket.park': bySession(service.park),
    'ticket.reactivate': floor.reactivate,
    'ticket.unpark': floor.unpark,
    'ticket.void': floor.voidTicket,
    'counter.open': counter.open,
    'counter.takeOver': counter.takeOver,
    'counter.pause': bySession(counter.pause),
    'counter.resume': bySession(counter.resume),
    'counter.close': counter.close,
    'counter.undo': bySession(undo),
    'counter.key': pressCallKey,
  },
  due: parkedDue,
  routes: ticketRoutes,
})
