import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endOf } from '@service-hall/harness/process'
import { openJournal } from '@service-hall/journal'
import { openBare } from '@service-hall/journal/testing'
import { expect, onTestFinished, test } from 'vitest'

async function verify(...args: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'verify.ts'), ...args])
  const { code, out, error } = await endOf(child)
  return { code, out: out.trim(), error: error.trim() }
}

async function aData(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'verify-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const journal = await openJournal({ path: join(data, 'journal.sqlite'), clock: () => 1_000 })
  for (const type of ['One', 'Two', 'Three']) await journal.append({ facts: [{ type }] })
  await journal.close()
  return data
}

test('a whole journal is said to be whole, with its head, and the code is 0', async () => {
  const { code, out } = await verify(await aData())
  expect(code).toBe(0)
  expect(out).toMatch(/journal\.sqlite is whole: facts 1 to 3, head [0-9a-f]{64}\.$/)
})

test('the first broken place is said in one sentence, and the code is 1', async () => {
  const data = await aData()
  const database = await openBare(join(data, 'journal.sqlite'))
  await database.exec(`UPDATE facts SET fact = '{"type":"2"}' WHERE number = 2`)
  await database.close()
  const { code, out } = await verify(data)
  expect(code).toBe(1)
  expect(out).toMatch(/is not whole: fact 2, .* was changed after it was written\.$/)
  expect(JSON.parse((await verify(data, '--json')).out)).toEqual({
    isWhole: false,
    what: 'changed',
    from: 2,
    to: 2,
  })
})

test('where there is no journal, or one that cannot be read, a sentence and the code 2', async () => {
  const { code, error } = await verify(join(tmpdir(), 'nothing-here'))
  expect(code).toBe(2)
  expect(error).toContain('[file.missing]')
  expect((await verify(import.meta.filename)).error).toContain('[database.damaged]')
  expect((await verify('--strange')).code).toBe(2)
})

test('one page of the file overwritten: a sentence with its code, and the code 2', async () => {
  const path = join(await aData(), 'journal.sqlite')
  const index = await indexPage(path)
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(4_096, '?'), 0, 4_096, (index - 1) * 4_096)
  await file.close()
  const { code, error } = await verify(path)
  expect(code).toBe(2)
  expect(error).toContain('[database.damaged]')
})

/** A page that holds no fact: the chain alone does not see it. From 1, as SQLite counts. */
async function indexPage(path: string): Promise<number> {
  const database = await openBare(path)
  const row = await database.get<{ rootpage: number }>(
    "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'facts'",
  )
  await database.close()
  if (!row) throw new Error('no index')
  return row.rootpage
}
