import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicConfig } from '@service-hall/contract'
import type { FactType } from '@service-hall/contract'
import { openJournal } from '@service-hall/journal'
import {
  DAY,
  MINUTE,
  SECOND,
  SYSTEM,
  aClock,
  aFolder,
  aHall,
  aHallFile,
  aLog,
  asDisplay,
  asKiosk,
  asStaff,
  command,
  orderOf,
  steps,
} from '../../test/builders.ts'
import type { TestHall } from '../../test/builders.ts'
import { Hall } from './hall.ts'

const teller = asStaff('S1001')
const here = { counterId: 'C1' }

function typesOf(test: TestHall): FactType[] {
  return test.committed.map(({ fact }) => fact.type)
}
function count(test: TestHall, type: FactType): number {
  return typesOf(test).filter((one) => one === type).length
}
function ticketNumbers({ hall }: TestHall): string[] {
  return Object.values(hall.state.view.tickets).map(({ number }) => number)
}

test('the same command twice is done once and answered alike', async () => {
  const test = await aHall()
  const order = command('ticket.issue')
  const first = await test.hall.execute(asKiosk(), order)
  expect(first).toMatchObject({ ok: true, result: { ticket: { number: 'A001' } } })
  expect(await test.hall.execute(asKiosk(), structuredClone(order))).toEqual(first)
  expect(count(test, 'TicketIssued')).toBe(1)
})

