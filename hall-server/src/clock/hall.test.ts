import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND, aHall, asAdministrator, asStaff, command } from '../../test/builders.ts'
import type { TestHall } from '../../test/builders.ts'

const YEAR = 365 * DAY
const teller = asStaff('S1001')

/** A hall with two who wait, and the server stopped. */
async function aStoppedHall(): Promise<{ test: TestHall; ids: string[] }> {
  const test = await aHall()
  const ids = [await test.issue(), await test.issue()]
  await test.hall.close()
  return { test, ids }
}

const statuses = ({ hall }: TestHall, ids: readonly string[]): (string | undefined)[] =>
  ids.map((id) => hall.state.view.tickets[id]?.state.status)

const confirm = ({ hall, clock }: TestHall) =>
  hall.execute(asAdministrator(), command('hall.confirmClock', { reading: clock.now() }))

test.each([-10 * YEAR, -DAY, -10 * MINUTE, 20 * DAY, 2 * YEAR])(
  'a start with the clock off by %d ms closes nobody, begins no numbers anew and says so',
  async (off) => {
    const { test, ids } = await aStoppedHall()
    test.clock.turn(off)
    const again = await test.reopen()
    await again.hall.tick()
    await again.hall.tick()
    expect(statuses(again, ids)).toEqual(['waiting', 'waiting'])
    expect(again.hall.state.view.clock).toMatchObject({ timeUnknown: true })
    expect(again.types()).toEqual(['ClockHeld'])
    await again.issue()
    expect(again.numbers()).toEqual(['A001', 'A002', 'A003'])
  },
)

test('a clock that comes right by itself is believed, and the day goes on', async () => {
  const { test, ids } = await aStoppedHall()
  test.clock.turn(2 * YEAR)
  const again = await test.reopen()
  await again.hall.tick()
  const newcomer = await again.issue()
  test.clock.turn(-2 * YEAR)
  test.clock.advance(3 * SECOND)
  await again.hall.tick()
  expect(again.hall.state.view.clock).toBeNull()
  expect(again.hall.now()).toBe(test.clock.now())
  expect(statuses(again, [...ids, newcomer])).toEqual(['waiting', 'waiting', 'waiting'])
})

test('who came while the clock was doubted is not lost when the true day turns out to be another', async () => {
  const { test, ids } = await aStoppedHall()
  test.clock.advance(3 * DAY)
  test.clock.turn(-10 * YEAR)
  const again = await test.reopen()
  await again.hall.tick()
  const newcomer = await again.issue()
  test.clock.turn(10 * YEAR)
  await again.hall.tick()
  expect(again.hall.state.view.day).toBe('2026-01-08')
  expect(statuses(again, [...ids, newcomer])).toEqual(['closed', 'closed', 'waiting'])
  expect(again.hall.state.view.tickets[newcomer]?.number).toBe('A003')
  expect(again.hall.state.view.tickets[newcomer]?.arrivedAt).toBe(test.clock.now())
})

test('a clock that is days ahead at a start and put right minutes later takes its new day back', async () => {
  const { test, ids } = await aStoppedHall()
  test.clock.turn(7 * DAY)
  const again = await test.reopen()
  await again.hall.tick()
  expect(again.hall.state.view.day).toBe('2026-01-12')
  const newcomer = await again.issue()
  expect(again.hall.state.view.tickets[newcomer]?.number).toBe('A003')
  test.clock.advance(5 * MINUTE)
  test.clock.turn(-7 * DAY)
  await again.hall.tick()
  expect(again.hall.state.view.day).toBe('2026-01-05')
  expect(statuses(again, [...ids, newcomer])).toEqual(['waiting', 'waiting', 'waiting'])
  expect(await again.issue().then((id) => again.hall.state.view.tickets[id]?.number)).toBe('A004')
})

