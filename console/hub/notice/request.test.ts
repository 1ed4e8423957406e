import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { listening } from '../../test/listening.ts'
import { isBarred, networkParts, requestOnce } from './request.ts'
import { webhookSignature } from './webhook.ts'

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['0.0.0.0', true],
  ['169.254.169.254', true],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['::1', true],
  ['::', true],
  ['fe80::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:169.254.169.254', true],
  ['64:ff9b::7f00:1', true],
  ['10.1.2.3', true],
  ['172.31.255.1', true],
  ['172.32.0.1', false],
  ['192.168.1.9', true],
  ['100.64.0.1', true],
  ['::ffff:10.1.2.3', true],
  ['::ffff:a01:203', true],
  ['::7f00:1', true],
  ['fd00::7', true],
  ['203.0.113.7', false],
  ['2001:db8::1', false],
  ['example', true],
])('to %s notices go or not', (address, barred) => {
  expect(isBarred(address, { toLoopback: false })).toBe(barred)
})

test('trials may go to this machine, and still not to what lies beside it', () => {
  expect(isBarred('127.0.0.1', { toLoopback: true })).toBe(false)
  expect(isBarred('::ffff:127.0.0.1', { toLoopback: true })).toBe(false)
  expect(isBarred('169.254.169.254', { toLoopback: true })).toBe(true)
})

test('to private networks notices go where the operator says so, and nowhere else by that', () => {
  const reach = {
    toLoopback: false,
    toNetworks: ['10.2.0.0/16', 'fd00:1::/32', '127.0.0.0/8', '169.254.0.0/16'],
  }
  for (const [address, barred] of [
    ['10.2.3.4', false],
    ['::ffff:10.2.3.4', false],
    ['10.3.0.1', true],
    ['fd00:1::9', false],
    ['fd00:2::9', true],
    ['127.0.0.1', true],
    ['169.254.169.254', true],
  ] as const)
    expect(isBarred(address, reach), address).toBe(barred)
})

test('what is no network is not taken for one', () => {
  for (const text of ['10.0.0.0', '10.0.0.0/33', 'example/8', '::/129', '10.0.0/8', ''])
    expect(networkParts(text), text).toBeNull()
  expect(networkParts('::1/128')).toEqual({ net: '::1', bits: 128, family: 'ipv6' })
})

/** A program that answers as told, and counts. */
async function aServer(answer: (path: string) => { status: number; headers?: Record<string, string> }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { status, headers = {} } = answer(request.url ?? '')
    if (status === 0) return
    response.writeHead(status, headers).end('what it says is nobody’s business')
  })
  onTestFinished(() => server.closeAllConnections())
  const port = await listening(server)
  return { asked, url: `http://127.0.0.1:${port}` }
}
const post = { method: 'POST', headers: {}, body: '{}' }

test('an address that leads elsewhere is not followed', async () => {
  const { asked, url } = await aServer((path) =>
    path === '/here' ? { status: 307, headers: { location: '/there' } } : { status: 200 },
  )
  expect(await requestOnce(`${url}/here`, post, { toLoopback: true })).toEqual({ status: 307 })
  expect(asked).toEqual(['/here'])
})

test('a name that stands for a barred address is not asked, nor one of numbers in another form', async () => {
  const { asked, url } = await aServer(() => ({ status: 200 }))
  const port = new URL(url).port
  for (const host of ['localhost', '127.0.0.1', '2130706433', '0x7f.1', '[::ffff:7f00:1]'])
    expect(await requestOnce(`http://${host}:${port}/`, post, { toLoopback: false })).toEqual({
      fault: 'addressBarred',
    })
  expect(asked).toEqual([])
})

test('who does not answer is not waited for', async () => {
  const { url } = await aServer(() => ({ status: 0 }))
  expect(await requestOnce(url, post, { toLoopback: true, timeoutMs: 200 })).toEqual({ fault: 'timeout' })
})

test('signatures are those of Standard Webhooks', () => {
  // The example that its authors give.
  expect(
    webhookSignature(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330,
      '{"test": 2432232314}',
    ),
  ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})
