import { createServer } from 'node:http'
import { systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { waitFor } from '@service-hall/harness/process'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { anAdministrator } from '../../test/console-client.ts'
import { ForeignHall } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import { listening } from '../../test/listening.ts'
import type { Standing } from '../halls/directory.ts'
import { Receiver } from './receiver.ts'

const fact = { type: 'DayOpened', day: '2026-01-01' }

function line(url: string): Socket {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
  onTestFinished(() => void socket.disconnect())
  return socket
}

const goneOf = (socket: Socket): Promise<unknown> =>
  waitFor('the line to be ended', new Promise((resolve) => socket.once('disconnect', resolve)))

/** A receiver that lets halls in as it is told, and a word that ends the patience of its clock. */
async function aReceiver(standing: () => Standing): Promise<{ url: string; impatient: () => void }> {
  const server = createServer()
  const sockets = new Server(server)
  onTestFinished(() => sockets.close())
  const tasks = new Set<() => void>()
  const after = (_ms: number, task: () => void): (() => void) => {
    tasks.add(task)
    return () => tasks.delete(task)
  }
  new Receiver(sockets, {
    ...{ store: {} as never, identity: { publicKey: 'k'.repeat(60), sign: () => '' }, log: aLog() },
    ...{ clock: { ...systemClock, after }, hears: { taken: () => undefined, line: () => undefined } },
    directory: { standing },
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  return { url, impatient: () => tasks.forEach((task) => task()) }
}

test('who says nothing, or asks for something before a greeting, is put out', async () => {
  const { url, impatient } = await aReceiver(() => 'waiting')
  const rude = line(`${url}/uplink`)
  const rudeGone = goneOf(rude)
  rude.emit('facts', '{}', 'seal', () => undefined)
  await rudeGone
  const silent = line(`${url}/uplink`)
  const silentGone = goneOf(silent)
  await waitFor('a challenge', new Promise((resolve) => silent.once('challenge', resolve)))
  impatient()
  await silentGone
})

test('a hall that is told to wait is put out after a while, so that strangers keep no lines', async () => {
  const { url, impatient } = await aReceiver(() => 'waiting')
  const { hall, answer } = await ForeignHall.greet({ url })
  const gone = goneOf(hall.socket)
  expect(answer).toMatchObject({ code: 'uplink.pending' })
  impatient()
  await gone
})

test('the namespace that Socket.IO has by itself is nobody’s, and its answers carry the headers of all others', async () => {
  const hub = await aHub()
  const refused = new Promise<Error>((resolve) => line(hub.url).once('connect_error', resolve))
  expect((await waitFor('the refusal', refused)).message).toBe('access.signIn')
  const { headers } = await fetch(`${hub.url}/socket.io/?EIO=4&transport=none`)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('a hall that is put out while it is let in has no line', async () => {
  const standings: Standing[] = ['admitted', 'revoked']
  const hub = await aHub({ standing: () => standings.shift() ?? 'revoked' })
  const { hall, answer } = await ForeignHall.greet({ url: hub.url })
  onTestFinished(() => void hall.socket.disconnect())
  expect(answer).toMatchObject({ ok: false, code: 'uplink.revoked' })
  expect(await hall.send(1, [fact])).toMatchObject({ ok: false })
  expect(hub.receiver.connected.size).toBe(0)
})

test('a hall that sends more batches ahead than it may is refused, and goes on behind what was taken', async () => {
  const hub = await aHub()
  const { hall } = await ForeignHall.greet({ url: hub.url })
  onTestFinished(() => void hall.socket.disconnect())
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => hall.send(at + 1, [fact])))
  const taken = answers.filter(({ ok }) => ok).length
  expect(answers.map(({ code }) => code)).toContain('access.tooMany')
  expect(hub.live.hall('H1' as never).view.number).toBe(taken)
})

test('behind a proxy a waiting hall is known by where it calls from, not by the proxy', async () => {
  const hub = await aHub({ organised: true, behindProxy: true })
  const headers = { 'x-forwarded-for': '198.51.100.9, 203.0.113.7' }
  const { hall } = await ForeignHall.greet({ url: hub.url, headers })
  onTestFinished(() => void hall.socket.disconnect())
  const admin = await anAdministrator(hub)
  expect((await admin.ask('GET', '/api/halls/waiting')).body).toMatchObject([{ from: '203.0.113.7' }])
})
