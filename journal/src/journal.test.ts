import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openJournal } from './index.ts'
import type { Entry } from './index.ts'

type Noted = { type: 'Noted'; text: string }
let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'journal-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

test('facts are numbered at once, committed in order and there again after a restart', async () => {
  const path = join(folder, 'hall.sqlite')
  const journal = await openJournal<Noted>({ path, clock: () => 1_000 })
  const heard: Entry<Noted>[] = []
  journal.onCommitted((entries) => heard.push(...entries))
  const first = journal.append({ facts: [{ type: 'Noted', text: 'a' }] })
  const second = journal.append({
    facts: [{ type: 'Noted', text: 'b' }],
    command: { id: 'x', fingerprint: 'f', answer: { ok: 1 } },
  })
  expect([journal.lastNumber, journal.committedNumber]).toEqual([2, 0])
  expect([...(await first), ...(await second)]).toEqual(heard)
  expect(journal.answerOf('x')).toEqual({ answer: { ok: 1 }, fingerprint: 'f', number: 2 })
  await journal.close()
  const again = await openJournal<Noted>({ path, clock: () => 1_000 })
  expect(await all(again.replay({ from: 1 }))).toEqual(heard)
  await again.close()
})

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
