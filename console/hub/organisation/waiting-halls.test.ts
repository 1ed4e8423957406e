import { expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import type { ForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'

/** Waits for what becomes so, on a loaded machine too. */
const polled = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })

const name = { zh: '东区', en: 'East' }

async function greet(hub: TestHub, hallId: string, key: ForeignKey) {
  const greeted = await ForeignHall.greet({ url: hub.url, hallId, key })
  onTestFinished(() => void greeted.hall.socket.disconnect())
  return greeted
}

test('a hall that nobody knows waits with its fingerprint, is let in once with this key, and can be revoked', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const key = aForeignKey()
  expect((await greet(hub, 'H1', key)).answer).toMatchObject({ code: 'uplink.pending' })
  const [waiting] = (await admin.ask('GET', '/api/halls/waiting')).body as unknown as Record<
    string,
    unknown
  >[]
  expect(waiting).toMatchObject({ hallId: 'H1', key: key.publicKey, known: null, from: '127.0.0.1' })
  expect(waiting?.['fingerprint']).toMatch(/^[0-9A-F]{4}(-[0-9A-F]{4}){2}$/)
  const letIn = { hallId: 'H1', key: key.publicKey, regionId: 'root', tier: 'C' }
  expect((await admin.command('organisation.admitHall', letIn)).status).toBe(200)
  const { hall, answer } = await greet(hub, 'H1', key)
  expect(answer).toMatchObject({ ok: true })
  await polled(async () => (await admin.ask('GET', '/api/halls/waiting')).body).toEqual([])

  await admin.command('organisation.revokeHall', { hallId: 'H1' })
  await polled(() => hall.ended).toEqual(['uplink.revoked'])
  expect((await greet(hub, 'H1', key)).answer).toMatchObject({ code: 'uplink.revoked' })
  expect((await greet(await hub.restart(), 'H1', key)).answer).toMatchObject({ code: 'uplink.revoked' })
})

test('a hall id with another key waits and is shown as such, only to who administers that hall', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name })
  const [own, other] = [aForeignKey(), aForeignKey()]
  const letIn = { hallId: 'H1', key: own.publicKey, regionId: 'east', tier: 'C' }
  await admin.command('organisation.admitHall', letIn)
  const { hall } = await greet(hub, 'H1', own)
  expect((await greet(hub, 'H1', other)).answer).toMatchObject({ code: 'uplink.pending' })
  expect(hall.socket.connected).toBe(true)
  const [east, west] = [
    await anAccount(admin, 'S1', { homeId: 'east', role: 'administrator' }),
    await anAccount(admin, 'S2', { homeId: 'west', role: 'administrator' }),
  ]
  expect((await east.ask('GET', '/api/halls/waiting')).body).toMatchObject([
    { hallId: 'H1', known: 'otherKey' },
  ])
  expect((await west.ask('GET', '/api/halls/waiting')).body).toEqual([])
  // The hall was set up anew: its administrator lets it in with the other key, which ends the line of the first.
  await east.command('organisation.admitHall', { ...letIn, key: other.publicKey })
  await polled(() => hall.socket.connected).toBe(false)
  expect((await greet(hub, 'H1', own)).answer).toMatchObject({ code: 'uplink.pending' })
  expect((await greet(hub, 'H1', other)).answer).toMatchObject({ ok: true })
})

test('strangers make the list no longer than its bounds', async () => {
  const hub = await aHub({ organised: true })
  const answers = []
  for (let at = 0; at < 5; at += 1) answers.push((await greet(hub, 'H1', aForeignKey())).answer.code)
  expect(answers).toEqual([...Array<string>(3).fill('uplink.pending'), 'uplink.crowded', 'uplink.crowded'])
})