test('the same command twice at once is done once and answered alike', async () => {
  const test = await aHall()
  const order = command('ticket.issue')
  const answers = await Promise.all([1, 2, 3].map(() => test.hall.execute(asKiosk(), order)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(count(test, 'TicketIssued')).toBe(1)
})

test('an id that only the disk knows, twice at once, is done once', async () => {
  const test = await aHall()
  const order = command('ticket.issue', { id: 'made-by-hand-1' })
  const answers = await Promise.all([1, 2, 3].map(() => test.hall.execute(asKiosk(), order)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(count(test, 'TicketIssued')).toBe(1)
})

test('the same command after a restart is answered as before, accepted or refused', async () => {
  const test = await aHall()
  const [issue, call] = [command('ticket.issue'), command('ticket.call', here)]
  const answers = [await test.hall.execute(asKiosk(), issue), await test.hall.execute(teller, call)]
  expect(answers[1]).toEqual({ ok: false, code: 'counter.notOpen' })
  const again = await test.reopen()
  await again.open('C1')
  expect([await again.hall.execute(asKiosk(), issue), await again.hall.execute(teller, call)]).toEqual(
    answers,
  )
  expect(ticketNumbers(again)).toEqual(['A001'])
})

test('an id used for another command, or by another sender, is refused and changes nothing', async () => {
  const test = await aHall()
  const order = command('ticket.issue')
  await test.must(asKiosk(), order)
  const { number } = test.hall.state.view
  const reused = { ok: false, code: 'command.idReused' }
  expect(await test.hall.execute(asKiosk(), { ...order, senior: true })).toEqual(reused)
  expect(await test.hall.execute(asKiosk('K2'), order)).toEqual(reused)
  expect(
    await test.hall.execute(
      asKiosk(),
      command('device.report', { id: order.id, deviceId: 'K1-printer', state: { device: 'online' } }),
    ),
  ).toEqual(reused)
  expect(test.hall.state.view.number).toBe(number)
})

test('what somebody may not do leaves no trace, so that the same id can be used afterwards', async () => {
  const test = await aHall()
  const order = command('ticket.issue')
  const { number } = test.hall.state.view
  expect(await test.hall.execute(asDisplay(), order)).toEqual({ ok: false, code: 'access.denied' })
  expect(await test.hall.execute(teller, command('hall.openDay', { day: '2030-01-01' }))).toEqual({
    ok: false,
    code: 'access.denied',
  })
  expect(test.hall.state.view.number).toBe(number)
  expect((await test.hall.execute(asKiosk(), order)).ok).toBe(true)
})

test('a hall that is not configured does nothing', async () => {
  const hall = await Hall.open({ path: `${aFolder()}/journal.sqlite`, clock: aClock(), log: aLog() })
  expect(await hall.execute(asKiosk(), command('ticket.issue'))).toEqual({
    ok: false,
    code: 'hall.notConfigured',
  })
  await hall.tick()
  expect(hall.committedNumber).toBe(0)
  await hall.close()
})

test("a bug while deciding is answered, logged without the command's content, and changes nothing", async () => {
  const test = await aHall()
  const { number } = test.hall.state.view
  const broken = {
    ...command('ticket.issue', { serviceId: 'pay' }),
    get classId(): never {
      throw new Error('a bug')
    },
  }
  Object.defineProperty(broken, 'toJSON', { value: () => ({ type: broken.type }), enumerable: false })
  expect(await test.hall.execute(asKiosk(), broken)).toEqual({ ok: false, code: 'hall.internal' })
  expect(test.log.lines.join()).toContain('a bug')
  expect(test.hall.state.view.number).toBe(number)
  expect((await test.hall.execute(asKiosk(), command('ticket.issue'))).ok).toBe(true)
})

test('facts are told before the answer, and only when they are on disk', async () => {
  const { hall } = await aHall()
  const order: string[] = []
  hall.onCommitted(() => order.push(`facts, committed ${hall.committedNumber === hall.state.view.number}`))
  const answered = hall.execute(asKiosk(), command('ticket.issue')).then(() => order.push('answer'))
  expect(hall.committedNumber).toBeLessThan(hall.state.view.number)
  expect(order).toEqual([])
  await answered
  expect(order).toEqual(['facts, committed true', 'answer'])
})

test('an answer that needed no facts waits for the facts that made it so', async () => {
  const { hall } = await aHall()
  const report = () => command('device.report', { deviceId: 'K1-printer', state: { device: 'online' } })
  void hall.execute(asKiosk(), report())
  const answer = await hall.execute(asKiosk(), report())
  expect(answer).toEqual({ ok: true, upTo: hall.committedNumber, result: {} })
})

test('a view is shown only when the disk has caught up with it', async () => {
  const { hall } = await aHall()
  const issued = hall.execute(asKiosk(), command('ticket.issue'))
  const shown: number[] = []
  const showing = hall.committedView('display', (view) => {
    expect(hall.committedNumber).toBeGreaterThanOrEqual(view.number)
    shown.push(Object.keys(view.tickets).length)
  })
  expect(shown).toEqual([])
  await Promise.all([issued, showing])
  expect(shown).toEqual([1])
})

/** A hall whose disk has `pages` pages; `pragmas` is read anew at each reopening. */
async function aSmallDisk(pages: number): Promise<{ test: TestHall; pragmas: string[] }> {
  const pragmas = [`max_page_count = ${pages}`]
  return { test: await aHall({ hall: { pragmas, reopenDelaysMs: [30] } }), pragmas }
}

test('on a full disk nothing acknowledged is lost, and numbers go on without a gap when there is room again', async () => {
  const { test, pragmas } = await aSmallDisk(60)
  const { hall } = test
  const kept: string[] = []
  const failed: { order: ReturnType<typeof command<'ticket.issue'>>; code: string }[] = []
  while (failed.length === 0) {
    const orders = Array.from({ length: 8 }, () => command('ticket.issue'))
    const answers = await Promise.all(orders.map((order) => hall.execute(asKiosk(), order)))
    answers.forEach((answer, at) => {
      if (answer.ok) kept.push(answer.result.ticket?.number ?? '')
      else failed.push({ order: orders[at]!, code: answer.code })
    })
  }
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['hall.storage']))
  expect(hall.recovering).toBe(true)
  expect(await hall.execute(asKiosk(), command('ticket.issue'))).toEqual({
    ok: false,
    code: 'hall.recovering',
  })

  pragmas[0] = 'max_page_count = 100000'
  await expect.poll(() => hall.recovering).toBe(false)
  expect(ticketNumbers(test)).toEqual(kept)
  const retried = await Promise.all(failed.map(({ order }) => hall.execute(asKiosk(), order)))
  expect(retried.every((answer) => answer.ok)).toBe(true)
  const numbers = ticketNumbers(test)
  expect(numbers).toEqual(numbers.map((_, index) => `A${String(index + 1).padStart(3, '0')}`))
  expect((await test.reopen({ pragmas: [] })).hall.state).toEqual(hall.state)
})

test('a disk that stays full is refused again and again, and starts again with what was acknowledged', async () => {
  const { test } = await aSmallDisk(40)
  const { hall } = test
  let kept = 0
  for (let failures = 0; failures < 3;) {
    const answer = await hall.execute(asKiosk(), command('ticket.issue'))
    if (answer.ok) kept += 1
    else if (answer.code === 'hall.storage') failures += 1
    else await expect.poll(() => hall.recovering, { interval: 5 }).toBe(false)
  }
  await expect.poll(() => hall.recovering).toBe(false)
  const again = await test.reopen({ pragmas: [] })
  expect(ticketNumbers(again)).toHaveLength(kept)
  await again.issue()
  expect(ticketNumbers(again).at(-1)).toBe(`A${String(kept + 1).padStart(3, '0')}`)
})

test('who waits for a view when the disk fails gets none', async () => {
  const { test } = await aSmallDisk(40)
  let views: PromiseSettledResult<void>[] = []
  while (!test.hall.recovering) {
    const answered = test.hall.execute(asKiosk(), command('ticket.issue'))
    views = await Promise.allSettled([test.hall.committedView('staff', () => undefined)])
    await answered
  }
  expect(views.map(({ status }) => status)).toEqual(['rejected'])
})

test('after a restart the hall is as it was, from snapshots and facts, whatever had happened', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 3, max: 40 }), async (day, snapshotEvery) => {
      const path = `${aFolder()}/journal.sqlite`
      const clock = aClock()
      const open = (): Promise<Hall> => Hall.open({ path, clock, log: aLog(), snapshotEvery })
      const hall = await open()
      await hall.system(command('hall.configure', { config: publicConfig(aHallFile()) }))
      const answers: Promise<unknown>[] = []
      for (const step of day) {
        clock.advance(step.waitMs)
        const order = orderOf({ state: hall.state, now: clock() }, step)
        if (order) answers.push(hall.execute(...order))
        if (step.pick === 0) await Promise.all(answers)
      }
      await Promise.all(answers)
      const before = structuredClone(hall.state)
      await hall.close()
      const again = await open()
      expect(again.state).toEqual(before)
      await again.close()
    }),
    { numRuns: 25 },
  )
})

