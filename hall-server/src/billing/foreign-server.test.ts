import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { UTILITY_KEY } from '@service-hall/harness/sandbox'
import { systemClock } from '@service-hall/server-kit'
import { expect, onTestFinished, test } from 'vitest'
import { aClient, aUtility } from '../../test/billing/utility.ts'
import { HEADERS, answerSignature } from './rest-contract/index.ts'

const ACCOUNT_NO = '9900000000010'
const SECRET = Buffer.from(UTILITY_KEY.secret, 'base64')

async function aServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await waitFor('a server to listen', once(server.listen(0, '127.0.0.1'), 'listening'))
  onTestFinished(async () => {
    server.closeAllConnections()
    await waitFor('a server to close', once(server.close(), 'close'))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/billing/`
}

/** Whoever answers so has the secret: what it says is still not taken for whatever it is. */
function signing(status: number, text: string): RequestListener {
  return (request, response) => {
    const [body, timestamp] = [Buffer.from(text), Date.now()]
    const asked = String(request.headers[HEADERS.signature])
    response.writeHead(status, {
      [HEADERS.answeredAt]: timestamp,
      [HEADERS.answerSignature]: answerSignature(SECRET, {
        requestSignature: asked,
        status,
        timestamp,
        body,
      }),
    })
    response.end(body)
  }
}

test.each([
  ['HTML of a proxy', 200, '<html>Bad Gateway</html>', /no JSON/],
  ['something else', 200, '{"bills":"none"}', /bills/],
  ['nothing', 200, '', /no JSON/],
  ['a redirection', 302, '{}', /status 302/],
  ['a no without a code', 409, '{"error":"no"}', /without a code/],
  ['a no that this operation has not', 409, '{"code":"dayClosed","message":""}', /dayClosed/],
  ['a word that every object knows', 404, '{"code":"constructor","message":""}', /constructor/],
])('a server that signs but answers with %s is refused and named', async (_what, status, text, why) => {
  const billing = await aClient(await aServer(signing(status, text)))
  expect(await billing.bills(ACCOUNT_NO)).toMatchObject({
    is: 'unsure',
    why: expect.stringMatching(why) as string,
  })
})

test('an answer without end, or without limit, is given up in time', async () => {
  const silent = await aClient(await aServer(() => undefined), { timeoutMs: 100 })
  expect(await silent.bills(ACCOUNT_NO)).toEqual({ is: 'unsure', why: 'no answer in time' })
  const flood: RequestListener = (_request, response) => {
    const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more))
    response.writeHead(200)
    more()
  }
  const flooded = await aClient(await aServer(flood))
  expect(await flooded.bills(ACCOUNT_NO)).toEqual({ is: 'unsure', why: 'the answer is too long' })
})

test('nobody listening is unsure as well', async () => {
  const billing = await aClient('http://127.0.0.1:1')
  expect(await billing.bills(ACCOUNT_NO)).toEqual({ is: 'unsure', why: 'ECONNREFUSED' })
})

test('what a hall signs with another key, another token or another clock, the utility refuses', async () => {
  const { port } = await aUtility({ accounts: 30 })
  const address = `http://127.0.0.1:${port}`
  const bills = async (key: object, ahead = 0) => {
    const clock = { ...systemClock, now: () => Date.now() + ahead }
    return (await aClient(address, { key: JSON.stringify(key), clock })).bills(ACCOUNT_NO)
  }
  const secret = Buffer.alloc(32, 7).toString('base64')
  const unsure = (why: RegExp) => ({ is: 'unsure', why: expect.stringMatching(why) as string })
  expect(await bills({ ...UTILITY_KEY, secret })).toEqual(unsure(/wrong signature, status 401/))
  expect(await bills({ ...UTILITY_KEY, token: 'x'.repeat(40) })).toEqual(unsure(/unauthorized/))
  expect(await bills(UTILITY_KEY, 400_000)).toEqual(unsure(/stale/))
  expect(await bills(UTILITY_KEY, -400_000)).toEqual(unsure(/stale/))
  expect((await bills(UTILITY_KEY, 200_000)).is).toBe('ok')
})

test('a request that was recorded is of no use to who sends it again', async () => {
  const { port } = await aUtility({ accounts: 30 })
  let recorded: Record<string, string> = {}
  const recorder = await aServer((request, response) => {
    recorded = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => /^(x-hall|auth)/.test(name)),
    ) as Record<string, string>
    response.destroy()
  })
  await (await aClient(recorder.replace('/billing/', ''))).bills(ACCOUNT_NO)
  const ask = async () => {
    const url = `http://127.0.0.1:${port}/v1/accounts/${ACCOUNT_NO}/bills`
    const response = await fetch(url, { headers: recorded, signal: AbortSignal.timeout(30_000) })
    return [response.status, ((await response.json()) as { code?: string }).code]
  }
  expect(await ask()).toEqual([200, undefined])
  expect(await ask()).toEqual([401, 'replayed'])
})

test('a key file that is none is refused at the start, and none of it is told', async () => {
  for (const key of ['not json', '{}', JSON.stringify({ token: 'short', secret: 'c2hvcnQ=' })]) {
    const made = aClient('http://127.0.0.1:1', { key })
    await expect(made).rejects.toThrow('key file of the billing system')
    await expect(made).rejects.not.toThrow('short')
  }
})
