import { createConnection } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { waitFor } from '../process/index.ts'
import { openRedis } from './redis.ts'

/** What it answers to a PING, or why it does not. */
async function ping(url: string): Promise<string> {
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1')
  try {
    await waitFor('a connection', once(socket, 'connect'))
    socket.write('PING\r\n')
    const [answer] = (await waitFor('an answer', once(socket, 'data'))) as [Buffer]
    return answer.toString().trim()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    socket.destroy()
  }
}

test('a Redis of its own can be killed and started again at the same address', async () => {
  const redis = await openRedis()
  onTestFinished(redis.close)
  expect(await ping(redis.url)).toBe('+PONG')
  await redis.kill()
  expect(await ping(redis.url)).toBe('ECONNREFUSED')
  await redis.start()
  expect(await ping(redis.url)).toBe('+PONG')
})
