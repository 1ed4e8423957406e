import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect as dial } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@service-hall/harness/process'
import { expect, onTestFinished, test } from 'vitest'
import { aClock, aLog, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'
import { Connections } from './connections.ts'

const SHORT = { headMs: 400, requestMs: 600, introductionMs: 500, checkMs: 100 }

/** A bare connection; `gone` resolves with how long it lasted, ms. */
async function line(port: number): Promise<{ socket: Socket; gone: () => Promise<number> }> {
  const socket = dial(port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  const began = performance.now()
  const closed = once(socket, 'close').then(() => performance.now() - began)
  socket.resume()
  await waitFor('a connection', once(socket, 'connect'))
  return { socket, gone: () => waitFor('a connection to be ended', closed) }
}

async function dripped(server: TestServer, head: string): Promise<number> {
  const { socket, gone } = await line(server.port)
  socket.write(head)
  const drip = setInterval(() => socket.write('x'), 50)
  return gone().finally(() => clearInterval(drip))
}

test('a connection that says nothing, or a byte now and then, is ended in time', async () => {
  const server = await startServer({ timeLimits: SHORT })
  const post = (path: string) =>
    `POST ${path} HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n`
  const lasted = await Promise.all([
    line(server.port).then(({ gone }) => gone()),
    dripped(server, 'GET / HTTP/1.1\r\nx: '),
    dripped(server, post('/api/session')),
    dripped(server, post('/api/enrolment')),
    dripped(server, post('/socket.io/?EIO=4&transport=polling')),
  ])
  for (const ms of lasted) expect(ms).toBeLessThan(2_500)
})

test('a socket that does not say who it is ends in time; one that was let in stays', async () => {
  const server = await startServer({ timeLimits: SHORT })
  const clerk = await server.staff('1001')
  const stranger = new WebSocket(`ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`)
  await waitFor('the stranger to be ended', once(stranger, 'close'))
  await sleep(1_000)
  expect(clerk.socket.connected).toBe(true)
  expect(await clerk.subscribe()).toMatchObject({ ok: true })
})

test('thousands of silent connections leave room for those who work, and are ended', async () => {
  const server = await startServer({ timeLimits: SHORT })
  const clerk = await server.staff('1001')
  const silent: Awaited<ReturnType<typeof line>>[] = []
  // More at once than a kernel keeps for a busy program (511) it lets some believe for minutes that they are connected.
  for (let part = 0; part < 3; part += 1)
    silent.push(...(await Promise.all(Array.from({ length: 400 }, () => line(server.port)))))
  expect(await clerk.subscribe()).toMatchObject({ ok: true })
  await Promise.all(silent.map(({ gone }) => gone()))
  expect((await server.request('/healthz')).status).toBe(401)
})

test('so many unknown connections from one network, and one more for each that was let in or has gone', async () => {
  const log = aLog()
  const connections = new Connections(aClock(), log, 3)
  const server = createServer()
  const taken: Socket[] = []
  server.on('connection', (socket) => taken.push(socket))
  connections.watch(server)
  server.listen(0, '127.0.0.1')
  await waitFor('a port to listen at', once(server, 'listening'))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const lines = [await line(port), await line(port), await line(port)]
  await (await line(port)).gone()
  connections.isKnown(taken[0]!)
  const fourth = await line(port)
  await (await line(port)).gone()
  lines[1]!.socket.destroy()
  await expect.poll(async () => Promise.race([(await line(port)).gone(), sleep(50, 'stays')])).toBe('stays')
  expect(fourth.socket.destroyed).toBe(false)
  // Told once, not for each.
  expect(log.lines.filter((text) => text.includes('connections.tooMany'))).toHaveLength(1)
})