test('a clock that jumps in a running hall moves nothing until it is confirmed, and no duration then', async () => {
  for (const jump of [-3 * YEAR, -HOUR, HOUR, 3 * YEAR]) {
    const test = await aHall()
    await test.open('C1')
    const [parked, waiting] = [await test.issue(), await test.issue()]
    await test.must(teller, command('ticket.call', { counterId: 'C1' }))
    await test.must(teller, command('ticket.park', { counterId: 'C1', reasonId: 'documents', minutes: 15 }))
    test.clock.advance(11 * MINUTE)
    const before = test.hall.now()
    test.clock.turn(jump)
    await test.hall.tick()
    expect(test.hall.now()).toBe(before)
    expect(test.hall.state.view.clock).toMatchObject({ offByMs: jump, timeUnknown: false })
    expect(statuses(test, [parked, waiting])).toEqual(['parked', 'waiting'])

    expect(await confirm(test)).toMatchObject({ ok: true })
    expect(test.hall.now()).toBe(test.clock.now())
    expect(test.hall.state.view.clock).toBeNull()
    test.clock.advance(4 * MINUTE - 1)
    await test.hall.tick()
    expect(statuses(test, [parked, waiting])).toEqual(['parked', 'waiting'])
    expect(test.hall.now() - (test.hall.state.view.tickets[waiting]?.arrivedAt ?? 0)).toBe(15 * MINUTE - 1)
    test.clock.advance(1)
    await test.hall.tick()
    expect(statuses(test, [parked, waiting])).toEqual(['waiting', 'waiting'])
  }
})

test('a clock that jumps and comes back is trusted again without anybody', async () => {
  const test = await aHall()
  test.clock.advance(HOUR)
  test.clock.turn(DAY)
  await test.hall.tick()
  expect(test.hall.state.view.clock).toMatchObject({ offByMs: DAY })
  test.clock.turn(-DAY)
  await test.hall.tick()
  expect(test.hall.state.view.clock).toBeNull()
  expect(test.types().slice(-2)).toEqual(['ClockHeld', 'ClockTrusted'])
})

test('a clock put right by a minute is followed at once', async () => {
  const test = await aHall()
  test.clock.advance(HOUR)
  test.clock.turn(-MINUTE)
  await test.hall.tick()
  expect(test.hall.now()).toBe(test.clock.now())
  expect(test.hall.state.view.clock).toBeNull()
})

test('a restart makes no doubted clock better', async () => {
  const test = await aHall()
  const id = await test.issue()
  test.clock.advance(HOUR)
  test.clock.turn(20 * HOUR)
  await test.hall.tick()
  await test.hall.close()
  test.clock.advance(MINUTE)
  const again = await test.reopen()
  await again.hall.tick()
  expect(again.hall.state.view).toMatchObject({ day: '2026-01-05', clock: { timeUnknown: true } })
  expect(statuses(again, [id])).toEqual(['waiting'])
  await confirm(again)
  await again.hall.tick()
  expect(again.hall.state.view).toMatchObject({ day: '2026-01-06', clock: null })
  expect(statuses(again, [id])).toEqual(['waiting'])
})

test('only an administrator confirms a clock, one that is doubted, and as it was shown', async () => {
  const test = await aHall()
  expect(await confirm(test)).toMatchObject({ code: 'clock.notHeld' })
  test.clock.advance(HOUR)
  test.clock.turn(DAY)
  await test.hall.tick()
  const order = (reading: number) => command('hall.confirmClock', { reading })
  expect(await test.hall.execute(teller, order(test.clock.now()))).toMatchObject({ code: 'access.denied' })
  expect(await test.hall.execute(asAdministrator(), order(test.clock.now() - DAY))).toMatchObject({
    code: 'clock.moved',
  })
  expect(await confirm(test)).toMatchObject({ ok: true })
})

test('no facts are thrown away by a clock that is ahead, however it comes about', async () => {
  const test = await aHall({ policies: { retentionDays: 7 } })
  for (let day = 0; day < 5; day += 1) {
    await test.issue()
    test.clock.advance(DAY)
    await test.hall.tick()
  }
  await test.hall.close()
  for (const ahead of [2 * YEAR, 13 * DAY]) {
    test.clock.turn(ahead)
    const again = await test.reopen()
    await again.hall.tick()
    await again.issue()
    await again.hall.close()
    test.clock.turn(-ahead)
    expect(again.log.lines.filter((line) => line.includes('journal.pruned'))).toEqual([])
  }
})

test('facts go when their time is over, by days that the hall has lived through', async () => {
  const test = await aHall({ policies: { retentionDays: 7 } })
  for (let day = 0; day < 12; day += 1) {
    await test.issue()
    test.clock.advance(DAY)
    await test.hall.tick()
  }
  await test.hall.close()
  expect(test.log.lines.filter((line) => line.includes('journal.pruned'))).not.toEqual([])
})

test('a machine that slept goes on where its clock is', async () => {
  const test = await aHall()
  test.clock.sleep(14 * HOUR)
  await test.hall.tick()
  expect(test.hall.now()).toBe(test.clock.now())
  expect(test.hall.state.view).toMatchObject({ day: '2026-01-06', clock: null })
})
