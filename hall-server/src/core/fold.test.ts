import { emptyView } from '@service-hall/contract'
import type { FactEntry, HallView } from '@service-hall/contract'
import { openBare } from '@service-hall/journal/testing'
import { expect, test } from 'vitest'
import { DAY, aHall, aPureHall, asKiosk, command } from '../../test/builders.ts'
import { stateFold } from '../capabilities.ts'
import type { HallState } from '../capabilities.ts'
import { foldOf } from './fold.ts'
import { asStored, migrations } from './slice.ts'
import type { Slice } from './slice.ts'

const migrated = (state: unknown, from: string): HallState | undefined => stateFold.migrate?.(state, from)

/** The same state as the release before 0.1.0 kept it: numbers counted by group. */
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
  expect(migrated(old, 'hall-2')).toEqual(hall.state)
})

test("numbers of a group that has another id by now are counted from the day's tickets", () => {
  const hall = aPureHall()
  hall.issue()
  const old = asHall2(hall.state)
  old.view.config!.groups[0]!.id = 'bills' as never
  expect(Object.values(migrated(old, 'hall-2')?.intake.counts ?? {})).toEqual([{ A: 1 }])
})

test('a hall-3 state, and one of today, is taken as it is', () => {
  const hall = aPureHall()
  hall.issue()
  for (const schema of ['hall-3', stateFold.schema])
    expect(migrated(structuredClone(hall.state), schema)).toEqual(hall.state)
})

test('a shape that no release left behind is refused', () => {
  expect(() => migrated(aPureHall().state, 'hall-99')).toThrow('hall-99')
  expect(() => migrated(aPureHall().state, stateFold.schema.replace('rating-1', 'rating-7'))).toThrow(
    'rating-7',
  )
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
  const journal = await openBare(test.path)
  const rows = await journal.all<{ number: number; state: string }>('SELECT number, state FROM snapshots')
  for (const { number, state } of rows)
    await journal.run("UPDATE snapshots SET schema = 'hall-2', state = ?, digest = NULL WHERE number = ?", [
      JSON.stringify(asHall2(JSON.parse(state) as HallState)),
      number,
    ])
  await journal.close()
  const again = await test.reopen()
  expect(again.hall.state).toEqual(before)
  const { result } = await again.must(asKiosk(), command('ticket.issue'))
  // The hall never closes: who came on each of the days still waits, and keeps a number.
  expect(result.ticket?.number).toBe('A012')
})

type Days = { days: number }
type Counts = { issued: number }
const days: Slice<Days> = {
  schema: 'days-1',
  empty: () => ({ days: 0 }),
  evolve(slice, { fact }) {
    if (fact.type === 'DayOpened') slice.days += 1
  },
}
const counts: Slice<Counts> = {
  schema: 'counts-2',
  empty: () => ({ issued: 0 }),
  evolve(slice, { fact }) {
    if (fact.type === 'TicketIssued') slice.issued += 1
  },
  migrate: migrations({ 'counts-1': (stored: number) => ({ issued: stored }), 'hall-3': asStored<Counts> }),
}
type State = { view: HallView; days: Days; counts: Counts }

test('a slice whose shape changed is migrated alone, under a schema of its own', () => {
  const before = foldOf<State>({ days, counts: { ...counts, schema: 'counts-1' } })
  const now = foldOf<State>({ days, counts })
  expect(now.schema).not.toBe(before.schema)
  const stored = { view: emptyView(), days: { days: 3 }, counts: 5 }
  const state = now.migrate?.(stored, before.schema)
  expect(state).toEqual({ view: emptyView(), days: { days: 3 }, counts: { issued: 5 } })
  expect(state?.days).toBe(stored.days)
})

test('a slice that the release before did not have begins empty, and one that is gone is left out', () => {
  const before = foldOf<State>({ days })
  const now = foldOf<State>({ counts })
  expect(now.migrate?.({ view: emptyView(), days: { days: 3 } }, before.schema)).toEqual({
    view: emptyView(),
    counts: { issued: 0 },
  })
})

test('a part of the view that a later release added is empty in what an earlier one stored', () => {
  const { calls: _added, ...earlier } = emptyView()
  const schema = stateFold.schema.replace('calls+', '')
  expect(schema).not.toBe(stateFold.schema)
  const { view: _view, ...slices } = aPureHall().state
  expect(migrated({ ...slices, view: { ...earlier, number: 7 } }, schema)?.view).toEqual({
    ...emptyView(),
    number: 7,
  })
})

test('each slice is told of every fact', () => {
  const fold = foldOf<State>({ days, counts })
  const fact = { type: 'DayOpened', day: '2026-01-05' } as FactEntry['fact']
  const state = fold.evolve(fold.empty(), fact, { number: 1, at: 5, fact })
  expect(state).toMatchObject({
    days: { days: 1 },
    counts: { issued: 0 },
    view: { number: 1, day: '2026-01-05' },
  })
})
