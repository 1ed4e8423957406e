import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { aJournal, aPath, allTexts, noted, openBare, rejection } from '../test/index.ts'
import { openDatabase } from './database.ts'
import { migrations } from './schema.ts'
import { verifyJournal } from './verify.ts'

/** Five commit groups: facts 1, 2–3, 4, 5–6, 7; the second and fourth with a command. */
async function aChain(path = aPath()): Promise<string> {
  const journal = await aJournal({ path, horizonMs: 0 })
  for (const [index, texts] of [['a'], ['b', 'c'], ['d'], ['e', 'f'], ['g']].entries()) {
    const command = { id: `c${index}`, fingerprint: 'f', answer: { z: 1, a: texts } }
    await journal.append({ facts: texts.map(noted), ...(index % 2 === 1 ? { command } : {}) })
  }
  await journal.close()
  return path
}

async function sql(path: string, statements: string): Promise<void> {
  const database = await openBare(path)
  await database.exec(statements)
  await database.close()
}

test('a journal that nobody touched is whole, also after it was opened again', async () => {
  const path = await aChain()
  const first = await verifyJournal(path)
  expect(first).toMatchObject({ isWhole: true, from: 1, to: 7, chainedFrom: 1 })
  const journal = await aJournal({ path })
  await journal.append({ facts: [noted('h')] })
  const second = await verifyJournal(path) // beside its writer
  expect(second).toMatchObject({
    isWhole: true,
    to: 8,
    head: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  })
  expect(first.isWhole && second.isWhole && first.head !== second.head).toBe(true)
})

test('an empty journal is whole', async () => {
  const path = aPath()
  await (await aJournal({ path })).close()
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, from: 1, to: 0, chainedFrom: null })
})

test.each([
  [`UPDATE facts SET fact = replace(fact, '"b"', '"x"') WHERE number = 2`, 'changed', 2, 3],
  [`UPDATE facts SET at = at + 1 WHERE number = 4`, 'changed', 4, 4],
  [`UPDATE facts SET answer = '{"a":[],"z":1}' WHERE number = 3`, 'changed', 2, 3],
  [`UPDATE facts SET fingerprint = 'g' WHERE number = 3`, 'changed', 2, 3],
  [`UPDATE facts SET command_id = 'c9' WHERE number = 6`, 'changed', 5, 6],
  [`UPDATE facts SET fact = '{' WHERE number = 5`, 'changed', 5, 5],
  [`UPDATE facts SET chain = lower(hex(zeroblob(32))) WHERE number = 4`, 'changed', 4, 4],
  [`DELETE FROM facts WHERE number = 4`, 'missing', 4, 4],
  [`DELETE FROM facts WHERE number IN (4, 5)`, 'missing', 4, 5],
  [`UPDATE facts SET chain = NULL WHERE number = 7`, 'unchained', 7, 7],
  [`INSERT INTO facts (number, at, fact) VALUES (8, 1, '{"type":"Noted"}')`, 'unchained', 8, 8],
  [`UPDATE anchors SET chain = 'x'`, 'changed', 1, 1],
  [`DELETE FROM anchors`, 'anchor', 1, 1],
  [`PRAGMA user_version = 1; UPDATE facts SET fact = replace(fact, '"b"', '"x"')`, 'anchor', 1, 1],
])('%s is found, and where', async (statement, what, from, to) => {
  const path = await aChain()
  await sql(path, statement)
  expect(await verifyJournal(path)).toEqual({ isWhole: false, what, from, to })
})

test('a group that was written anew with its own hash still does not fit those behind it', async () => {
  const path = await aChain()
  const other = aPath()
  const journal = await aJournal({ path: other })
  for (const text of ['a', 'B']) await journal.append({ facts: [noted(text)] })
  await journal.close()
  const bare = await openBare(other)
  const forged = await bare.get<{ chain: string }>('SELECT chain FROM facts WHERE number = 1')
  await bare.close()
  await sql(path, `UPDATE facts SET chain = '${forged?.chain}x' WHERE number = 1`)
  expect(await verifyJournal(path)).toMatchObject({ isWhole: false, from: 1 })
})

test('the same facts with their keys in another order are the same facts', async () => {
  const path = await aChain()
  await sql(path, `UPDATE facts SET fact = '{ "text": "d", "type": "Noted" }' WHERE number = 4`)
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true })
})

