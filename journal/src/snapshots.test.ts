import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { readJournal } from './reader.ts'
import { migrations } from './schema.ts'
import { aJournal, aKeeper, aPath, allTexts, listOf, noted, rejection } from '../test/index.ts'
import type { Journal } from './journal.ts'
import type { Noted } from '../test/index.ts'

/** Appends one text at each of these times. */
async function aJournalAt(
  times: readonly number[],
): Promise<{ journal: Journal<Noted>; setClock: (ms: number) => void }> {
  let now = 0
  const journal = await aJournal({ clock: () => now, horizonMs: 0 })
  for (now of times) await journal.append({ facts: [noted(`at ${now}`)] })
  return { journal, setClock: (ms) => (now = ms) }
}
async function snapshotNow(journal: Journal<Noted>, at: number): Promise<void> {
  const { state, number } = await journal.restore(allTexts)
  await journal.saveSnapshot({ number, at, schema: allTexts.schema, state })
}

test('replay reads from, to and until a moment', async () => {
  const { journal } = await aJournalAt([10, 20, 30, 40])
  const numbers = async (range: Parameters<typeof journal.replay>[0]) =>
    (await listOf(journal.replay(range))).map((entry) => entry.number)
  expect(await numbers({ from: 2 })).toEqual([2, 3, 4])
  expect(await numbers({ from: 2, to: 3 })).toEqual([2, 3])
  expect(await numbers({ from: 1, until: 20 })).toEqual([1, 2])
  expect(await numbers({ from: 1, until: 9 })).toEqual([])
  expect(await numbers({ from: 5 })).toEqual([])
})

test('replay streams over page borders', async () => {
  const journal = await aJournal()
  await journal.append({ facts: Array.from({ length: 2_000 }, (_, n) => noted(`${n}`)) })
  expect(await listOf(journal.replay({ from: 1 }))).toHaveLength(2_000)
  expect(await listOf(journal.replay({ from: 500, to: 1_600 }))).toHaveLength(1_101)
})

test('until is after the last fact of that time, even where the clock was set back', async () => {
  const { journal } = await aJournalAt([10, 40, 20, 50])
  expect(await journal.restoreAt(allTexts, 30)).toMatchObject({
    state: ['at 10', 'at 40', 'at 20'],
    number: 3,
  })
})

test('restore goes on from the latest snapshot', async () => {
  const { journal } = await aJournalAt([10, 20, 30])
  await journal.saveSnapshot({ number: 2, at: 25, schema: allTexts.schema, state: ['from the snapshot'] })
  expect(await journal.restore(allTexts)).toMatchObject({ state: ['from the snapshot', 'at 30'], number: 3 })
  expect(await journal.restoreAt(allTexts, 10)).toMatchObject({ state: ['at 10'], number: 1 })
  expect(await journal.latestSnapshot({ until: 24 })).toBeUndefined()
  expect(await journal.latestSnapshot({ schema: 'other' })).toBeUndefined()
  expect(await journal.latestSnapshot()).toMatchObject({ number: 2, schema: 'texts-1' })
})

test('a snapshot of another schema is passed over while all facts are there', async () => {
  const { journal } = await aJournalAt([10, 20])
  await journal.saveSnapshot({ number: 2, at: 20, schema: 'texts-0', state: 'old' })
  expect(await journal.restore(allTexts)).toMatchObject({ state: ['at 10', 'at 20'], number: 2 })
})

test('a snapshot of another schema is migrated when its facts are gone', async () => {
  const { journal, setClock } = await aJournalAt([10, 20])
  await journal.saveSnapshot({ number: 1, at: 15, schema: 'texts-0', state: 'old' })
  setClock(100)
  expect(await journal.prune({ before: 100 })).toBe(1)
  expect(await rejection(journal.restore(allTexts))).toMatchObject({ code: 'journal.snapshotSchema' })
  const migrate = (state: unknown, from: string) => [`${String(state)} ${from}`]
  expect(await journal.restore({ ...allTexts, migrate })).toMatchObject({
    state: ['old texts-0', 'at 20'],
    number: 2,
  })
})

