import { expect, test, vi } from 'vitest'
import { JournalFailure } from './errors.ts'
import { aJournal, aPath, allTexts, listOf, noted, rejection } from '../test/index.ts'

/** A journal on a disk that is as good as full: the file may not grow beyond what it is. */
async function onAFullDisk(pragmas: string[], onFailure = vi.fn()) {
  const path = aPath()
  const before = await aJournal({ path })
  await before.append({ facts: [noted('kept')], command: { id: 'kept', fingerprint: 'f', answer: 1 } })
  await before.close()
  pragmas.push('max_page_count = 1') // SQLite reads this as: the size the file has now
  return { path, onFailure, journal: await aJournal({ path, pragmas, onFailure }) }
}
const big = noted('x'.repeat(20_000))

test('a failing commit rejects its group and all behind it, and the journal refuses until reopened', async () => {
  const pragmas: string[] = []
  const { journal, onFailure } = await onAFullDisk(pragmas)
  const group = [journal.append({ facts: [big] }), journal.append({ facts: [noted('b')] })]
  const duplicate = rejection(
    Promise.all([
      journal.append({ facts: [noted('c')], command: { id: 'c', fingerprint: 'f', answer: 1 } }),
      journal.recall('c'),
    ]),
  )
  const flushed = rejection(journal.flushed())
  for (const promise of [...group.map(rejection), duplicate, flushed]) {
    expect(await promise).toMatchObject({ code: 'journal.failed', cause: { code: 'SQLITE_FULL' } })
  }
  expect(onFailure).toHaveBeenCalledTimes(1)
  expect(onFailure).toHaveBeenCalledWith(expect.any(JournalFailure))
  expect(journal.state).toBe('failed')
  expect(() => journal.submit({ facts: [noted('d')] })).toThrow(JournalFailure)
  expect(await rejection(journal.append({ facts: [noted('d')] }))).toBeInstanceOf(JournalFailure)
  expect(await rejection(journal.flushed())).toBeInstanceOf(JournalFailure)
  expect(journal.lastNumber).toBe(1)
})

test('a caller that leaves `committed` alone does not bring the process down', async () => {
  const { journal, onFailure } = await onAFullDisk([])
  journal.submit({ facts: [big] })
  await vi.waitFor(() => expect(onFailure).toHaveBeenCalled())
})

test('what gathered behind the failing group is lost with it', async () => {
  const { journal } = await onAFullDisk([])
  const first = rejection(journal.append({ facts: [big] }))
  await new Promise((resolve) => setImmediate(resolve)) // the first group is now being written
  const second = rejection(journal.append({ facts: [noted('small')] }))
  expect(await first).toBe(await second)
})

test('after reopening the numbers go on from the disk and nothing acknowledged is lost', async () => {
  const pragmas: string[] = []
  const { journal, path } = await onAFullDisk(pragmas)
  await rejection(journal.append({ facts: [big, big] }))
  pragmas.pop()
  await journal.reopen()
  expect([journal.state, journal.lastNumber]).toEqual(['open', 1])
  expect(journal.answerOf('kept')).toMatchObject({ answer: 1 })
  expect(await journal.append({ facts: [big] })).toMatchObject([{ number: 2 }])
  expect(await journal.restore(allTexts)).toEqual({
    state: ['kept', big.text],
    number: 2,
    snapshot: 0,
  })
  await journal.close()
  const again = await aJournal({ path })
  expect(await listOf(again.replay({ from: 1 }))).toMatchObject([{ number: 1 }, { number: 2 }])
})

test('reopening onto a disk that still fails leaves the journal failed, and may be tried again', async () => {
  const pragmas: string[] = []
  const { journal } = await onAFullDisk(pragmas)
  await rejection(journal.append({ facts: [big] }))
  pragmas.push('no such pragma (')
  expect(await rejection(journal.reopen())).toBeInstanceOf(JournalFailure)
  expect(journal.state).toBe('failed')
  pragmas.splice(0)
  await Promise.all([journal.reopen(), journal.reopen()])
  expect(await journal.append({ facts: [big] })).toMatchObject([{ number: 2 }])
})

test('reopening a sound journal does nothing, and a closed one stays closed', async () => {
  const journal = await aJournal()
  await journal.reopen()
  await journal.append({ facts: [noted('a')] })
  await journal.close()
  expect(await rejection(journal.reopen())).toMatchObject({ code: 'journal.closed' })
})

test('a failed journal can be closed', async () => {
  const { journal } = await onAFullDisk([])
  await rejection(journal.append({ facts: [big] }))
  await journal.close()
  expect(journal.state).toBe('closed')
})

test('a second process, or a second opening, is told that the journal is held', async () => {
  const path = aPath()
  const journal = await aJournal({ path })
  const second = () => aJournal({ path, lockWaitMs: 0 })
  expect(await rejection(second())).toMatchObject({ code: 'journal.locked' })
  await journal.close()
  await second()
})
