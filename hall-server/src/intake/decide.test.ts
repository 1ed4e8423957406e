import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MINUTE,
  SYSTEM,
  aPureHall,
  asAdministrator,
  asKiosk,
  asManager,
  asStaff,
  command,
} from '../../test/builders.ts'
import type { RefusalCode } from '@service-hall/contract'
import { decide } from '../capabilities.ts'
import type { PureHall } from '../../test/builders.ts'

function numbersOf(hall: PureHall): string[] {
  return Object.values(hall.state.view.tickets).map(({ number }) => number)
}

test('a ticket has the prefix of its group and three digits, and numbers run by group', () => {
  const hall = aPureHall()
  for (const serviceId of ['pay', 'connect', 'invoice', 'ask', 'pay']) hall.issue({ serviceId })
  expect(numbersOf(hall)).toEqual(['A001', 'B001', 'A002', 'C001', 'A003'])
})

test('after 999 comes a fourth digit', () => {
  const hall = aPureHall()
  const day = hall.state.view.day ?? ''
  hall.state.intake.counts[day] = { A: 998 }
  hall.issue()
  hall.issue()
  expect(numbersOf(hall)).toEqual(['A999', 'A1000'])
})

test('a group under another id goes on with the numbers of its prefix', () => {
  const hall = aPureHall()
  hall.issue()
  const config = structuredClone(hall.config)
  config.groups[0]!.id = 'bills' as never
  for (const service of config.services) if (service.group === 'fee') service.group = 'bills' as never
  hall.must(SYSTEM, command('hall.configure', { config }))
  hall.issue()
  expect(numbersOf(hall)).toEqual(['A001', 'A002'])
})

test('a ticket says how many are called before it, of other services and bound to a counter too', () => {
  const hall = aPureHall()
  hall.open('C1', 'C2')
  const ahead = (): number | undefined => hall.must(asKiosk(), command('ticket.issue')).result.ticket?.ahead
  expect([ahead(), ahead(), ahead()]).toEqual([0, 1, 2])
  hall.issue({ serviceId: 'invoice' })
  hall.must(asStaff('S1001'), command('ticket.call', { counterId: 'C1' }))
  hall.must(
    asStaff('S1001'),
    command('ticket.transfer', { counterId: 'C1', to: { kind: 'counter', counterId: 'C2' } }),
  )
  expect(ahead()).toBe(4)
})

test('as many are called before a ticket as it said, whatever else waits', () => {
  const kinds = fc.array(
    fc.record({
      serviceId: fc.constantFrom('pay', 'invoice', 'connect', 'ask'),
      classId: fc.constantFrom('normal', 'priority', 'vip'),
      pauseMs: fc.nat(10 * MINUTE),
    }),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(kinds, (customers) => {
      const hall = aPureHall()
      // C2 does everything.
      hall.open('C2')
      let said = 0
      let last = ''
      for (const { serviceId, classId, pauseMs } of customers) {
        hall.now += pauseMs
        const { ticket } = hall.must(asManager(), command('ticket.issue', { serviceId, classId })).result
        said = ticket!.ahead
        last = ticket!.id
      }
      let before = 0
      for (;;) {
        const { ticket } = hall.must(asStaff('S1002'), command('ticket.call', { counterId: 'C2' })).result
        if (ticket!.id === last) break
        before += 1
        hall.must(asStaff('S1002'), command('ticket.noShow', { counterId: 'C2' }))
      }
      expect(said).toBe(before)
    }),
  )
})

test('one person has one ticket for a service at a time, unless the hall says otherwise', () => {
  const person = { subjectId: 'subject-1' as never }
  const ask = (hall: PureHall, serviceId = 'pay') =>
    hall.do(asKiosk(), { ...command('ticket.issue', { serviceId }), ...person })
  const hall = aPureHall()
  hall.open('C2')
  expect(ask(hall).ok).toBe(true)
  expect(ask(hall)).toMatchObject({ ok: false, code: 'ticket.alreadyOpen' })
  expect(ask(hall, 'invoice').ok).toBe(true)
  // Who missed the call may come again.
  hall.must(asStaff('S1002'), command('ticket.call', { counterId: 'C2' }))
  hall.must(asStaff('S1002'), command('ticket.noShow', { counterId: 'C2' }))
  expect(ask(hall).ok).toBe(true)
  const free = aPureHall({ policies: { openTicketsPerPerson: 0 } })
  expect([ask(free).ok, ask(free).ok, ask(free).ok]).toEqual([true, true, true])
})

test('what the customer chose is on the ticket', () => {
  const hall = aPureHall()
  const id = hall.issue({ classId: 'priority', language: 'en', senior: true })
  expect(hall.ticket(id)).toMatchObject({
    classId: 'priority',
    language: 'en',
    senior: true,
    stationId: 'K1',
    paper: { status: 'pending', attempt: 1 },
    state: { status: 'waiting', target: null },
  })
})

