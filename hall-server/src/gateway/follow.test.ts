import { expect, test } from 'vitest'
import { audienceOf, project } from '@service-hall/contract'
import { aHallFile, command, connect, randomFrom, startServer } from '../../test/builders.ts'
import type { Client, TestServer } from '../../test/builders.ts'

const KIOSKS = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6']

/** Credentials of one peer of every audience, and of a kiosk, whose batches are gathered. */
async function onlookers(server: TestServer) {
  return [
    { cookie: await server.signIn('1001') },
    { cookie: await server.signIn('9001') },
    { token: await server.enrol('V1') },
    { token: await server.enrol('D1') },
    { token: await server.enrol('K1') },
  ]
}

async function expectSameAsServer(server: TestServer, client: Client): Promise<void> {
  const { you } = await client.snapshot()
  await expectFollowed(server, client, audienceOf(you))
}
async function expectFollowed(
  server: TestServer,
  client: Client,
  audience: ReturnType<typeof audienceOf>,
): Promise<void> {
  const view = await client.reached(server.hall.committedNumber)
  expect(project(audience, view)).toEqual(
    project(audience, JSON.parse(JSON.stringify(server.hall.state.view)) as typeof view),
  )
}

test("whoever subscribes in the middle of a busy hall follows it without a gap and ends with the server's view", async () => {
  const random = randomFrom(5)
  const server = await startServer({ file: aHallFile({ kiosks: KIOSKS.length }) })
  const kiosks = await Promise.all(KIOSKS.map((id) => server.station(id)))
  const teller = await server.staff('1002')
  await teller.send(command('counter.open', { counterId: 'C2' }))
  const credentials = await onlookers(server)
  const joining: Promise<[Client, ReturnType<typeof audienceOf>]>[] = []
  const join = async (): Promise<[Client, ReturnType<typeof audienceOf>]> => {
    const client = await connect(server.url, credentials[joining.length % credentials.length])
    // Some ask twice at once, as after a gap noticed twice.
    const [snapshot] = await Promise.all([client.snapshot(), ...(random() < 0.3 ? [client.snapshot()] : [])])
    return [client, audienceOf(snapshot.you)]
  }
  const issuing = kiosks.map(async (kiosk) => {
    for (let n = 0; n < 40; n += 1) {
      expect(
        (await kiosk.send(command('ticket.issue', { serviceId: random() < 0.5 ? 'pay' : 'connect' }))).ok,
      ).toBe(true)
      if (random() < 0.12) joining.push(join())
    }
  })
  const calling = (async () => {
    for (let n = 0; n < 40; n += 1) {
      await teller.send(command('ticket.call', { counterId: 'C2' }))
      await teller.send(command('ticket.noShow', { counterId: 'C2' }))
    }
  })()
  await Promise.all([...issuing, calling])
  const joined = await Promise.all(joining)
  expect(joined.length).toBeGreaterThan(15)
  for (const [client, audience] of joined) {
    await expectFollowed(server, client, audience)
    expect(client.gaps).toBe(0)
  }
})

test('a snapshot says who one is, what time it is, and names only to those who may know them', async () => {
  const server = await startServer()
  const [staff, display, kiosk, host] = [
    await server.staff('1001'),
    await server.station('V1'),
    await server.station('K1'),
    await server.station('D1'),
  ]
  const snapshots = await Promise.all([staff, display, kiosk, host].map((client) => client.snapshot()))
  expect(snapshots.map(({ you }) => you.kind)).toEqual(['staff', 'station', 'station', 'station'])
  expect(snapshots.map(({ now }) => now)).toEqual(Array(4).fill(server.clock.now()))
  expect(snapshots.map(({ staffNames }) => staffNames?.['S1001'])).toEqual([
    'Teller 1',
    undefined,
    undefined,
    'Teller 1',
  ])
  expect(JSON.stringify(snapshots)).not.toMatch(/maintenancePin|246810/)
})

test('each audience gets the snapshot that is made for it', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  await kiosk.send(command('ticket.issue', { identity: { name: '李测试', idNumber: '990000194912310026' } }))
  for (const credentials of await onlookers(server))
    await expectSameAsServer(server, await connect(server.url, credentials))
})

test('a kiosk gets what happens within a tenth of a second in few batches, staff get each commit', async () => {
  const server = await startServer()
  const [kiosk, staff] = [await server.station('K1'), await server.staff('1001')]
  await Promise.all([kiosk.snapshot(), staff.snapshot()])
  for (let n = 0; n < 20; n += 1) await kiosk.send(command('ticket.issue'))
  await Promise.all([kiosk, staff].map((client) => client.reached(server.hall.committedNumber)))
  expect(staff.batches.length).toBeGreaterThanOrEqual(20)
  expect(kiosk.batches.length).toBeLessThan(staff.batches.length)
  expect(kiosk.gaps + staff.gaps).toBe(0)
})

test('nobody is told facts before asking for a view', async () => {
  const server = await startServer()
  const [kiosk, silent] = [await server.station('K1'), await server.staff('1001')]
  await kiosk.send(command('ticket.issue'))
  await silent.send(command('counter.open', { counterId: 'C1' }))
  expect(silent.batches).toEqual([])
})

test('clients follow over a restart of the server: same facts, same answers', async () => {
  const server = await startServer()
  const token = await server.enrol('K1')
  const order = command('ticket.issue')
  const answer = await (await connect(server.url, { token })).send(order)
  const again = await server.restart()
  const kiosk = await connect(again.url, { token })
  expect(await kiosk.send(order)).toEqual(answer)
  await expectSameAsServer(again, kiosk)
})
