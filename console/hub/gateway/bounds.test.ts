import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { ConsoleClient, anAccount, anAdministrator } from '../../test/console-client.ts'
import { aHub } from '../../test/hub.ts'
import { aKey } from '../../test/pure.ts'

/** A hub with hall H1 in region `east`, and an administrator of everything. */
async function aRegion() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const name = { zh: '东区', en: 'East' }
  await admin.command('organisation.addRegion', { regionId: 'east', parentId: 'root', name })
  const hall = { hallId: 'H1', key: aKey('1'), regionId: 'east', tier: 'A' }
  await admin.command('organisation.admitHall', hall)
  return { hub, admin }
}

test('a wrong password is answered without waiting for what is written of it, so that time tells no accounts', async () => {
  const { hub } = await aRegion()
  // What is written of a failure never ends.
  const execute = hub.records.execute.bind(hub.records)
  hub.records.execute = (sender, command, alongside) =>
    command.type === 'account.noteFailure'
      ? new Promise(() => undefined)
      : execute(sender, command, alongside)
  for (const accountId of ['admin', 'nobody'])
    expect((await new ConsoleClient(hub).signIn(accountId, 'a guess')).body).toEqual({
      ...{ ok: false, code: 'account.wrongPassword' },
    })
})

test('a file of assets that somebody may not add leaves nothing behind; files, pushes and lines have a bound', async () => {
  const { hub, admin } = await aRegion()
  const viewer = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const before = hub.records.state.number
  const lines = Array.from({ length: 300 }, (_, at) => `A-${at},H1,part`)
  const text = ['assetId,hallId,kind', ...lines, `A-X,H1,"${'""'.repeat(100_000)}`].join('\n')
  const { body } = await viewer.ask('POST', '/api/ledger/import', { text })
  expect(body).toMatchObject({ added: 0 })
  expect(body['lines']).toHaveLength(301)
  expect(hub.records.state.number).toBe(before)

  const codesOf = async (path: string, wish: object): Promise<unknown[]> => {
    const replies = Array.from({ length: 21 }, () => admin.ask('POST', path, wish))
    return (await Promise.all(replies)).map((reply) => reply.body['code'])
  }
  expect(await codesOf('/api/ledger/import', { text: 'assetId' })).toContain('access.tooMany')
  const machines = [{ hallId: 'H1', stationId: 'K1' }]
  expect(await codesOf('/api/fleet/push', { machines, why: 'again' })).toContain('access.tooMany')

  const sockets = Array.from({ length: 41 }, () => viewer.socket())
  const met = await Promise.all(
    sockets.map((socket) =>
      waitFor(
        'an end of the line’s beginning',
        new Promise<string>((resolve) => {
          socket.once('connect', () => resolve('open'))
          socket.once('connect_error', ({ message }) => resolve(message))
        }),
      ),
    ),
  )
  expect(met.filter((one) => one === 'access.tooMany')).toHaveLength(1)
})
