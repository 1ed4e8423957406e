import { capability } from '../core/capability.ts'
import { pressCallKey } from './decide/call-pad.ts'
import * as counter from './decide/counter.ts'
import * as floor from './decide/floor.ts'
import * as service from './decide/service.ts'
import { undo } from './decide/undo.ts'
import { parkedDue } from './due.ts'

/** Counters and the tickets they call, serve, park and hand on. Its state is the view's. */
export const queue = capability({
  name: 'queue',
  deciders: {
    'ticket.call': service.callNext,
    'ticket.callChosen': service.callChosen,
    'ticket.recall': service.recall,
    'ticket.noShow': service.noShow,
    'ticket.start': service.start,
    'ticket.complete': service.complete,
    'ticket.transfer': service.transfer,
    'ticket.park': service.park,
    'ticket.reactivate': floor.reactivate,
    'ticket.unpark': floor.unpark,
    'ticket.void': floor.voidTicket,
    'counter.open': counter.open,
    'counter.pause': counter.pause,
    'counter.resume': counter.resume,
    'counter.close': counter.close,
    'counter.undo': undo,
    'counter.key': pressCallKey,
  },
  due: parkedDue,
})
