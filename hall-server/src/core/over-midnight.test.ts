import { publicConfig } from '@service-hall/contract'
import type { BusinessDay } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SYSTEM, aHall, aHallFile, asStaff, command } from '../../test/builders.ts'
import type { TestHall } from '../../test/builders.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const CLOSES = [{ days: [...DAYS], from: '00:30', to: '24:00' }]
const BEFORE_MIDNIGHT = Date.parse('2026-01-05T23:59:00+08:00')
const C1 = { counterId: 'C1' } as const
const teller = asStaff('S1001')

const statusOf = ({ hall }: TestHall, id: string): string | undefined =>
  hall.state.view.tickets[id]?.state.status
async function pass(test: TestHall, ms: number): Promise<void> {
  test.clock.advance(ms)
  await test.hall.tick()
}

test('who waits in a hall that never closes is carried over the change of day, and called after it', async () => {
  const test = await aHall({ at: BEFORE_MIDNIGHT })
  const id = await test.issue()
  await pass(test, 2 * MINUTE)
  expect(test.hall.state.view.day).toBe('2026-01-06')
  expect(statusOf(test, id)).toBe('waiting')
  const next = await test.issue()
  expect(test.numbers()).toEqual(['A001', 'A002'])
  await test.open('C1')
  await test.must(teller, command('ticket.call', C1))
  expect([statusOf(test, id), statusOf(test, next)]).toEqual(['called', 'waiting'])
})

test('who waits in a hall that closes at midnight waits no longer', async () => {
  const test = await aHall({ at: BEFORE_MIDNIGHT, openingHours: CLOSES })
  const id = await test.issue()
  await pass(test, 2 * MINUTE)
  expect(statusOf(test, id)).toBe('closed')
})

test('a holiday ends the waiting of the night before it', async () => {
  const test = await aHall({
    at: BEFORE_MIDNIGHT,
    change: (file) => {
      file.specialDays = [{ from: '2026-01-06', name: { zh: '节', en: 'Holiday' }, hours: 'closed' }]
    },
  })
  const id = await test.issue()
  await pass(test, 2 * MINUTE)
  expect(statusOf(test, id)).toBe('closed')
})

/** Somebody who waits for C2 only, in the evening; who is at C1 and C2 has no session that lasts. */
async function bound(): Promise<{ test: TestHall; id: string }> {
  const test = await aHall({ at: BEFORE_MIDNIGHT })
  const id = await test.issue()
  await test.open('C1', 'C2')
  await test.must(teller, command('ticket.call', C1))
  await test.must(teller, command('ticket.start', C1))
  const to = { kind: 'counter', counterId: 'C2' } as const
  await test.must(teller, command('ticket.transfer', { ...C1, to }))
  expect(test.hall.state.view.tickets[id]?.state).toEqual({ status: 'waiting', target: 'C2' })
  return { test, id }
}

test('who waits for a counter whose staff left over night can be called by the others', async () => {
  const { test, id } = await bound()
  await pass(test, 2 * MINUTE)
  expect(test.hall.state.view.counters['C2']?.duty.status).toBe('closed')
  expect(test.hall.state.view.tickets[id]?.state).toEqual({ status: 'waiting', target: null })
  await test.open('C1')
  await test.must(teller, command('ticket.call', C1))
  expect(statusOf(test, id)).toBe('called')
})

test('nobody is left behind at a closed counter by a snapshot of before', async () => {
  const { test, id } = await bound()
  const { view } = test.hall.state
  view.counters['C2']!.duty = { status: 'closed' }
  await pass(test, 2 * MINUTE)
  expect(test.hall.state.view.tickets[id]?.state).toEqual({ status: 'waiting', target: null })
  expect(Object.keys(test.hall.state.view.lanes)).toEqual(['pay/normal'])
})

/** The hall's file names another time zone, from the next start on. */
async function inTimeZone(test: TestHall, timeZone: string): Promise<TestHall> {
  const again = await test.reopen()
  const config = publicConfig(aHallFile({ timeZone, openingHours: CLOSES }))
  await again.must(SYSTEM, command('hall.configure', { config }))
  await again.hall.tick()
  return again
}

test.each(['Pacific/Kiritimati', 'Pacific/Midway'])(
  'a time zone put right in the file (%s) ends nobody’s waiting and gives no number twice',
  async (timeZone) => {
    const test = await aHall({ at: Date.parse('2026-01-05T20:00:00+08:00'), openingHours: CLOSES })
    await test.open('C1')
    const [served, parked, waiting] = [await test.issue(), await test.issue(), await test.issue()]
    await test.must(teller, command('ticket.call', C1))
    await test.must(teller, command('ticket.start', C1))
    await test.must(teller, command('ticket.complete', C1))
    await test.must(teller, command('ticket.call', C1))
    await test.must(teller, command('ticket.park', { ...C1, reasonId: 'documents', minutes: 30 }))
    const again = await inTimeZone(test, timeZone)
    expect([parked, waiting].map((id) => statusOf(again, id))).toEqual(['parked', 'waiting'])
    const fresh = again.hall.state.view.tickets[await again.issue()]
    expect(fresh?.number).toBe('A004')
    expect(statusOf(again, served)).not.toBe('waiting')
  },
)

test('a time zone that moves the day does not keep the next one from beginning', async () => {
  const test = await aHall({ at: Date.parse('2026-01-05T20:00:00+08:00'), openingHours: CLOSES })
  const id = await test.issue()
  const again = await inTimeZone(test, 'Pacific/Kiritimati')
  expect(again.hall.state.view.day).toBe('2026-01-06' as BusinessDay)
  await pass(again, DAY + HOUR)
  expect(statusOf(again, id)).toBe('closed')
})

test('a time zone that is put right after a night is no reason to keep those of yesterday', async () => {
  const test = await aHall({ at: Date.parse('2026-01-05T20:00:00+08:00'), openingHours: CLOSES })
  const id = await test.issue()
  test.clock.advance(14 * HOUR)
  const again = await inTimeZone(test, 'Pacific/Kiritimati')
  expect(statusOf(again, id)).toBe('closed')
})