test('retention forgets old facts, keeps the state, and the journal still replays', async () => {
  const test = await aHall({ policies: { retentionDays: 7 } })
  for (let day = 0; day < 15; day += 1) {
    await test.issue()
    test.clock.advance(DAY)
    await test.hall.tick()
  }
  const again = await test.reopen()
  expect(test.log.lines.join()).toContain('retention applied')
  expect(again.hall.state).toEqual(test.hall.state)
  expect(await again.issue()).not.toBe('')
  await again.hall.close()

  const journal = await openJournal({ path: test.path, clock: test.clock })
  const first = await journal.latestSnapshot({ until: test.clock() - 7 * DAY })
  expect(first?.number).toBeGreaterThan(2)
  const kept: number[] = []
  for await (const { number } of journal.replay({ from: (first?.number ?? 0) + 1 })) kept.push(number)
  expect(kept[0]).toBe((first?.number ?? 0) + 1)
  await expect(journal.replay({ from: 1 }).next()).rejects.toMatchObject({ code: 'journal.pruned' })
  await journal.close()
})

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
  expect(count(test, 'TicketUnparked')).toBe(0)
  test.clock.advance(1)
  await Promise.all([test.hall.tick(), test.hall.tick()])
  await test.hall.tick()
  expect(count(test, 'TicketUnparked')).toBe(1)
})

test('a ticket parked twice comes back twice', async () => {
  const test = await aParkedTicket()
  test.clock.advance(5 * MINUTE)
  await test.hall.tick()
  await test.must(teller, command('ticket.call', here))
  await test.must(teller, command('ticket.park', { ...here, reasonId: 'documents', minutes: 1 }))
  test.clock.advance(MINUTE)
  await test.hall.tick()
  expect(count(test, 'TicketUnparked')).toBe(2)
})

test('a parked ticket whose time came while the server was down comes back once', async () => {
  const test = await aParkedTicket()
  test.clock.advance(MINUTE * 60)
  const again = await test.reopen()
  await again.hall.tick()
  const third = await again.reopen()
  await third.hall.tick()
  expect(count(again, 'TicketUnparked') + count(third, 'TicketUnparked')).toBe(1)
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
  expect(typesOf(again)).toEqual(['RatingLapsed'])
})

test('midnight closes who still waits without anybody doing anything, and numbers begin again', async () => {
  const test = await aHall({ at: Date.parse('2026-01-05T23:59:59+08:00') })
  const id = await test.issue()
  test.clock.advance(SECOND)
  await Promise.all([test.hall.tick(), test.hall.tick()])
  await test.hall.tick()
  expect(test.hall.state.view).toMatchObject({
    day: '2026-01-06',
    tickets: { [id]: { state: { status: 'closed' } } },
  })
  expect((await test.must(asKiosk(), command('ticket.issue'))).result.ticket?.number).toBe('A001')
  expect(count(test, 'DayOpened')).toBe(2)
})

test('the opening of a day is committed in front of the command that met it', async () => {
  const test = await aHall()
  test.clock.advance(DAY)
  await test.issue()
  expect(typesOf(test).slice(-2)).toEqual(['DayOpened', 'TicketIssued'])
})

test('a closed hall takes nothing', async () => {
  const { hall } = await aHall()
  await hall.close()
  expect(
    await hall.execute(SYSTEM, command('ticket.unpark', { ticketId: 'some-ticket', id: 'x'.repeat(8) })),
  ).toEqual({ ok: false, code: 'hall.recovering' })
})