test('a snapshot whose following facts are gone is passed over', async () => {
  const { journal, setClock } = await aJournalAt([10, 20, 30])
  await journal.saveSnapshot({ number: 2, at: 25, schema: 'texts-0', state: 'base' })
  setClock(100)
  await journal.prune({ before: 100 })
  await journal.saveSnapshot({ number: 1, at: 15, schema: allTexts.schema, state: ['too old'] })
  const migrate = (state: unknown) => [String(state)]
  expect(await journal.restore({ ...allTexts, migrate })).toMatchObject({
    state: ['base', 'at 30'],
    number: 3,
  })
})

test('a snapshot cannot be ahead of what is committed', async () => {
  const { journal } = await aJournalAt([10])
  const snapshot = { number: 2, at: 10, schema: 'texts-1', state: [] }
  expect(await rejection(journal.saveSnapshot(snapshot))).toMatchObject({ code: 'journal.snapshotAhead' })
})

test('pruning needs a snapshot and leaves every later moment as it was', async () => {
  const { journal, setClock } = await aJournalAt([10, 20, 30])
  setClock(100)
  expect(await journal.prune({ before: 100 })).toBe(0)
  await snapshotNow(journal, 30)
  expect(await journal.prune({ before: 30 })).toBe(0)
  await journal.append({ facts: [noted('at 100')] })
  expect(await journal.prune({ before: 31 })).toBe(3)
  expect(await rejection(listOf(journal.replay({ from: 1 })))).toMatchObject({ code: 'journal.pruned' })
  expect(await rejection(listOf(journal.replay({ from: 1, until: 20 })))).toMatchObject({
    code: 'journal.pruned',
  })
  expect(await rejection(journal.restoreAt(allTexts, 20))).toMatchObject({ code: 'journal.pruned' })
  expect(await journal.restoreAt(allTexts, 99)).toMatchObject({
    state: ['at 10', 'at 20', 'at 30'],
    number: 3,
  })
  expect(await journal.restore(allTexts)).toMatchObject({ number: 4 })
})

test('numbers go on when every fact is pruned, also after a restart', async () => {
  const path = aPath()
  const journal = await aJournal({ path, horizonMs: 0 })
  await journal.append({ facts: [noted('a'), noted('b')] })
  await snapshotNow(journal, 900)
  expect(await journal.prune({ before: 1_000 })).toBe(2)
  await journal.close()
  const again = await aJournal({ path })
  expect(await again.append({ facts: [noted('c')] })).toMatchObject([{ number: 3 }])
  expect(await again.restore(allTexts)).toMatchObject({ state: ['a', 'b', 'c'], number: 3 })
})

test('pruning keeps the horizon, so that a retry within it always finds its answer', async () => {
  const journal = await aJournal({ horizonMs: 500 })
  await journal.append({ facts: [noted('a')] })
  await snapshotNow(journal, 600)
  expect(await journal.prune({ before: 1_000 })).toBe(0)
})

test('a missing number is reported, never skipped', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  await journal.append({ facts: [noted('a'), noted('b'), noted('c')] })
  await journal.close()
  const database = await openDatabase(path, { migrations })
  await database.run('DELETE FROM facts WHERE number = 2')
  await database.close()
  const again = await aJournal({ path })
  expect(await rejection(again.restore(allTexts))).toMatchObject({ code: 'journal.gap' })
})

test('a reader sees what is committed beside the running writer, and after it', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  await journal.append({ facts: [noted('a')] })
  const beside = await readJournal<Noted>({ path })
  expect(await beside.restore(allTexts)).toMatchObject({ state: ['a'], number: 1 })
  await journal.append({ facts: [noted('b')] })
  expect(await beside.restoreAt(allTexts, 1_000)).toMatchObject({ state: ['a', 'b'], number: 2 })
  await beside.close()
  await journal.close()
  const after = await readJournal<Noted>({ path })
  expect(await listOf(after.replay({ from: 1 }))).toHaveLength(2)
  await after.close()
  expect(await rejection(readJournal({ path: `${path}-none` }))).toMatchObject({ code: 'database.open' })
})

test('a reader says which numbers there are, also of what is committed after it was opened', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  const beside = await readJournal<Noted>({ path })
  expect([await beside.firstNumber(), await beside.lastNumber()]).toEqual([1, 0])
  await journal.append({ facts: [noted('one'), noted('two')] })
  expect([await beside.firstNumber(), await beside.lastNumber()]).toEqual([1, 2])
  expect([await beside.lastNumberAt(999), await beside.lastNumberAt(1_000)]).toEqual([0, 2])
  await beside.close()
})

