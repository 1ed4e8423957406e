import type { DecidableCommand } from '@service-hall/contract'
import * as device from '../device/decide.ts'
import * as intake from '../intake/decide.ts'
import { pressCallKey } from '../queue/decide/call-pad.ts'
import * as counter from '../queue/decide/counter.ts'
import * as floor from '../queue/decide/floor.ts'
import * as service from '../queue/decide/service.ts'
import { undo } from '../queue/decide/undo.ts'
import * as rating from '../rating/decide.ts'
import * as staff from '../staff/decide.ts'
import * as station from '../station/decide.ts'
import type { Context, Decider, Decision } from './decision.ts'
import type { HallState } from './state.ts'

/** Which function decides which command. */
const deciders: { [T in DecidableCommand['type']]: Decider<T> } = {
  'ticket.issue': intake.issue,
  'ticket.paper': intake.reportPaper,
  'ticket.resolvePaper': intake.resolvePaper,
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
  'rating.give': rating.give,
  'rating.lapse': rating.lapse,
  'device.report': device.report,
  'station.enrol': station.enrol,
  'station.revoke': station.revoke,
  'station.note': station.note,
  'staff.noteSignIn': staff.noteSignIn,
  'hall.configure': station.configure,
  'hall.openDay': station.openDay,
}

/** Decides any command. Pure. */
export function decide(state: HallState, command: DecidableCommand, context: Context): Decision {
  const decider = deciders[command.type] as (
    state: HallState,
    command: DecidableCommand,
    context: Context,
  ) => Decision
  return decider(state, command, context)
}
