import { z } from 'zod'
import type { Actor, Role, StationKind } from '../access.ts'
import * as counter from './counter.ts'
import * as hall from './hall.ts'
import * as rating from './rating.ts'
import * as ticket from './ticket.ts'

export * from './counter.ts'
export * from './hall.ts'
export * from './rating.ts'
export * from './ticket.ts'

/** Everything a peer may send. */
export const Command = z.discriminatedUnion('type', [
  ticket.IssueTicket,
  ticket.ReportPaper,
  ticket.ResolvePaper,
  ticket.CallNext,
  ticket.CallChosen,
  ticket.Recall,
  ticket.MarkNoShow,
  ticket.Reactivate,
  ticket.StartService,
  ticket.CompleteService,
  ticket.Transfer,
  ticket.Park,
  ticket.Unpark,
  ticket.VoidTicket,
  counter.OpenCounter,
  counter.PauseCounter,
  counter.ResumeCounter,
  counter.CloseCounter,
  counter.UndoLast,
  counter.PressCallKey,
  rating.GiveRating,
  rating.LapseRating,
  hall.ReportDevice,
  hall.EnrolStation,
  hall.RevokeStation,
])
export type Command = z.infer<typeof Command>
export type CommandType = Command['type']

/** Everything only the hall server itself may send. */
export const SystemCommand = z.discriminatedUnion('type', [
  hall.ConfigureHall,
  hall.OpenDay,
  hall.NoteStation,
  hall.NoteSignIn,
])
export type SystemCommand = z.infer<typeof SystemCommand>

/** What `decide` sees: peer and system commands, a ticket's identity already exchanged for a subject id. */
export type DecidableCommand =
  Exclude<Command, { type: 'ticket.issue' }> | z.infer<typeof ticket.SubjectIssueTicket> | SystemCommand

type Grant = Role | StationKind

const counterWork: Grant[] = ['counterStaff']
const floorWork: Grant[] = ['counterStaff', 'lobbyManager', 'administrator']

/** Who may send what. Whether it is *their* counter, ticket or device is for `decide` to see. */
export const GRANTS: Record<CommandType, readonly Grant[]> = {
  'ticket.issue': ['kiosk', 'lobbyManager', 'administrator'],
  'ticket.paper': ['kiosk'],
  'ticket.resolvePaper': floorWork,
  'ticket.call': counterWork,
  'ticket.callChosen': counterWork,
  'ticket.recall': counterWork,
  'ticket.noShow': counterWork,
  'ticket.reactivate': floorWork,
  'ticket.start': counterWork,
  'ticket.complete': counterWork,
  'ticket.transfer': counterWork,
  'ticket.park': counterWork,
  'ticket.unpark': floorWork,
  'ticket.void': floorWork,
  'counter.open': counterWork,
  'counter.pause': counterWork,
  'counter.resume': counterWork,
  'counter.close': floorWork,
  'counter.undo': counterWork,
  'counter.key': ['deviceHost', 'kiosk'],
  'rating.give': ['deviceHost', 'kiosk'],
  'rating.lapse': ['deviceHost', 'kiosk'],
  'device.report': ['deviceHost', 'kiosk'],
  'station.enrol': ['administrator'],
  'station.revoke': ['administrator'],
}

/** Whether this actor may send commands of this type at all. The system may send everything. */
export function mayCommand(actor: Actor, type: CommandType): boolean {
  if (actor.kind === 'system') return true
  const held: readonly Grant[] = actor.kind === 'staff' ? actor.roles : [actor.stationKind]
  return GRANTS[type].some((grant) => held.includes(grant))
}
