import { openDatabase } from '@service-hall/journal'
import { expect, test } from 'vitest'
import { DAY, aHall, aPureHall, asKiosk, command } from '../../test/builders.ts'
import { migrateState } from './migrate.ts'
import type { HallState } from './state.ts'

/** The same state as the release before kept it: numbers counted by group. */
function asHall2(state: HallState): HallState {
  const groups: Record<string, string> = { A: 'fee', B: 'supply', C: 'help' }
  const old = structuredClone(state)
  for (const [day, counts] of Object.entries(old.intake.counts))
    old.intake.counts[day] = Object.fromEntries(
      Object.entries(counts).map(([prefix, count]) => [groups[prefix] ?? prefix, count]),
    )
  return old
}

test('a hall-2 state counts by prefix afterwards and is otherwise as it was', () => {
  const hall = aPureHall()
  for (const serviceId of ['pay', 'connect', 'pay']) hall.issue({ serviceId })
  const old = asHall2(hall.state)
  expect(Object.values(old.intake.counts)).toEqual([{ fee: 2, supply: 1 }])
  expect(migrateState(old, 'hall-2')).toEqual(hall.state)
})

test("numbers of a group that has another id by now are counted from the day's tickets", () => {
  const hall = aPureHall()
  hall.issue()
  const old = asHall2(hall.state)
  old.view.config!.groups[0]!.id = 'bills' as never
  expect(Object.values(migrateState(old, 'hall-2').intake.counts)).toEqual([{ A: 1 }])
})

test('a shape that no release left behind is refused', () => {
  expect(() => migrateState({}, 'hall-99')).toThrow('hall-99')
})

test('a hall whose early facts are gone starts from a snapshot of the release before', async () => {
  const test = await aHall({ policies: { retentionDays: 7 } })
  for (let day = 0; day < 10; day += 1) {
    await test.issue()
    test.clock.advance(DAY)
    await test.hall.tick()
  }
  await test.issue()
  const before = structuredClone(test.hall.state)
  await test.hall.close()
  const journal = await openDatabase(test.path, { migrations: [''] })
  const rows = await journal.all<{ number: number; state: string }>('SELECT number, state FROM snapshots')
  for (const { number, state } of rows)
    await journal.run("UPDATE snapshots SET schema = 'hall-2', state = ? WHERE number = ?", [
      JSON.stringify(asHall2(JSON.parse(state) as HallState)),
      number,
    ])
  await journal.close()
  const again = await test.reopen()
  expect(again.hall.state).toEqual(before)
  const { result } = await again.must(asKiosk(), command('ticket.issue'))
  expect(result.ticket?.number).toBe('A002')
})