/** A journal of three facts with snapshots of one and two, of which this statement damages something. */
async function damaged(sql: string, { pruned = false } = {}): Promise<string> {
  const path = aPath()
  let now = 10
  const journal = await aJournal({ path, clock: () => now, horizonMs: 0 })
  for (const text of ['a', 'b']) {
    await journal.append({ facts: [noted(text)] })
    await snapshotNow(journal, now)
  }
  now = 100
  await journal.append({ facts: [noted('c')] })
  if (pruned) await journal.prune({ before: 50 })
  await journal.close()
  const database = await openDatabase(path, { migrations })
  await database.exec(sql)
  await database.close()
  return path
}
const whole = {
  ...allTexts,
  read: (stored: unknown) => {
    if (!Array.isArray(stored)) throw new Error('not whole')
    return stored as string[]
  },
}

test.each([
  ['cut off', `UPDATE snapshots SET state = substr(state, 1, 4) WHERE number = 2`],
  ['empty', `UPDATE snapshots SET state = '' WHERE number = 2`],
  ['of another shape', `UPDATE snapshots SET state = '{"a":1}' WHERE number = 2`],
  ['such that nothing can be folded onto it', `UPDATE snapshots SET state = 'null' WHERE number = 2`],
])('a snapshot that is %s is passed over for the one before, and named', async (_, sql) => {
  const journal = await aJournal({ path: await damaged(sql) })
  expect(await journal.restore(whole)).toMatchObject({
    state: ['a', 'b', 'c'],
    number: 3,
    snapshot: 1,
    unreadable: [{ number: 2, schema: 'texts-1' }],
  })
})

test('when no snapshot can be read all facts are folded', async () => {
  const journal = await aJournal({ path: await damaged(`UPDATE snapshots SET state = '['`) })
  const { state, snapshot, unreadable } = await journal.restore(whole)
  expect([state, snapshot, unreadable?.length]).toEqual([['a', 'b', 'c'], 0, 2])
})

test('when no snapshot can be read and the facts are gone, that is said', async () => {
  const journal = await aJournal({
    path: await damaged(`UPDATE snapshots SET state = '['`, { pruned: true }),
  })
  expect(await rejection(journal.restore(whole))).toMatchObject({ code: 'journal.snapshotUnreadable' })
})

test('a keeper names the snapshot that it passed over, and keeps one that can be read', async () => {
  const path = await damaged(`UPDATE snapshots SET state = '[' WHERE number = 2`)
  const first = await aKeeper({ path, fold: whole })
  expect(first.keeper.state).toEqual(['a', 'b', 'c'])
  expect(first.log.join()).toContain('journal.snapshotUnreadable')
  expect((await first.reopen()).log.join()).not.toContain('journal.snapshotUnreadable')
})

test('a snapshot that cannot be read covers nothing: its facts are not forgotten', async () => {
  const path = await damaged(`UPDATE snapshots SET state = '[' WHERE number = 2`)
  const journal = await aJournal({ path, clock: () => 100, horizonMs: 0 })
  expect(await journal.prune({ before: 100 })).toBe(1)
  expect(await journal.restore(whole)).toMatchObject({ state: ['a', 'b', 'c'], snapshot: 1 })
})

test('a fact of a type that the fold does not know is named, never skipped', async () => {
  const path = await damaged(`UPDATE facts SET fact = '{"type":"Announced"}' WHERE number = 3`)
  const journal = await aJournal({ path })
  const restored = rejection(journal.restore({ ...allTexts, kinds: new Set(['Noted']) }))
  expect(await restored).toMatchObject({
    code: 'journal.unknownFact',
    message: expect.stringContaining('3: Announced') as string,
  })
})

test.each(['{"type":"No', '[]', 'null', '{"type":7}'])('a fact that is %s is named', async (fact) => {
  const path = await damaged(`UPDATE facts SET fact = '${fact}' WHERE number = 3`)
  const journal = await aJournal({ path })
  expect(await rejection(journal.restore(allTexts))).toMatchObject({ code: 'journal.factUnreadable' })
})
