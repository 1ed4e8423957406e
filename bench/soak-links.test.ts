import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { isFlat, soakLinks } from './soak/links.ts'
import { openSpy } from './soak/links/spy.ts'

const say = (line: string): void => console.log(line)

test(
  'eight devices whose cables are pulled together leave nothing behind and send nothing stale',
  { timeout: 90_000 },
  async () => {
    const result = await soakLinks({ cycles: 20, settleMs: 2_000, say })
    expect(result).toMatchObject({ cycles: 20, fdGrowth: 0, staleWrites: 0 })
    // A port may still be closing; a leak would be 144 or more.
    expect(result.listenerGrowth).toBeLessThan(20)
  },
)

test.each([
  ['an open file', { fdGrowth: 1 }],
  ['a listener', { listenerGrowth: 1 }],
  ['memory', { rssGrowthMb: 21 }],
  ['a stale byte', { staleWrites: 1 }],
])('the soak fails over %s too many', (_what, worse) => {
  const flat = { cycles: 1, fdGrowth: 0, listenerGrowth: 0, rssGrowthMb: 0, staleWrites: 0 }
  expect(isFlat(flat)).toBe(true)
  expect(isFlat({ ...flat, ...worse })).toBe(false)
})

test('the spy finds stale bytes however they are cut up', async () => {
  const device = createServer((socket) => socket.resume())
  await waitFor('a port to listen at', once(device.listen(0, '127.0.0.1'), 'listening'))
  const address = device.address()
  const spy = await openSpy(typeof address === 'object' && address ? address.port : 0, Buffer.from('STALE'))
  const host = connect({ host: '127.0.0.1', port: spy.port, noDelay: true })
  for (const part of ['xST', 'A', 'LESTALE', 'STAL']) {
    await waitFor('bytes to go out', new Promise((resolve) => host.write(part, resolve)))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await expect.poll(() => spy.found()).toBe(10)
  host.destroy()
  await spy.close()
  await waitFor('the device to close', once(device.close(), 'close'))
})