test('staff hand out tickets without paper, of any class', () => {
  const hall = aPureHall()
  const { result } = hall.must(asManager(), command('ticket.issue', { classId: 'vip' }))
  expect(hall.ticket(result.ticket?.id ?? '')).toMatchObject({ stationId: null, paper: { status: 'none' } })
})

test('a kiosk gives the ordinary class and those a customer may choose', () => {
  const hall = aPureHall()
  expect(hall.refusal(asKiosk(), command('ticket.issue', { classId: 'normal' }))).toBe(null)
  expect(hall.refusal(asKiosk(), command('ticket.issue', { classId: 'priority' }))).toBe(null)
  expect(hall.refusal(asKiosk(), command('ticket.issue', { classId: 'vip' }))).toBe('class.notOffered')
})

test('a touch that comes too late makes no ghost ticket', () => {
  const hall = aPureHall()
  expect(hall.refusal(asKiosk(), command('ticket.issue', { validUntil: hall.now }))).toBe(null)
  expect(hall.refusal(asKiosk(), command('ticket.issue', { validUntil: hall.now - 1 }))).toBe(
    'command.expired',
  )
})

test('a touch that would be valid for longer than any is makes no ticket', () => {
  const hall = aPureHall()
  const refusal = (fields: object): RefusalCode | null =>
    hall.refusal(asKiosk(), command('ticket.issue', fields))
  const longest = hall.now + 10 * MINUTE
  expect(refusal({ validUntil: longest })).toBeNull()
  expect(refusal({ validUntil: hall.now + 120_000, asOf: hall.state.view.number })).toBeNull()
  for (const validUntil of [longest + 1, hall.now + 3_600_000, Date.parse('9999-12-31')]) {
    expect(refusal({ validUntil }), String(validUntil)).toBe('command.validTooLong')
    expect(refusal({ validUntil, asOf: hall.state.view.number })).toBe('command.validTooLong')
    expect(refusal({ validUntil, asOf: 0 }), 'a hall whose clock was set since').toBeNull()
  }
})

test('there are no tickets for unknown or closed services and unknown classes', () => {
  const hall = aPureHall({ openingHours: [{ days: ['mon'], from: '08:00', to: '10:00' }] })
  const issue = (fields: object): unknown => hall.refusal(asKiosk(), command('ticket.issue', fields))
  hall.now -= 1
  expect(issue({})).toBe(null)
  expect(issue({ serviceId: 'nothing' })).toBe('service.unknown')
  expect(issue({ classId: 'nobody' })).toBe('class.unknown')
  hall.now += 1
  expect(issue({})).toBe('service.closed')
})

test("the ticket's own kiosk says once what became of its paper", () => {
  const hall = aPureHall()
  const ticketId = hall.issue()
  const report = (fields: object = {}) =>
    command('ticket.paper', { ticketId, attempt: 1, outcome: 'printed', evidence: 'processId', ...fields })
  expect(hall.refusal(asKiosk('K2'), report())).toBe('access.denied')
  expect(hall.refusal(asKiosk(), report({ ticketId: 'no-such-ticket' }))).toBe('ticket.unknown')
  expect(hall.refusal(asKiosk(), report({ attempt: 2 }))).toBe('ticket.paperSettled')
  expect(hall.refusal(asKiosk(), report())).toBe(null)
  expect(hall.ticket(ticketId).paper).toEqual({ status: 'printed', attempt: 1, evidence: 'processId' })
  expect(hall.refusal(asKiosk(), report({ outcome: 'notPrinted' }))).toBe('ticket.paperSettled')
})

function withUnknownPaper(): { hall: PureHall; ticketId: string } {
  const hall = aPureHall()
  const ticketId = hall.issue()
  hall.must(
    asKiosk(),
    command('ticket.paper', { ticketId, attempt: 1, outcome: 'unknown', evidence: 'noAnswer' }),
  )
  return { hall, ticketId }
}

test('staff have a paper printed again: the next attempt', () => {
  const { hall, ticketId } = withUnknownPaper()
  const reprint = () => command('ticket.resolvePaper', { ticketId, decision: 'reprint' })
  hall.must(asStaff('S1001'), reprint())
  expect(hall.ticket(ticketId).paper).toMatchObject({ status: 'pending', attempt: 2 })
  const late = command('ticket.paper', { ticketId, attempt: 1, outcome: 'printed', evidence: 'late' })
  expect(hall.refusal(asKiosk(), late)).toBe('ticket.paperSettled')
})

test('a second press of reprint never has two papers under way, however long ago the customer came', () => {
  const { hall, ticketId } = withUnknownPaper()
  const reprint = () =>
    hall.refusal(asStaff('S1001'), command('ticket.resolvePaper', { ticketId, decision: 'reprint' }))
  hall.now += 10 * MINUTE
  expect(reprint()).toBe(null)
  expect(reprint()).toBe('ticket.paperSettled')
  hall.now += MINUTE + 1
  expect(reprint()).toBe(null)
})

