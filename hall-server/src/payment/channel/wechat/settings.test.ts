import { expect, test } from 'vitest'
import { WechatSettings } from './settings.ts'

const LEAST = {
  mchid: '1900009191',
  appid: 'wxd678efh567hg6787',
  merchantSerial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  privateKeyFile: 'wechat/apiclient_key.pem',
  apiV3KeyFile: 'wechat/apiv3.key',
  notifyUrl: 'https://hall.example/payments/wechat',
}

test('the true gateway is asked unless the file says another', () => {
  expect(WechatSettings.parse(LEAST)).toMatchObject({
    baseUrl: 'https://api.mch.weixin.qq.com',
    timeoutMs: 5_000,
  })
})

test.each([
  [{ notifyUrl: 'http://hall.example/payments' }],
  [{ notifyUrl: 'https://hall.example/payments?hall=1' }],
  [{ mchid: 'hall' }],
  [{ publicKey: { id: '0123', file: 'x' } }],
  [{ apiV3Key: 'a key has no place in this file' }],
])('%j is refused', (wrong) => {
  expect(WechatSettings.safeParse({ ...LEAST, ...wrong }).success).toBe(false)
})
