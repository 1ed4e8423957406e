import { expect, test } from 'vitest'
import { assertDurable, connect, openDatabase } from './database.ts'
import { aPath, rejection } from '../test/index.ts'

test('a database is opened in WAL with full synchronisation and foreign keys, and its folder is made', async () => {
  const database = await openDatabase(`${aPath()}/deep/er/x.sqlite`)
  expect(await database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(await database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(await database.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 })
  await database.close()
  await database.close()
})

test('a connection that would lose commits in a power cut is refused', async () => {
  for (const pragma of ['synchronous = NORMAL', 'foreign_keys = OFF', 'journal_mode = DELETE']) {
    const database = await openDatabase(aPath())
    await database.exec(`PRAGMA ${pragma}`)
    expect(await rejection(assertDurable(database))).toMatchObject({ code: 'database.pragma' })
    await database.close()
  }
  expect(await rejection(openDatabase(':memory:'))).toMatchObject({ code: 'database.pragma' })
})

test('statements take parameters and answer rows, changes and driver errors with their code', async () => {
  const database = await openDatabase(aPath(), {
    migrations: ['CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL)'],
  })
  expect(await database.run('INSERT INTO t (b) VALUES (?), (?)', ['x', 'y'])).toEqual({
    changes: 2,
    lastId: 2,
  })
  const insert = await database.prepare('INSERT INTO t (b) VALUES (?)')
  await insert.run(['z'])
  expect(await rejection(insert.run([null]))).toMatchObject({ code: 'SQLITE_CONSTRAINT' })
  expect(await database.get('SELECT b FROM t WHERE a = ?', [3])).toEqual({ b: 'z' })
  expect(await database.get('SELECT b FROM t WHERE a = ?', [4])).toBeUndefined()
  expect(await database.all('SELECT a FROM t WHERE a > ? ORDER BY a', [1])).toEqual([{ a: 2 }, { a: 3 }])
  expect(await rejection(database.exec('nonsense'))).toMatchObject({ code: 'SQLITE_ERROR' })
  await database.close()
})

test('each migration runs once, a failing one leaves nothing, and a newer file is refused', async () => {
  const path = aPath()
  const first = 'CREATE TABLE a (x)'
  const second = 'CREATE TABLE b (x)'
  await (await openDatabase(path, { migrations: [first] })).close()
  const half = `${second}; INSERT INTO none VALUES (1)`
  expect(await rejection(openDatabase(path, { migrations: [first, half] }))).toMatchObject({
    code: 'SQLITE_ERROR',
  })
  const database = await openDatabase(path, { migrations: [first, second] })
  expect(await database.get('PRAGMA user_version')).toEqual({ user_version: 2 })
  await database.close()
  expect(await rejection(openDatabase(path, { migrations: [first] }))).toMatchObject({
    code: 'database.newer',
  })
})

test('a path that cannot be opened is named', async () => {
  const error = await rejection(connect('/dev/null/x.sqlite', { readOnly: true }))
  expect(error).toMatchObject({
    code: 'database.open',
    message: expect.stringContaining('/dev/null/x.sqlite') as string,
  })
})
