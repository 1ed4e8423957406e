import { join } from 'node:path'
import { openDatabase } from '@service-hall/journal'
import { expect, test } from 'vitest'
import { PASSWORD, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'
import { vaultMigrations } from '../vault/store.ts'

const STORAGE = { ok: false, code: 'hall.storage' }
const identity = { name: '李测试', idNumber: '990000194912310026' }

/** Takes the tables of the vault away under the running server. */
async function breakVault(server: TestServer): Promise<void> {
  const path = join(server.folder, 'data', 'vault.sqlite')
  const vault = await openDatabase(path, { migrations: vaultMigrations })
  await vault.run('DROP TABLE staff', [])
  await vault.run('DROP TABLE subject', [])
  await vault.close()
}

test('who asks for a view while the vault fails is refused, and the hall goes on', async () => {
  const server = await startServer()
  const [host, kiosk] = [await server.station('D1'), await server.station('K1')]
  await breakVault(server)
  expect(await host.subscribe()).toEqual(STORAGE)
  expect((await kiosk.subscribe()).ok).toBe(true)
  expect((await kiosk.send(command('ticket.issue'))).ok).toBe(true)
  expect(server.log.lines.join()).toContain('snapshot.namesUnreadable')
})

test('a failing vault is a storage failure, for tickets with an ID card and for signing in', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  await breakVault(server)
  expect(await kiosk.send(command('ticket.issue', { identity }))).toEqual(STORAGE)
  const signIn = await server.request('/api/session', { body: { staffNumber: '1001', password: PASSWORD } })
  expect([signIn.status, await signIn.json()]).toEqual([503, STORAGE])
  expect(server.log.lines.join()).not.toContain(identity.idNumber)
})
