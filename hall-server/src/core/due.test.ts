import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND, aHall, asKiosk, asStaff, command } from '../../test/builders.ts'
import type { HallFileOptions, TestHall } from '../../test/builders.ts'

const teller = asStaff('S1001')
const here = { counterId: 'C1' }
const OFFICE: NonNullable<HallFileOptions['openingHours']> = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' },
]

async function aParkedTicket(): Promise<TestHall> {
  const test = await aHall()
  await test.issue()
  await test.open('C1')
  await test.must(teller, command('ticket.call', here))
  await test.must(teller, command('ticket.park', { ...here, reasonId: 'documents', minutes: 5 }))
  return test
}

test('a parked ticket comes back once when its time has come', async () => {
  const test = await aParkedTicket()
  test.clock.advance(5 * MINUTE - 1)
  await test.hall.tick()
  expect(test.count('TicketUnparked')).toBe(0)
  test.clock.advance(1)
  await Promise.all([test.hall.tick(), test.hall.tick()])
  await test.hall.tick()
  expect(test.count('TicketUnparked')).toBe(1)
})

test('a ticket parked twice comes back twice', async () => {
  const test = await aParkedTicket()
  test.clock.advance(5 * MINUTE)
  await test.hall.tick()
  await test.must(teller, command('ticket.call', here))
  await test.must(teller, command('ticket.park', { ...here, reasonId: 'documents', minutes: 1 }))
  test.clock.advance(MINUTE)
  await test.hall.tick()
  expect(test.count('TicketUnparked')).toBe(2)
})

test('a parked ticket whose time came while the server was down comes back once', async () => {
  const test = await aParkedTicket()
  test.clock.advance(MINUTE * 60)
  const again = await test.reopen()
  await again.hall.tick()
  const third = await again.reopen()
  await third.hall.tick()
  expect(again.count('TicketUnparked') + third.count('TicketUnparked')).toBe(1)
})

test('an unanswered invitation lapses once, also after a restart', async () => {
  const test = await aHall()
  await test.issue()
  await test.open('C1')
  for (const type of ['ticket.call', 'ticket.start', 'ticket.complete'] as const)
    await test.must(teller, command(type, here))
  test.clock.advance(22 * SECOND)
  const again = await test.reopen()
  await Promise.all([again.hall.tick(), again.hall.tick()])
  await again.hall.tick()
  expect(again.types()).toEqual(['RatingLapsed'])
})

test('midnight closes who still waits without anybody doing anything, and numbers begin again', async () => {
  const test = await aHall({ at: Date.parse('2026-01-05T16:59:59+08:00'), openingHours: OFFICE })
  const id = await test.issue()
  test.clock.advance(7 * HOUR + SECOND)
  await Promise.all([test.hall.tick(), test.hall.tick()])
  await test.hall.tick()
  expect(test.hall.state.view).toMatchObject({
    day: '2026-01-06',
    tickets: { [id]: { state: { status: 'closed' } } },
  })
  test.clock.advance(9 * HOUR)
  expect((await test.must(asKiosk(), command('ticket.issue'))).result.ticket?.number).toBe('A001')
  expect(test.count('DayOpened')).toBe(2)
})

test('who waits in a hall that never closes waits on over midnight, and keeps the number alone', async () => {
  const test = await aHall({ at: Date.parse('2026-01-05T23:59:59+08:00') })
  const [first, second] = [await test.issue(), await test.issue()]
  test.clock.advance(SECOND)
  await test.hall.tick()
  expect(test.hall.state.view).toMatchObject({
    day: '2026-01-06',
    lanes: { 'pay/normal': [first, second] },
    taken: { A001: true, A002: true },
  })
  await test.open('C1')
  await test.must(asStaff('S1001'), command('ticket.call', { counterId: 'C1' }))
  expect(test.hall.state.view.counters['C1']?.holding).toBe(first)
  expect((await test.must(asKiosk(), command('ticket.issue'))).result.ticket?.number).toBe('A003')
})

test('so it is when the server was off at midnight for a while, and not when it was off for days', async () => {
  for (const [offMs, status] of [
    [20 * MINUTE, 'waiting'],
    [3 * DAY, 'closed'],
  ] as const) {
    const test = await aHall({ at: Date.parse('2026-01-05T23:50:00+08:00') })
    const id = await test.issue()
    await test.hall.close()
    test.clock.advance(offMs)
    const again = await test.reopen()
    await again.hall.tick()
    expect(again.hall.state.view.tickets[id]?.state.status).toBe(status)
  }
})

test('a service that is shut at midnight keeps nobody, whatever the others do', async () => {
  const test = await aHall({
    at: Date.parse('2026-01-05T16:59:00+08:00'),
    change: (file) => (file.services[0]!.openingHours = OFFICE),
  })
  const [shut, open] = [await test.issue(), await test.issue({ serviceId: 'connect' })]
  test.clock.advance(8 * HOUR)
  await test.hall.tick()
  const { tickets } = test.hall.state.view
  expect([tickets[shut]?.state.status, tickets[open]?.state.status]).toEqual(['closed', 'waiting'])
})

test('the opening of a day is committed in front of the command that met it', async () => {
  const test = await aHall()
  test.clock.advance(DAY)
  await test.issue()
  expect(test.types().slice(-2)).toEqual(['DayOpened', 'TicketIssued'])
})
