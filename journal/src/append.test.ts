import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { bounds, groupLength } from './committer.ts'
import { aJournal, aPath, listOf, noted } from '../test/index.ts'
import type { Noted } from '../test/index.ts'
import type { Entry } from './entry.ts'

test('facts are numbered at once and committed in order', async () => {
  const journal = await aJournal()
  const first = journal.submit({ facts: [noted('a'), noted('b')] })
  const second = journal.submit({ facts: [noted('c')], command: { id: 'x', fingerprint: 'f', answer: null } })
  expect([journal.lastNumber, journal.committedNumber]).toEqual([3, 0])
  expect(second.entries).toEqual([{ number: 3, at: 1_000, commandId: 'x', fact: noted('c') }])
  expect(await first.committed).toBe(first.entries)
  await second.committed
  expect(journal.committedNumber).toBe(3)
  expect(await listOf(journal.replay({ from: 1 }))).toEqual([...first.entries, ...second.entries])
})

test('numbers go on after the file was closed', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  await journal.append({ facts: [noted('a')] })
  await journal.close()
  const again = await aJournal({ path })
  expect(again.lastNumber).toBe(1)
  expect(await again.append({ facts: [noted('b')] })).toMatchObject([{ number: 2 }])
})

test('listeners hear each commit once, in order, before its appenders are answered', async () => {
  const journal = await aJournal()
  const order: string[] = []
  const heard: Entry<Noted>[][] = []
  journal.onCommitted((entries) => {
    order.push('heard')
    heard.push(entries)
  })
  await Promise.all(
    ['a', 'b', 'c'].map((text) =>
      journal.append({ facts: [noted(text)] }).then(() => order.push('answered')),
    ),
  )
  expect(order).toEqual(['heard', 'answered', 'answered', 'answered'])
  expect(heard.flat().map((entry) => entry.number)).toEqual([1, 2, 3])
})

test('a listener that has been taken off hears nothing more', async () => {
  const journal = await aJournal()
  const heard: number[] = []
  const end = journal.onCommitted((entries) => heard.push(...entries.map((entry) => entry.number)))
  await journal.append({ facts: [noted('a')] })
  end()
  await journal.append({ facts: [noted('b')] })
  expect(heard).toEqual([1])
})

test('what is appended while a commit runs goes into the next one together', async () => {
  const journal = await aJournal()
  const sizes: number[] = []
  journal.onCommitted((entries) => sizes.push(entries.length))
  const later: Promise<unknown>[] = []
  journal.onCommitted(() => {
    if (later.length < 50) for (let n = 0; n < 50; n++) later.push(journal.append({ facts: [noted(`${n}`)] }))
  })
  await journal.append({ facts: [noted('first')] })
  await Promise.all(later)
  expect(sizes).toEqual([1, 50])
})

test('a group takes whole appends only, is bounded, and lets a large one go alone', () => {
  const job = (rows: number, characters: number) => ({ rows: Array<string>(rows).fill(''), characters })
  expect(groupLength([])).toBe(0)
  expect(groupLength([job(bounds.rows + 1, 1), job(1, 1)])).toBe(1)
  expect(groupLength([job(1, bounds.characters + 1), job(1, 1)])).toBe(1)
  expect(groupLength([job(bounds.rows - 1, 1), job(1, 1), job(1, 1)])).toBe(2)
})

test('flushed waits for everything submitted before it', async () => {
  const journal = await aJournal()
  await journal.flushed()
  for (let n = 0; n < 2_500; n++) journal.submit({ facts: [noted(`${n}`)] })
  await journal.flushed()
  expect(journal.committedNumber).toBe(2_500)
})

test('close commits what was submitted, and then nothing more is taken', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  const last = journal.append({ facts: [noted('a')] })
  const closing = journal.close()
  await expect(journal.append({ facts: [noted('late')] })).rejects.toMatchObject({ code: 'journal.closed' })
  await closing
  expect(await last).toMatchObject([{ number: 1 }])
  const database = await openDatabase(path, { readOnly: true })
  expect(await database.all('SELECT number, fact FROM facts')).toEqual([
    { number: 1, fact: JSON.stringify(noted('a')) },
  ])
  await database.close()
})

test('what cannot be journaled is refused before it gets a number', async () => {
  let now = Number.NaN
  const journal = await aJournal({ clock: () => now })
  const append = (text: string) => journal.append({ facts: [noted(text)] })
  await expect(append('a')).rejects.toMatchObject({ code: 'journal.badClock' })
  now = 1_000
  await expect(journal.append({ facts: [] })).rejects.toMatchObject({ code: 'journal.noFacts' })
  await expect(append('x'.repeat(16_000_001))).rejects.toMatchObject({ code: 'journal.tooLarge' })
  const command = { id: 'x', fingerprint: 'f', answer: 1n }
  await expect(journal.append({ facts: [noted('a')], command })).rejects.toMatchObject({
    code: 'journal.notJson',
  })
  expect(journal.lastNumber).toBe(0)
})

test('any text, however odd, is read back as it was', async () => {
  const journal = await aJournal()
  const texts = ['智慧营业厅', '\u0000', '\ud800', '"\\\n', '[]', '𠮷']
  await journal.append({ facts: texts.map(noted) })
  const read = await listOf(journal.replay({ from: 1 }))
  expect(read.map((entry) => entry.fact.text)).toEqual(texts)
})

test('a fact nested deeper than SQLite reads JSON does no harm', async () => {
  let deep: unknown = 0
  for (let level = 0; level < 3_000; level++) deep = [deep]
  const journal = await aJournal()
  await journal.append({ facts: [{ ...noted('a'), deep } as Noted] })
  expect(journal.committedNumber).toBe(1)
})

test('facts of an earlier release are read through the upcaster', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  await journal.append({ facts: [noted('old')] })
  await journal.close()
  const upcast = (stored: { type: string }) => ({ ...(stored as Noted), text: 'new' })
  const again = await aJournal({ path, upcast })
  expect(await listOf(again.replay({ from: 1 }))).toMatchObject([{ fact: { text: 'new' } }])
})
