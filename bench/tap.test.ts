import { once } from 'node:events'
import { createServer } from 'node:net'
import { connect } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { openTap } from './lib/tap.ts'

test('a tap hears each question and how much was answered', async () => {
  const device = createServer((socket) =>
    socket.on('data', (bytes) => socket.write(Buffer.alloc(bytes.length * 2))),
  )
  await waitFor('a port to listen at', once(device.listen(0, '127.0.0.1'), 'listening'))
  const tap = await openTap((device.address() as { port: number }).port)
  const host = connect(tap.port, '127.0.0.1')
  const ask = (bytes: number[]) =>
    waitFor(
      `the answer to ${bytes}`,
      new Promise((resolve) => host.once('data', resolve).write(Uint8Array.from(bytes))),
    )
  await ask([9])
  const steps = await tap.record(async () => {
    await ask([1])
    await ask([2, 3])
  })
  expect(steps).toEqual([
    { write: Uint8Array.of(1), readBytes: 2 },
    { write: Uint8Array.of(2, 3), readBytes: 4 },
  ])
  host.destroy()
  tap.close()
  device.close()
})