test('staff void a ticket whose paper did not come, or say that the customer knows the number', () => {
  const { hall, ticketId } = withUnknownPaper()
  const other = hall.issue()
  hall.must(asManager(), command('ticket.resolvePaper', { ticketId, decision: 'void' }))
  expect(hall.ticket(ticketId)).toMatchObject({ paper: { status: 'void' }, state: { status: 'voided' } })
  hall.must(
    asKiosk(),
    command('ticket.paper', { ticketId: other, attempt: 1, outcome: 'notPrinted', evidence: 'paperOut' }),
  )
  hall.must(asManager(), command('ticket.resolvePaper', { ticketId: other, decision: 'informed' }))
  expect(hall.ticket(other)).toMatchObject({ paper: { status: 'informed' }, state: { status: 'waiting' } })
})

test('a paper that came out, or is still being printed, is not for staff to settle', () => {
  const hall = aPureHall()
  const ticketId = hall.issue()
  const resolve = () => command('ticket.resolvePaper', { ticketId, decision: 'informed' })
  expect(hall.refusal(asAdministrator(), resolve())).toBe('ticket.paperSettled')
  hall.now += MINUTE + 1
  expect(hall.refusal(asAdministrator(), resolve())).toBe(null)
  expect(
    hall.refusal(
      asAdministrator(),
      command('ticket.resolvePaper', { ticketId: 'no-such-ticket', decision: 'void' }),
    ),
  ).toBe('ticket.unknown')
})

test('a ticket that a counter has called is not voided for its paper, and an ended one gets no paper', () => {
  const { hall, ticketId } = withUnknownPaper()
  hall.open('C1')
  const teller = asStaff('S1001')
  const resolve = (decision: 'void' | 'reprint') =>
    hall.refusal(teller, command('ticket.resolvePaper', { ticketId, decision }))
  hall.must(teller, command('ticket.call', { counterId: 'C1' }))
  expect(resolve('void')).toBe('ticket.wrongState')
  hall.must(teller, command('ticket.start', { counterId: 'C1' }))
  hall.must(teller, command('ticket.complete', { counterId: 'C1' }))
  expect(resolve('reprint')).toBe('ticket.wrongState')
})

test('a holiday closes a hall and a worked weekend opens it by their dates: no new file, no restart', () => {
  const weekdays = (['mon', 'tue', 'wed', 'thu', 'fri'] as const).slice()
  const hall = aPureHall({
    openingHours: [{ days: weekdays, from: '08:30', to: '17:00' }],
    change: (file) => {
      file.specialDays = [
        { from: '2026-10-01', to: '2026-10-07', name: { zh: '国庆节', en: 'National Day' }, hours: 'closed' },
        { from: '2026-10-10', name: { zh: '国庆节调休', en: 'Worked Saturday' }, hours: 'wed' },
      ]
    },
    now: Date.parse('2026-09-30T10:00:00+08:00'),
  })
  const asked = (day: string) => {
    hall.now = Date.parse(`${day}T10:00:00+08:00`)
    return hall.refusal(asKiosk(), command('ticket.issue', { validUntil: hall.now + MINUTE }))
  }
  expect(
    ['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10', '2026-10-11'].map(asked),
  ).toEqual([null, 'service.closed', 'service.closed', null, null, 'service.closed'])
  expect(hall.entries.filter(({ fact }) => fact.type === 'HallConfigured')).toHaveLength(1)
})

test('a touch is too late by the hall’s clock as long as that runs steadily, else by its kiosk’s word', () => {
  const hall = aPureHall()
  const { number: asOf } = hall.state.view
  const refusal = (fields: { asOf?: number; lapsed?: true }, steadyFrom: number): RefusalCode | null => {
    const order = command('ticket.issue', { validUntil: hall.now - 1, ...fields })
    const context = { now: hall.now, day: hall.state.view.day!, actor: asKiosk(), config: hall.config }
    const decision = decide(hall.state, order, { ...context, newId: () => hall.newId(), steadyFrom })
    return decision.ok ? null : decision.code
  }
  expect(refusal({}, 1)).toBe('command.expired')
  expect(refusal({}, asOf + 2)).toBe('command.expired')
  expect(refusal({ asOf }, asOf)).toBe('command.expired')
  expect(refusal({ asOf }, asOf + 1)).toBeNull()
  expect(refusal({ asOf, lapsed: true }, asOf + 2)).toBe('command.expired')
})

test('a touch that has lapsed makes no ticket, however long it seems to be valid', () => {
  const hall = aPureHall()
  const { number: asOf } = hall.state.view
  expect(hall.refusal(asKiosk(), command('ticket.issue', { asOf, lapsed: true }))).toBe('command.expired')
})
