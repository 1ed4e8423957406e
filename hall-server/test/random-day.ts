import type { Actor, DecidableCommand } from '@service-hall/contract'
import {
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  asAdministrator,
  asDeviceHost,
  asDisplay,
  asKiosk,
  asManager,
  asStaff,
  command,
} from '@service-hall/contract/testing'
import fc from 'fast-check'
import { dueCommands } from '../src/capabilities.ts'
import type { HallState } from '../src/capabilities.ts'

const ACTIONS = [
  'issue',
  'issue',
  'issue',
  'issueByStaff',
  'paper',
  'resolvePaper',
  'open',
  'open',
  'call',
  'call',
  'call',
  'callChosen',
  'recall',
  'notAnnounced',
  'noShow',
  'noShow',
  'reactivate',
  'reactivate',
  'start',
  'start',
  'start',
  'complete',
  'complete',
  'complete',
  'transferService',
  'transferCounter',
  'park',
  'unpark',
  'void',
  'pause',
  'resume',
  'close',
  'closeByManager',
  'undo',
  'undo',
  'undo',
  'give',
  'give',
  'lapse',
  'lapse',
  'device',
  'enrol',
  'revoke',
  'connect',
  'signIn',
  'signOut',
  'wrongPassword',
  'due',
  'due',
] as const

/** One thing that somebody does, after the clock has moved; `pick` chooses among what there is at that moment. */
export type Step = {
  action: (typeof ACTIONS)[number]
  counter: number
  pick: number
  /** Whether it is done by somebody else than who sits at the counter. */
  stranger: boolean
  waitMs: number
}

const wait = fc.oneof(
  { weight: 50, arbitrary: fc.integer({ min: 0, max: 20 * SECOND }) },
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 10 * MINUTE }) },
  { weight: 1, arbitrary: fc.constantFrom(-5 * SECOND, -HOUR, -DAY, -20 * DAY) },
  { weight: 1, arbitrary: fc.constantFrom(9 * HOUR, DAY, 20 * DAY) },
)

const anySteps = fc.array(
  fc.record<Step>({
    action: fc.constantFrom(...ACTIONS),
    counter: fc.integer({ min: 1, max: 3 }),
    pick: fc.nat(60),
    stranger: fc.integer({ min: 0, max: 15 }).map((n) => n === 0),
    waitMs: wait,
  }),
  { minLength: 20, maxLength: 90 },
)

const opening = [1, 2, 3].map((counter): Step => ({
  action: 'open',
  counter,
  pick: 0,
  stranger: false,
  waitMs: 0,
}))

/** Random days of a hall: several staff and kiosks, a clock that also jumps back, over midnight and over days. */
export const steps = anySteps.map((day) => [...opening, ...day])

