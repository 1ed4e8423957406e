import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { endOf, waitFor } from '@service-hall/harness/process'
import { openBare } from '@service-hall/journal/testing'
import { startFailure } from '@service-hall/server-kit'
import { expect, onTestFinished, test } from 'vitest'
import { aFolder, command, startServer } from '../test/builders.ts'
import { startHallServer } from './server.ts'

/** A folder with the data of a hall that has run and stopped. */
async function aHallThatRan(): Promise<{ folder: string; data: string }> {
  const server = await startServer()
  const kiosk = await server.station('K1')
  for (const id of ['a', 'b', 'c']) await kiosk.send(command('ticket.issue', { id: `ticket-${id}` }))
  await server.close()
  return { folder: server.folder, data: join(server.folder, 'data') }
}

/** The code of why a start on this folder fails; undefined when it does not, null for a bug. */
async function failure(folder: string): Promise<string | null | undefined> {
  try {
    const server = await startServer({ folder })
    await server.close()
    return undefined
  } catch (error) {
    return startFailure(error)?.code ?? null
  }
}

async function sql(data: string, statements: string, file = 'journal.sqlite'): Promise<void> {
  const database = await openBare(join(data, file))
  await database.exec(statements)
  await database.close()
}

/** Every file of a folder with a digest of what is in it. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )

test('a key that is missing beside a vault is named and nothing is written', async () => {
  const { folder, data } = await aHallThatRan()
  renameSync(join(data, 'vault.key'), join(folder, 'kept.key'))
  const before = contents(data)
  expect(await failure(folder)).toBe('vault.keyMissing')
  expect(contents(data)).toEqual(before)
  renameSync(join(folder, 'kept.key'), join(data, 'vault.key'))
  expect(await failure(folder)).toBeUndefined()
})

test('a key of another vault, and one that is none, is named and no name is written over', async () => {
  const { folder, data } = await aHallThatRan()
  const key = readFileSync(join(data, 'vault.key'))
  const before = contents(data)['vault.sqlite']
  writeFileSync(join(data, 'vault.key'), Buffer.alloc(32, 7).toString('base64'))
  expect(await failure(folder)).toBe('vault.keyWrong')
  writeFileSync(join(data, 'vault.key'), '')
  expect(await failure(folder)).toBe('key.unreadable')
  writeFileSync(join(data, 'vault.key'), key)
  expect(contents(data)['vault.sqlite']).toBe(before)
  expect(await failure(folder)).toBeUndefined()
})

test('a vault without its journal, and a journal without its vault, is named', async () => {
  for (const [file, code] of [
    ['journal.sqlite', 'journal.missing'],
    ['vault.sqlite', 'vault.missing'],
  ] as const) {
    const { folder, data } = await aHallThatRan()
    rmSync(join(data, file))
    expect(await failure(folder)).toBe(code)
    expect(readdirSync(data)).not.toContain(file)
  }
})

test('a second server on the same data is told so, and the first goes on', async () => {
  const server = await startServer()
  expect(await failure(server.folder)).toBe('journal.locked')
  const kiosk = await server.station('K1')
  expect(await kiosk.send(command('ticket.issue'))).toMatchObject({ ok: true })
})

test.each([
  ['journal.gap', 'DELETE FROM snapshots; DELETE FROM facts WHERE number = 3'],
  [
    'journal.unknownFact',
    `DELETE FROM snapshots; UPDATE facts SET fact = '{"type":"Sung"}' WHERE number = 3`,
  ],
  ['journal.factUnreadable', `DELETE FROM snapshots; UPDATE facts SET fact = 'x' WHERE number = 3`],
  ['database.newer', 'PRAGMA user_version = 900'],
])('a journal with %s is told so', async (code, statements) => {
  const { folder, data } = await aHallThatRan()
  await sql(data, statements)
  expect(await failure(folder)).toBe(code)
})

test('a snapshot that cannot be read is passed over', async () => {
  const { folder, data } = await aHallThatRan()
  await sql(data, `UPDATE snapshots SET state = substr(state, 1, 20)`)
  const server = await startServer({ folder })
  const kiosk = await server.station('K1')
  expect(await kiosk.send(command('ticket.issue'))).toMatchObject({ result: { ticket: { number: 'A004' } } })
})

test('a file that is no database, a folder that is none, a port that is taken', async () => {
  const { folder, data } = await aHallThatRan()
  writeFileSync(join(data, 'journal.sqlite'), 'no database at all '.repeat(500))
  expect(await failure(folder)).toBe('database.damaged')
  rmSync(data, { recursive: true })
  writeFileSync(data, '')
  expect(await failure(folder)).toBe('data.notAFolder')

  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await waitFor('a port to listen at', once(taken, 'listening'))
  const { port } = taken.address() as AddressInfo
  const other = await aHallThatRan()
  const options = { configFile: join(other.folder, 'hall.yaml'), dataFolder: other.data }
  const start = startHallServer({ ...options, port, host: '127.0.0.1', pages: false, hashCost: 1024 })
  expect(startFailure(await start.catch((error: unknown) => error))?.code).toBe('port.taken')
  expect(await failure(other.folder)).toBeUndefined() // it let go of the data
})

test('the program says it in both languages, with a code, without a stack, and ends with 1', async () => {
  const { folder, data } = await aHallThatRan()
  rmSync(join(data, 'vault.key'))
  const args = ['--config', join(folder, 'hall.yaml'), '--data', data, '--port', '0', '--no-pages']
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args])
  const { code, error: said } = await endOf(child)
  expect(code).toBe(1)
  expect(said).toMatch(/^\[vault\.keyMissing\] 人员库/m)
  expect(said).toMatch(/^\[vault\.keyMissing\] The key of the vault/m)
  expect(said).toContain(join(data, 'vault.key'))
  expect(said).not.toMatch(/^\s+at /m)
  expect(said).not.toContain('"stack"')
})

test.each([['--port', 'abc'], ['--strange'], ['--hub', 'ftp://region']])(
  'a command line with %s %s is answered with a sentence',
  async (...args) => {
    const options = ['--config', 'none.yaml', '--data', aFolder(), ...args]
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...options])
    const { code, error: said } = await endOf(child)
    expect(code).not.toBe(0)
    expect(said).not.toMatch(/^\s+at /m)
  },
)
