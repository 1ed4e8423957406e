import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { asKiosk, command, connect, freshId, startServer } from '../../test/builders.ts'
import type { Client, TestServer } from '../../test/builders.ts'

async function refusalsIn(server: TestServer, from: number): Promise<number> {
  await server.hall.committedView('staff', () => undefined)
  return server.hall.committedNumber - from
}

/** A client with a bug: the same refused command again and again, under fresh ids. */
function inVain(client: Client, times: number) {
  return Promise.all(
    Array.from({ length: times }, () => client.send(command('ticket.recall', { counterId: 'C1' }))),
  )
}

test('a client that is refused hundreds of times is told to wait, and leaves a bounded number of facts', async () => {
  const server = await startServer()
  const cookie = await server.signIn('1001')
  const clients = await Promise.all([1, 2, 3, 4].map(() => connect(server.url, { cookie })))
  const before = server.hall.committedNumber
  const answers = (await Promise.all(clients.map((client) => inVain(client, 400)))).flat()
  const codes = new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.code)))
  expect(codes).toEqual(new Set(['counter.notOpen', 'access.tooMany']))
  expect(await refusalsIn(server, before)).toBe(200)
  expect(answers.find((answer) => !answer.ok && answer.code === 'access.tooMany')).toMatchObject({
    retryAfterMs: expect.any(Number) as number,
  })
  // Ten times ten minutes of it, as fast as it goes.
  const then = server.hall.committedNumber
  for (let turn = 0; turn < 10; turn += 1) {
    server.clock.advance(600_000)
    await inVain(clients[0]!, 1_000)
  }
  expect(await refusalsIn(server, then)).toBeLessThan(10 * 121 + 10)
}, 60_000)

test('what it is allowed to do it may still do, and others are not concerned', async () => {
  const server = await startServer()
  const [clerk, other] = [await server.staff('1001'), await server.staff('1002')]
  await inVain(clerk, 500)
  expect(await clerk.send(command('counter.open', { counterId: 'C1' }))).toMatchObject({ ok: true })
  expect(await other.send(command('ticket.recall', { counterId: 'C1' }))).toMatchObject({
    code: 'counter.notYours',
  })
})

test('a command that was told to wait was not decided: under the same id it is, later', async () => {
  const server = await startServer()
  const clerk = await server.staff('1001')
  await inVain(clerk, 300)
  const order = command('ticket.recall', { counterId: 'C1' })
  const told = await clerk.send(order)
  expect(told).toMatchObject({ code: 'access.tooMany' })
  server.clock.advance(told.ok ? 0 : (told.retryAfterMs ?? 0))
  expect(await clerk.send(order)).toMatchObject({ code: 'counter.notOpen' })
  await clerk.send(command('counter.open', { counterId: 'C1' }))
  expect(await clerk.send(order)).toMatchObject({ code: 'counter.notOpen' })
})

test('a view is given once at a time and a few times a minute; who must wait is told how long', async () => {
  const server = await startServer()
  const display = await server.station('V1')
  const answers = await Promise.all(Array.from({ length: 12 }, () => display.subscribe()))
  const given = answers.filter(({ ok }) => ok).length
  // Six at once for a socket; how many of them the client asked for itself is a matter of its line.
  expect(given).toBeGreaterThan(0)
  expect(given).toBeLessThanOrEqual(6)
  const again = await Promise.all(Array.from({ length: 12 }, () => display.subscribe()))
  const waits = again.flatMap((answer) => (answer.ok ? [] : [answer]))
  expect(waits).toHaveLength(12)
  for (const wait of waits)
    expect(wait).toMatchObject({ code: 'access.tooMany', retryAfterMs: expect.any(Number) as number })
  server.clock.advance(60_000)
  expect(await display.subscribe()).toMatchObject({ ok: true })
  expect(display.view?.config?.hall.id).toBe('H1')
})

test('a station whose line flickers is noted less often, and rightly in the end', async () => {
  const server = await startServer()
  const token = await server.enrol('K1')
  const before = server.hall.committedNumber
  for (let n = 0; n < 60; n += 1) (await connect(server.url, { token })).close()
  await expect.poll(() => server.hall.state.view.stations['K1']?.connected).toBe(false)
  expect(await refusalsIn(server, before)).toBeLessThan(30)
  await connect(server.url, { token })
  server.clock.advance(600_000)
  await expect.poll(() => server.hall.state.view.stations['K1']?.connected).toBe(true)
})

test('a peer that never reads is cut off, though it says that it is there; the others go on', async () => {
  const server = await startServer()
  for (let n = 0; n < 3_000; n += 1)
    void server.hall.execute(asKiosk(), { ...command('ticket.issue'), id: freshId() })
  await server.hall.committedView('staff', () => undefined)
  const token = await server.enrol('V1')
  const [deaf, display] = [await connect(server.url, { token }), await server.station('V1')]
  const { ws } = (
    deaf.socket.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void }; send(text: string): void } }
    }
  ).transport
  ws._socket.pause()
  for (let n = 0; n < 6; n += 1) {
    // Not waited for: it hears no answer.
    deaf.socket.emit('subscribe', () => undefined)
    await sleep(20)
  }
  await display.snapshot()
  await server.station('K1')
  const lines = () => server.log.lines.filter((line) => line.includes('socket.cutOff'))
  for (let n = 0; n < 40 && lines().length === 0; n += 1) {
    ws.send('3')
    server.clock.advance(5_000)
    await sleep(100)
  }
  expect(lines()).toHaveLength(1)
  expect(lines()[0]).toContain('station:V1')
  expect(display.socket.connected).toBe(true)
}, 60_000)