test('facts cut off behind a snapshot, and a changed snapshot, are found', async () => {
  const path = await aChain()
  const journal = await aJournal({ path })
  const { state, number } = await journal.restore(allTexts)
  await journal.saveSnapshot({ number, at: 1_000, schema: allTexts.schema, state })
  await journal.close()
  await sql(path, `UPDATE snapshots SET state = '["a"]'`)
  expect(await verifyJournal(path)).toEqual({ isWhole: false, what: 'snapshot', from: 7, to: 7 })
  const again = await aJournal({ path })
  expect(await again.restore(allTexts)).toMatchObject({ snapshot: 0, unreadable: [{ number: 7 }] })
  await again.close()
  await sql(path, 'DELETE FROM facts WHERE number = 7')
  expect(await verifyJournal(path)).toEqual({ isWhole: false, what: 'cutOff', from: 7, to: 7 })
})

test('pruning keeps an anchor, so that the rest is verified as before', async () => {
  const path = await aChain()
  let now = 1_000
  const journal = await aJournal({ path, horizonMs: 0, clock: () => now })
  await journal.saveSnapshot({ number: 5, at: now, schema: 'texts-1', state: ['a', 'b', 'c', 'd', 'e'] })
  const head = await verifyJournal(path)
  now = 2_000
  expect(await journal.prune({ before: 2_000 })).toBe(4) // 5 is in the middle of a group
  expect(await journal.restore(allTexts)).toMatchObject({ number: 7, snapshot: 5 })
  expect(await verifyJournal(path)).toEqual({ ...head, from: 5, chainedFrom: 5 })
  await journal.saveSnapshot({ number: 7, at: now, schema: 'texts-1', state: [...'abcdefg'] })
  now = 3_000
  expect(await journal.prune({ before: 3_000 })).toBe(3)
  await journal.close()
  const again = await aJournal({ path, clock: () => now })
  await again.append({ facts: [noted('h')] })
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, from: 8, to: 8, chainedFrom: 8 })
  await again.close()
  await sql(path, `UPDATE facts SET fact = '{"type":"Noted","text":"x"}'`)
  expect(await verifyJournal(path)).toMatchObject({ isWhole: false, what: 'changed', from: 8 })
})

test('a journal from before there was a chain is read, and chained from its next fact', async () => {
  const path = aPath()
  const old = await openDatabase(path, { migrations: migrations.slice(0, 1) })
  for (const number of [1, 2, 3])
    await old.run('INSERT INTO facts (number, at, fact) VALUES (?, 10, ?)', [
      number,
      JSON.stringify(noted(`${number}`)),
    ])
  await old.run(`INSERT INTO snapshots (number, schema, at, state) VALUES (2, 'texts-1', 10, '["1","2"]')`)
  await old.close()
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, from: 1, to: 3, chainedFrom: null })
  const journal = await aJournal({ path, horizonMs: 0 })
  expect(await journal.restore(allTexts)).toMatchObject({ state: ['1', '2', '3'], snapshot: 2 })
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, chainedFrom: null })
  await journal.append({ facts: [noted('4')] })
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, from: 1, to: 4, chainedFrom: 4 })
  expect(await journal.prune({ before: 1_000 })).toBe(2)
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, from: 3, to: 4, chainedFrom: 4 })
})

test('a step to the new format that is cut short leaves the file as it was', async () => {
  const path = aPath()
  await (await openDatabase(path, { migrations: migrations.slice(0, 1) })).close()
  const half = migrations.with(1, `${migrations[1]}; INSERT INTO none VALUES (1)`)
  expect(await rejection(openDatabase(path, { migrations: half }))).toMatchObject({ code: 'SQLITE_ERROR' })
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, to: 0 })
  await aChain(path)
  expect(await verifyJournal(path)).toMatchObject({ isWhole: true, to: 7, chainedFrom: 1 })
})

/** What is said of a copy in which the page of this number, from 0, was overwritten. */
async function saidOf(file: Buffer, page: number): Promise<string> {
  const copy = aPath()
  mkdirSync(dirname(copy), { recursive: true })
  writeFileSync(copy, Buffer.from(file).fill('?', page * PAGE_BYTES, (page + 1) * PAGE_BYTES))
  return verifyJournal(copy).then(
    (found) => (found.isWhole ? 'whole' : found.what),
    (error: unknown) => (error as { code: string }).code,
  )
}
const PAGE_BYTES = 4_096

test('whichever page of the file is overwritten, it is not said to be whole', async () => {
  const file = readFileSync(await aChain())
  const said = new Map<number, string>()
  for (let page = 0; page * PAGE_BYTES < file.length; page += 1) said.set(page, await saidOf(file, page))
  expect(said.size).toBeGreaterThan(5)
  expect([...said].filter(([, what]) => what === 'whole')).toEqual([])
  expect(new Set(said.values())).toContain('database.damaged')
})