/** The command of a step and who sends it; the clock has been moved. Null: there is nothing to do it with. */
export function orderOf(
  { state, now }: { state: Readonly<HallState>; now: number },
  step: Step,
): [Actor, DecidableCommand] | null {
  const { pick } = step
  const { view } = state
  const counterId = `C${step.counter}`
  const sitting = view.counters[counterId]?.duty ?? { status: 'closed' }
  const own = sitting.status === 'closed' ? `S100${step.counter}` : sitting.staffId
  const staff = asStaff(step.stranger ? `S100${(step.counter % 3) + 1}` : own)
  const some = <T>(list: readonly T[]): T | undefined => list[pick % list.length]
  const tickets = Object.keys(view.tickets)
  const of = (...statuses: string[]): string | undefined =>
    some(tickets.filter((id) => statuses.includes(view.tickets[id]?.state.status ?? '')))
  // Mostly one that fits, sometimes any.
  const ticketId = (...fitting: string[]): string =>
    (pick % 5 === 0 ? some(tickets) : of(...fitting)) ?? 'none-at-all'
  const kiosk = asKiosk(`K${(pick % 2) + 1}`)
  const service = some(['pay', 'invoice', 'connect', 'ask']) ?? 'pay'
  const invitations = Object.values(view.invitations)
  const invitation = invitations.find((row) => row.result.status === 'open') ?? some(invitations)
  const note = (
    outcome: Parameters<typeof command<'staff.noteSignIn'>>[1]['outcome'],
  ): [Actor, DecidableCommand] => [
    { kind: 'system' },
    command('staff.noteSignIn', { staffId: staff.staffId, outcome }),
  ]

  switch (step.action) {
    case 'issue': {
      const classId = some(['normal', 'normal', 'priority', 'vip']) ?? 'normal'
      const subjectId = pick % 3 === 0 ? `subject-${pick}` : undefined
      return [
        kiosk,
        {
          ...command('ticket.issue', { serviceId: service, classId }),
          ...(subjectId ? { subjectId: subjectId as never } : {}),
        },
      ]
    }
    case 'issueByStaff':
      return [asManager(), command('ticket.issue', { serviceId: service, classId: 'vip' })]
    case 'paper': {
      const pending = tickets.filter((id) => view.tickets[id]?.paper.status === 'pending')
      const ticket = view.tickets[some(pending) ?? '']
      if (!ticket) return null
      const outcome = some(['printed', 'notPrinted', 'unknown'] as const) ?? 'unknown'
      const attempt = ticket.paper.status === 'pending' ? ticket.paper.attempt : 1
      return [
        asKiosk(ticket.stationId ?? 'K1'),
        command('ticket.paper', { ticketId: ticket.id, attempt, outcome, evidence: 'test' }),
      ]
    }
    case 'resolvePaper': {
      const open = tickets.filter((id) =>
        ['notPrinted', 'unknown', 'pending'].includes(view.tickets[id]?.paper.status ?? ''),
      )
      const decision = some(['reprint', 'void', 'informed'] as const) ?? 'informed'
      return [
        asManager(),
        command('ticket.resolvePaper', { ticketId: some(open) ?? 'none-at-all', decision }),
      ]
    }
    case 'open':
      return [asStaff(step.stranger ? own : `S100${step.counter}`), command('counter.open', { counterId })]
    case 'call':
      return [staff, command('ticket.call', { counterId })]
    case 'callChosen':
      return [
        staff,
        command('ticket.callChosen', { counterId, ticketId: ticketId('waiting', 'parked', 'noShow') }),
      ]
    case 'recall':
      return [staff, command('ticket.recall', { counterId })]
    case 'notAnnounced': {
      const call = some(view.calls)
      return [
        asDisplay(),
        command('ticket.notAnnounced', {
          ticketId: call?.ticketId ?? 'none-at-all',
          callNumber: call?.callNumber ?? 1,
        }),
      ]
    }
    case 'noShow':
      return [staff, command('ticket.noShow', { counterId })]
    case 'reactivate':
      return [asManager(), command('ticket.reactivate', { ticketId: ticketId('noShow') })]
    case 'start':
      return [staff, command('ticket.start', { counterId })]
    case 'complete':
      return [staff, command('ticket.complete', { counterId })]
    case 'transferService':
      return [staff, command('ticket.transfer', { counterId, to: { kind: 'service', serviceId: service } })]
    case 'transferCounter':
      return [
        staff,
        command('ticket.transfer', { counterId, to: { kind: 'counter', counterId: `C${(pick % 3) + 1}` } }),
      ]
    case 'park':
      return [staff, command('ticket.park', { counterId, reasonId: 'documents', minutes: (pick % 9) + 1 })]
    case 'unpark':
      return [asManager(), command('ticket.unpark', { ticketId: ticketId('parked') })]
    case 'void':
      return [
        asManager(),
        command('ticket.void', { ticketId: ticketId('waiting', 'parked', 'noShow'), reasonId: 'left' }),
      ]
    case 'pause':
      return [staff, command('counter.pause', { counterId, reasonId: 'break' })]
    case 'resume':
      return [staff, command('counter.resume', { counterId })]
    case 'close':
      return pick % 2 === 0 ? [staff, command('counter.close', { counterId })] : null
    case 'closeByManager':
      return pick % 3 === 0
        ? [
            asManager(),
            command('counter.close', { counterId, ...(pick % 2 === 0 ? { customer: 'closed' } : {}) }),
          ]
        : null
    case 'undo':
      return [staff, command('counter.undo', { counterId })]
    case 'give': {
      if (!invitation) return null
      const { id: invitationId, sequence, deviceId } = invitation
      return [asDeviceHost(), command('rating.give', { invitationId, sequence, deviceId, level: 5 })]
    }
    case 'lapse':
      return invitation
        ? [asDeviceHost(), command('rating.lapse', { invitationId: invitation.id, cause: 'padUnavailable' })]
        : null
    case 'device':
      return [
        asKiosk(),
        command('device.report', {
          deviceId: 'K1-printer',
          state: { device: pick % 2 ? 'online' : 'offline' },
        }),
      ]
    case 'enrol':
      return [asAdministrator(), command('station.enrol', { code: 'ABC-DEF', stationId: 'K1' })]
    case 'revoke':
      return [asAdministrator(), command('station.revoke', { stationId: 'K1' })]
    case 'connect':
      return [
        { kind: 'system' },
        command('station.note', { stationId: some(['K1', 'V1']) ?? 'K1', connected: pick % 3 > 0 }),
      ]
    case 'signIn':
      return note({ kind: 'signedIn', sessionId: `session-${pick}`, until: now + HOUR })
    case 'signOut':
      return pick % 3 === 0 ? note({ kind: 'signedOut', sessionId: `session-${pick}` }) : null
    case 'wrongPassword': {
      const { staffId } = staff
      if (pick % 5 === 1) return [asAdministrator(), command('staff.unlock', { staffId })]
      const set = { staffId, version: pick, first: false, by: 'system' } as const
      if (pick % 5 === 2) return [{ kind: 'system' }, command('staff.notePassword', set)]
      return note({ kind: 'wrongPassword' })
    }
    case 'due': {
      const order = some(dueCommands(state, now))
      return order ? [{ kind: 'system' }, order] : null
    }
  }
}
