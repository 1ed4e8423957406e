import { waitFor } from '@service-hall/harness/process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import type { WebSocket as Socket } from 'ws'
import { aView } from '../../test/builders.ts'
import { previewPort } from './preview-port.ts'

/** An agent's end of the line: counts the calls, and lets each test say how it answers. */
async function anAgent(onCall: (socket: Socket, call: number) => void) {
  const heard: unknown[] = []
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    for (const socket of server.clients) socket.close(4401)
    server.close()
  })
  let calls = 0
  server.on('connection', (socket) => {
    calls += 1
    socket.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString('utf8'))))
    onCall(socket, calls)
  })
  await waitFor('a port to listen at', new Promise((resolve) => server.once('listening', resolve)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `ws://127.0.0.1:${address.port}`, heard, calls: () => calls }
}
const aListener = () => ({ onMessage: vi.fn(), onPresence: vi.fn() })

test('says hello with the token first, hands on views and sends intents', async () => {
  const agent = await anAgent((socket) => {
    socket.once('message', () => socket.send(JSON.stringify({ type: 'view', view: aView() })))
  })
  const listener = aListener()
  const port = previewPort(agent.url, 'secret', listener)
  await vi.waitFor(() => expect(listener.onMessage).toHaveBeenCalledWith({ type: 'view', view: aView() }))
  port.send({ type: 'dismiss' })
  await vi.waitFor(() =>
    expect(agent.heard).toEqual([{ type: 'hello', token: 'secret' }, { type: 'dismiss' }]),
  )
})

test('calls again when the line breaks, and tells that it was away', async () => {
  const agent = await anAgent((socket, call) => {
    if (call === 1) socket.close(1001)
    else socket.send(JSON.stringify({ type: 'view', view: aView() }))
  })
  const listener = aListener()
  previewPort(agent.url, 'secret', listener)
  await vi.waitFor(() => expect(listener.onPresence.mock.calls).toEqual([[false], [true]]), 5_000)
})

test('does not call again with a token that was refused', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const agent = await anAgent((socket) => socket.close(4401))
  const clock = vi.spyOn(globalThis, 'setTimeout')
  const listener = aListener()
  previewPort(agent.url, 'wrong', listener)
  await vi.waitFor(() => expect(listener.onPresence).toHaveBeenCalledWith(false), 5_000)
  expect(clock.mock.calls.filter(([, ms]) => ms === 500)).toEqual([])
  expect(agent.calls()).toBe(1)
  told.mockRestore()
  clock.mockRestore()
})

test('drops what is said while nobody listens', async () => {
  const agent = await anAgent(() => undefined)
  const port = previewPort(agent.url, 'secret', aListener())
  port.send({ type: 'dismiss' })
  await vi.waitFor(() => expect(agent.heard).toEqual([{ type: 'hello', token: 'secret' }]))
})

test('hangs up on an agent that takes the call and says nothing, and calls again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const agent = await anAgent(() => undefined)
  const listener = aListener()
  previewPort(agent.url, 'secret', listener)
  await expect.poll(agent.calls).toBe(1)
  await vi.advanceTimersByTimeAsync(15_000)
  await expect.poll(() => listener.onPresence.mock.calls).toEqual([[false]])
  await vi.advanceTimersByTimeAsync(500)
  await expect.poll(agent.calls).toBe(2)
})
