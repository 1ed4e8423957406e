import type { BusinessDay } from '../time.ts'
import type {
  ClassId,
  CounterId,
  GroupId,
  ReasonId,
  ServiceId,
  StationId,
  SubjectId,
  TicketId,
} from '../ids.ts'
import type { Language } from '../text.ts'
import type { RatingLevel } from '../rating/words.ts'

/** Where a ticket (号票) stands. */
export type TicketState =
  /** `target`: waits for this counter only. */
  | { status: 'waiting'; target: CounterId | null }
  /** `calls`: 1 when called, one more for each recall. */
  | {
      status: 'called'
      counterId: CounterId
      calledAt: number
      calls: number
      /** The call display passed this call over: nobody heard it. Absent once it is called again. */
      notAnnounced?: true
    }
  | { status: 'serving'; counterId: CounterId; calledAt: number; startedAt: number }
  | { status: 'parked'; counterId: CounterId; reasonId: ReasonId; until: number }
  | { status: 'noShow'; counterId: CounterId; at: number }
  | { status: 'completed'; counterId: CounterId; calledAt: number; startedAt: number; endedAt: number }
  | { status: 'voided'; at: number }
  /**
   * Still open when the next business day began, or, with `counterId`, at that counter, whose staff had left. `was`: as it
   * was before, where that day may turn out to be wrong.
   */
  | { status: 'closed'; at: number; counterId?: CounterId; was?: TicketState }
export type TicketStatus = TicketState['status']

/**
 * What became of the paper; `needsPaperDecision` says which of them staff must settle.
 * `none`: nothing to print (handed out by staff).
 */
export type TicketPaper =
  | { status: 'none' }
  /** `since`: when the kiosk was asked to print it. */
  | { status: 'pending'; attempt: number; since: number }
  | { status: 'printed'; attempt: number; evidence: string }
  | { status: 'notPrinted'; attempt: number; evidence: string }
  | { status: 'unknown'; attempt: number; evidence: string }
  | { status: 'informed' }
  | { status: 'void' }

export type Ticket = {
  id: TicketId
  number: string
  day: BusinessDay
  groupId: GroupId
  serviceId: ServiceId
  classId: ClassId
  language: Language
  senior: boolean
  arrivedAt: number
  /** Number of the fact that issued it: who came first, whatever the clocks said. */
  order: number
  ahead: number
  stationId: StationId | null
  subjectId: SubjectId | null
  paper: TicketPaper
  state: TicketState
  /** Number of the fact that last moved it; undo compares it. */
  revision: number
  rating: RatingLevel | null
}

/** Which moves exist. `decide` asks this table; a state that is not named here is an end. */
export const TICKET_MOVES: Record<TicketStatus, readonly TicketStatus[]> = {
  waiting: ['called', 'voided', 'closed'],
  called: ['serving', 'noShow', 'waiting', 'parked'],
  serving: ['completed', 'waiting', 'parked'],
  parked: ['waiting', 'called', 'voided', 'closed'],
  noShow: ['waiting', 'called', 'voided', 'closed'],
  completed: [],
  voided: [],
  closed: [],
}

export function canMove(ticket: Ticket, to: TicketStatus): boolean {
  return TICKET_MOVES[ticket.state.status].includes(to)
}

/** Whether the day is over for this ticket. Only undo leads out of an end. */
export function hasEnded(ticket: Ticket): boolean {
  return TICKET_MOVES[ticket.state.status].length === 0
}

/** Whether the end of its day may yet be taken back (`DayResumed`). */
export function mayComeBack({ state }: Ticket): boolean {
  return state.status === 'closed' && state.was !== undefined
}

/** Whether a counter holds this ticket right now. */
export function isHeld(ticket: Ticket): boolean {
  return ticket.state.status === 'called' || ticket.state.status === 'serving'
}

/** How long a kiosk may leave a paper unreported before staff settle it themselves, ms. */
export const PAPER_OVERDUE_MS = 60_000

/**
 * Whether a paper did not come out, or may not have: said by the kiosk, or the kiosk has not reported in time. `now` is
 * hall time, epoch ms.
 */
export function isPaperUnsettled(paper: TicketPaper, now: number): boolean {
  switch (paper.status) {
    case 'notPrinted':
    case 'unknown':
      return true
    case 'pending':
      return now - paper.since > PAPER_OVERDUE_MS
    case 'none':
    case 'printed':
    case 'informed':
    case 'void':
      return false
  }
}

/** Whether staff must decide what to do about its paper. `now` is hall time, epoch ms. */
export function needsPaperDecision(ticket: Ticket, now: number): boolean {
  return !hasEnded(ticket) && isPaperUnsettled(ticket.paper, now)
}
