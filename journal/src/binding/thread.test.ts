import { expect, test } from 'vitest'
import { aPath, rejection } from '../../test/index.ts'
import { nodeSqliteBinding } from './node-sqlite.ts'
import { Thread } from './thread.ts'

test('bytes, numbers, texts and null come back as they went in', async () => {
  const connection = await (await nodeSqliteBinding()).open(aPath(), { readOnly: false })
  await connection.exec('CREATE TABLE t (a, b, c, d)')
  const values = [new Uint8Array([0, 255]), Date.now(), '智慧营业厅', null]
  await connection.run('INSERT INTO t VALUES (?, ?, ?, ?)', values)
  expect(Object.values((await connection.get<object>('SELECT * FROM t')) ?? {})).toEqual(values)
  await connection.close()
})

test('a connection that is closed takes nothing more, and its thread serves the next', async () => {
  const binding = await nodeSqliteBinding()
  const first = await binding.open(aPath(), { readOnly: false })
  await first.close()
  await first.close()
  const second = await binding.open(aPath(), { readOnly: false })
  await second.exec('CREATE TABLE t (a)')
  expect(await rejection(first.run('INSERT INTO t VALUES (1)'))).toBeInstanceOf(Error)
  expect(await second.get('SELECT count(*) AS rows FROM t')).toEqual({ rows: 0 })
  await second.close()
})

test('a thread that ends by itself fails what was asked of it, and all that is asked later', async () => {
  const thread = new Thread()
  const asked = rejection(thread.ask({ do: 'open', path: aPath(), readOnly: false }))
  await thread.terminate()
  expect(await asked).toSatisfy((error) => error === undefined || isEnded(error))
  expect(await rejection(thread.ask({ do: 'close' }))).toSatisfy(isEnded)
})

const isEnded = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'database.thread'
