import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { databaseInUse, openDatabase } from '../database.ts'
import { aPath, rejection } from '../../test/index.ts'
import { chooseBinding } from './choose.ts'

/** A machine on which npm could not install the module. */
const WITHOUT_SQLITE3 = `import { registerHooks } from 'node:module'
registerHooks({ resolve(name, context, next) {
  if (name === 'sqlite3') throw new Error("Cannot find package 'sqlite3'\\nRequire stack: here")
  return next(name, context)
} })`

/** What a process without the module says is in use, or the error it got. */
async function inUseWithoutSqlite3(wanted?: string): Promise<unknown> {
  const database = new URL('../database.ts', import.meta.url).href
  const program = `const { databaseInUse } = await import(${JSON.stringify(database)})
    console.log(JSON.stringify(await databaseInUse().catch(({ code, message }) => ({ code, message }))))`
  const hooks = `data:text/javascript,${encodeURIComponent(WITHOUT_SQLITE3)}`
  const { SERVICE_HALL_SQLITE: _, ...env } = process.env
  const child = spawn(process.execPath, ['--import', hooks, '--input-type=module', '-e', program], {
    env: wanted === undefined ? env : { ...env, SERVICE_HALL_SQLITE: wanted },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(await text(child.stdout)) as unknown
}

test('where the npm module does not load, what is in Node carries the database and says why', async () => {
  expect(await inUseWithoutSqlite3()).toEqual({
    binding: 'node:sqlite',
    version: expect.stringMatching(/^3\.\d+/) as string,
    instead: "Cannot find package 'sqlite3'",
  })
})

test('a module that was asked for by name and does not load is an error with a code', async () => {
  expect(await inUseWithoutSqlite3('sqlite3')).toMatchObject({
    code: 'database.binding',
    message: expect.stringContaining("SERVICE_HALL_SQLITE=sqlite3: Cannot find package 'sqlite3'") as string,
  })
})

test('what was asked for is in use, and nothing else can be asked for', async () => {
  expect((await chooseBinding('node')).binding.name).toBe('node:sqlite')
  for (const name of ['oracle', 'constructor'])
    expect(await rejection(chooseBinding(name))).toMatchObject({ code: 'database.binding' })
  if (process.env['SERVICE_HALL_SQLITE'] === 'node')
    expect(await databaseInUse()).toMatchObject({ binding: 'node:sqlite' })
})

test('a long statement does not hold up the process', async () => {
  const database = await openDatabase(aPath())
  const order: string[] = []
  const count =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT count(*) FROM n'
  const counted = database.all(count).then(() => order.push('counted'))
  setImmediate(() => order.push('turn'))
  await counted
  expect(order).toEqual(['turn', 'counted'])
  await database.close()
})
