import { createSign, createVerify, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerBytes, authorization, judgeSignature, requestText } from './signature.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const NOW = 1_554_208_460_000
const NONCE = '593BEC0C930BF1AFEB40B4A08C8FB242'

test('the text of a request is the one of the documents, five lines, the last one empty for GET', () => {
  expect(requestText('GET', '/v3/certificates', '1554208460', NONCE, '')).toBe(
    'GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n',
  )
})

test('the text of an answer has three lines; without a body the last one is empty', () => {
  expect(
    answerBytes('1554209980', 'c5ac7061fccab6bf3e254dcf98995b8c', Buffer.from('{"data":[]}')).toString(),
  ).toBe('1554209980\nc5ac7061fccab6bf3e254dcf98995b8c\n{"data":[]}\n')
  expect(answerBytes('1', 'n', Buffer.alloc(0)).toString()).toBe('1\nn\n\n')
})

test('a request names its merchant and serial, and its signature is over the bytes that are sent', () => {
  const signer = { mchid: '1900009191', serial: '1DDE55AD', key: privateKey, now: () => NOW }
  const body = '{"description":"电费"}'
  const header = authorization(signer, 'POST', '/v3/pay/transactions/native', body)
  const form =
    /^WECHATPAY2-SHA256-RSA2048 mchid="1900009191",nonce_str="([0-9A-F]{32})",timestamp="1554208460",serial_no="1DDE55AD",signature="([^"]+)"$/
  const [, nonce = '', signature = ''] = form.exec(header) ?? []
  const text = `POST\n/v3/pay/transactions/native\n1554208460\n${nonce}\n${body}\n`
  expect(createVerify('RSA-SHA256').update(text).verify(publicKey, signature, 'base64')).toBe(true)
  expect(authorization(signer, 'POST', '/', body)).not.toContain(nonce)
})

function signed(body: Buffer, at = NOW): Record<string, string> {
  const timestamp = String(at / 1_000)
  const text = `${timestamp}\n${NONCE}\n${body.toString()}\n`
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': NONCE,
    'wechatpay-serial': 'PUB_KEY_ID_1',
    'wechatpay-signature': createSign('RSA-SHA256').update(text).sign(privateKey, 'base64'),
  }
}

function judge(headers: Record<string, string>, body: Buffer, now = NOW) {
  const findKey = (serial: string) => Promise.resolve(serial === 'PUB_KEY_ID_1' ? publicKey : null)
  return judgeSignature((name) => headers[name], body, now, findKey)
}

test('any change of any byte, header or time is seen', async () => {
  const body = Buffer.from('{"amount":{"total":100}}')
  const headers = signed(body)
  expect(await judge(headers, body)).toBe('good')
  expect(await judge({ ...headers, 'wechatpay-serial': 'PUB_KEY_ID_2' }, body)).toBe('unknownKey')
  expect(await judge({ ...headers, 'wechatpay-nonce': 'x' }, body)).toBe('bad')
  expect(await judge({ ...headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc' }, body)).toBe('bad')
  for (const name of Object.keys(headers)) {
    const { [name]: _, ...less } = headers
    expect(await judge(less, body)).toBe('unsigned')
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ change
      expect(await judge(headers, changed)).toBe('bad')
    }),
  )
})

test('a stamp is good for 300 s either way and asks for no key after that', async () => {
  const body = Buffer.alloc(0)
  expect(await judge(signed(body), body, NOW + 300_000)).toBe('good')
  expect(await judge(signed(body), body, NOW - 300_000)).toBe('good')
  const asksNoKey = () => Promise.reject(new Error('asked'))
  for (const now of [NOW + 301_000, NOW - 301_000])
    expect(await judgeSignature((name) => signed(body)[name], body, now, asksNoKey)).toBe('stale')
  expect(await judge({ ...signed(body), 'wechatpay-timestamp': 'now' }, body)).toBe('stale')
})

test('a signature by another key is bad', async () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const body = Buffer.from('{}')
  const headers = signed(body)
  const text = `${headers['wechatpay-timestamp']}\n${NONCE}\n{}\n`
  headers['wechatpay-signature'] = sign('sha256', Buffer.from(text), other).toString('base64')
  expect(await judge(headers, body)).toBe('bad')
})
