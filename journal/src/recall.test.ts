import { expect, test } from 'vitest'
import { aJournal, aPath, idMadeAt, noted } from '../test/index.ts'

const HOUR = 3_600_000
const start = Date.UTC(2026, 0, 5, 10)
const command = (id: string) => ({ id, fingerprint: 'f', answer: { ticket: 'A001' } })
const known = { answer: { ticket: 'A001' }, fingerprint: 'f', number: 2 }

test('a recent command is recalled at once, without the disk, also after a restart', async () => {
  const path = aPath()
  const id = idMadeAt(start)
  const journal = await aJournal({ path, clock: () => start })
  expect(journal.recall(id)).toBeUndefined()
  await journal.append({ facts: [noted('a'), noted('b')], command: command(id) })
  expect(journal.recall(id)).toEqual(known)
  await journal.close()
  const again = await aJournal({ path, clock: () => start + HOUR })
  expect(again.recall(id)).toEqual(known)
  expect(again.answerOf(id)).toEqual(known)
})

test('a duplicate that comes during the commit waits for the same commit', async () => {
  const journal = await aJournal({ clock: () => start })
  const id = idMadeAt(start)
  const first = journal.append({ facts: [noted('a'), noted('b')], command: command(id) })
  expect(journal.answerOf(id)).toBeUndefined()
  const duplicate = journal.recall(id)
  expect(duplicate).toBeInstanceOf(Promise)
  expect(await duplicate).toEqual(known)
  await first
})

test('an id without a time and an id from before the horizon are looked for on disk', async () => {
  const path = aPath()
  const journal = await aJournal({ path, clock: () => start })
  const old = idMadeAt(start - 49 * HOUR)
  for (const id of ['park-due:1', old, 'never', idMadeAt(start - 50 * HOUR)]) {
    const recalled = journal.recall(id)
    expect(recalled).toBeInstanceOf(Promise)
    expect(await recalled).toBeUndefined()
  }
  await journal.append({ facts: [noted('a')], command: command('park-due:1') })
  await journal.append({ facts: [noted('b')], command: command(old) })
  expect(journal.recall('park-due:1')).toMatchObject({ number: 1 })
  await journal.close()
  const later = await aJournal({ path, clock: () => start + 100 * HOUR })
  expect(later.answerOf('park-due:1')).toBeUndefined()
  expect(await later.recall('park-due:1')).toMatchObject({ number: 1 })
  expect(await later.recall(old)).toMatchObject({ number: 2 })
})

test('two bearers of one old id, both sent to the disk, end with one command', async () => {
  const journal = await aJournal({ clock: () => start })
  const execute = async () => {
    const recalled = await journal.recall('park-due:7')
    if (recalled) return recalled.number
    const [entry] = await journal.append({ facts: [noted('due')], command: command('park-due:7') })
    return entry!.number
  }
  expect(await Promise.all([execute(), execute(), execute()])).toEqual([1, 1, 1])
  expect(journal.lastNumber).toBe(1)
})

test('a command is never journaled twice', async () => {
  const journal = await aJournal({ clock: () => start })
  const append = () => journal.append({ facts: [noted('a')], command: command('x') })
  const first = append()
  await expect(append()).rejects.toMatchObject({ code: 'journal.duplicateCommand' })
  await first
  await expect(append()).rejects.toMatchObject({ code: 'journal.duplicateCommand' })
  expect(journal.lastNumber).toBe(1)
})

test('what a caller does to an answer changes nobody else’s', async () => {
  const journal = await aJournal({ clock: () => start })
  const id = idMadeAt(start)
  const given = { ticket: 'A001' }
  const committed = journal.append({ facts: [noted('a')], command: { id, fingerprint: 'f', answer: given } })
  given.ticket = 'changed'
  await committed
  Object.assign(journal.answerOf(id)!.answer as object, { ticket: 'changed' })
  expect(journal.answerOf(id)).toMatchObject({ answer: { ticket: 'A001' } })
})

test('memory forgets answers beyond the horizon; the disk does not', async () => {
  let now = start
  const journal = await aJournal({ clock: () => now, horizonMs: HOUR })
  const first = idMadeAt(now)
  await journal.append({ facts: [noted('first')], command: command(first) })
  now += 2 * HOUR
  const appends = Array.from({ length: 1_100 }, () =>
    journal.append({ facts: [noted('x')], command: command(idMadeAt(now)) }),
  )
  await Promise.all(appends)
  expect(journal.answerOf(first)).toBeUndefined()
  expect(await journal.recall(first)).toMatchObject({ number: 1 })
})

test('an answer given while the clock stood in the past is still recalled when the clock is right again', async () => {
  const path = aPath()
  let now = Date.UTC(1970, 0, 2)
  const id = idMadeAt(start)
  const journal = await aJournal({ path, clock: () => now, horizonMs: HOUR })
  await journal.append({ facts: [noted('a')], command: command(id) })
  now = start + 1_000
  const appends = Array.from({ length: 1_100 }, () =>
    journal.append({ facts: [noted('x')], command: command(idMadeAt(now)) }),
  )
  await Promise.all(appends)
  expect(journal.recall(id)).toMatchObject({ number: 1 })
  await journal.close()
  const again = await aJournal({ path, clock: () => now, horizonMs: HOUR })
  expect(again.recall(id)).toMatchObject({ number: 1 })
})
