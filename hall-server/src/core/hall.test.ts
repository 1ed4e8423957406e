import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicConfig } from '@service-hall/contract'
import { openJournal } from '@service-hall/journal'
import {
  DAY,
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
import { openHall } from '../capabilities.ts'
import type { HallState } from '../capabilities.ts'
import type { HallOf } from './hall.ts'

const teller = asStaff('S1001')
const here = { counterId: 'C1' }

test('the same command twice is done once and answered alike', async () => {
  const test = await aHall()
  const order = command('ticket.issue')
  const first = await test.hall.execute(asKiosk(), order)
  expect(first).toMatchObject({ ok: true, result: { ticket: { number: 'A001' } } })
  expect(await test.hall.execute(asKiosk(), structuredClone(order))).toEqual(first)
  expect(test.count('TicketIssued')).toBe(1)
})

test('the same command twice at once is done once and answered alike', async () => {
  const test = await aHall()
  const order = command('ticket.issue')
  const answers = await Promise.all([1, 2, 3].map(() => test.hall.execute(asKiosk(), order)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(test.count('TicketIssued')).toBe(1)
})

test('an id that only the disk knows, twice at once, is done once', async () => {
  const test = await aHall()
  const order = command('ticket.issue', { id: 'made-by-hand-1' })
  const answers = await Promise.all([1, 2, 3].map(() => test.hall.execute(asKiosk(), order)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(test.count('TicketIssued')).toBe(1)
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
  expect(again.numbers()).toEqual(['A001'])
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
  expect(
    await test.hall.execute(teller, command('station.note', { stationId: 'K1', connected: false })),
  ).toEqual({
    ok: false,
    code: 'access.denied',
  })
  expect(test.hall.state.view.number).toBe(number)
  expect((await test.hall.execute(asKiosk(), order)).ok).toBe(true)
})

test('a hall that is not configured does nothing', async () => {
  const hall = await openHall({ path: `${aFolder()}/journal.sqlite`, clock: aClock(), log: aLog() })
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

test('after a restart the hall is as it was, from snapshots and facts, whatever had happened', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 3, max: 40 }), async (day, snapshotEvery) => {
      const path = `${aFolder()}/journal.sqlite`
      const clock = aClock()
      const open = (): Promise<HallOf<HallState>> => openHall({ path, clock, log: aLog(), snapshotEvery })
      const hall = await open()
      await hall.system(command('hall.configure', { config: publicConfig(aHallFile()) }))
      const answers: Promise<unknown>[] = []
      for (const step of day) {
        clock.advance(step.waitMs)
        const order = orderOf({ state: hall.state, now: clock.now() }, step)
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
  expect(test.log.lines.join()).toContain('journal.pruned')
  expect(again.hall.state).toEqual(test.hall.state)
  expect(await again.issue()).not.toBe('')
  await again.hall.close()

  const journal = await openJournal({ path: test.path, clock: () => test.clock.now() })
  const first = await journal.latestSnapshot({ until: test.clock.now() - 7 * DAY })
  expect(first?.number).toBeGreaterThan(2)
  const kept: number[] = []
  for await (const { number } of journal.replay({ from: (first?.number ?? 0) + 1 })) kept.push(number)
  expect(kept[0]).toBe((first?.number ?? 0) + 1)
  await expect(journal.replay({ from: 1 }).next()).rejects.toMatchObject({ code: 'journal.pruned' })
  await journal.close()
})

test('a closed hall takes nothing', async () => {
  const { hall } = await aHall()
  await hall.close()
  expect(
    await hall.execute(SYSTEM, command('ticket.unpark', { ticketId: 'some-ticket', id: 'x'.repeat(8) })),
  ).toEqual({ ok: false, code: 'hall.recovering' })
})
