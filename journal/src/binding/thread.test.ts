import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { aPath, rejection } from '../../test/index.ts'
import { processLine, threadLine } from './line.ts'
import type { Line, LineEvents } from './line.ts'
import { nodeSqliteBinding } from './node-sqlite.ts'
import { Thread } from './thread.ts'

const OTHER_NODE = { isBuiltIn: false, otherNode: process.execPath } as const

const WAYS = [
  ['a thread', {}, threadLine],
  ['another Node', OTHER_NODE, (events: LineEvents): Line => processLine(process.execPath, events)],
] as const

test.each(WAYS)('on %s, values come back as they went in', async (_, options) => {
  const connection = await (await nodeSqliteBinding(options)).open(aPath(), { readOnly: false })
  await connection.exec('CREATE TABLE t (a, b, c, d)')
  const values = [new Uint8Array([0, 255]), Date.now(), '智慧营业厅', null]
  await connection.run('INSERT INTO t VALUES (?, ?, ?, ?)', values)
  expect(Object.values((await connection.get<object>('SELECT * FROM t')) ?? {})).toEqual(values)
  await connection.close()
})

test.each(WAYS)(
  'on %s, a closed connection takes nothing more, and the next is another',
  async (_, options) => {
    const binding = await nodeSqliteBinding(options)
    const first = await binding.open(aPath(), { readOnly: false })
    await first.close()
    await first.close()
    const second = await binding.open(aPath(), { readOnly: false })
    await second.exec('CREATE TABLE t (a)')
    expect(await rejection(first.run('INSERT INTO t VALUES (1)'))).toBeInstanceOf(Error)
    expect(await second.get('SELECT count(*) AS rows FROM t')).toEqual({ rows: 0 })
    await second.close()
  },
)

test.each(WAYS)('%s that ends by itself fails what was asked of it, then and later', async (_, __, line) => {
  const thread = new Thread(line)
  await thread.ask({ do: 'open', path: aPath(), readOnly: false })
  const ending = thread.end()
  const asked = rejection(thread.ask({ do: 'get', sql: 'SELECT 1', params: [] }))
  await ending
  expect(await asked).toMatchObject({ code: 'database.thread' })
  expect(await rejection(thread.ask({ do: 'close' }))).toMatchObject({ code: 'database.thread' })
  expect(thread.isUp).toBe(false)
})

test.each(WAYS)('on %s, an idle connection keeps no process alive', async (_, options) => {
  const binding = new URL('./node-sqlite.ts', import.meta.url).href
  const program = `const { nodeSqliteBinding } = await import(${JSON.stringify(binding)})
    const open = await (await nodeSqliteBinding(${JSON.stringify(options)})).open(':memory:', { readOnly: false })
    console.log(JSON.stringify(await open.get('SELECT 1 AS one')))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(JSON.parse(await text(child.stdout))).toEqual({ one: 1 })
})

test('a runtime with neither says so', async () => {
  expect(await rejection(nodeSqliteBinding({ isBuiltIn: false, otherNode: undefined }))).toMatchObject({
    message: expect.stringMatching(/has no node:sqlite/) as string,
  })
})
