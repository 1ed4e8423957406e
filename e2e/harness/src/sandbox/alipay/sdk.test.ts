import { createHash, generateKeyPairSync } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { expect, onTestFinished, test } from 'vitest'
import { askControl } from '../kit/index.ts'
import { certificatePem } from '../wechat/der.ts'
import { rsaPair, startAlipaySandbox } from './index.ts'

// The official SDK against the sandbox: what it signs is accepted, what the sandbox signs it accepts, and it finds the
// same faults. It is the measure of the sandbox, as the sandbox is of our client.

const APP_ID = '2021000122671234'
const MERCHANT = rsaPair()
const ALIPAY = rsaPair()
/** Signatures are checked only where they are asked for. */
const CHECKED = { validateSign: true }

async function world() {
  const sandbox = await startAlipaySandbox({
    appId: APP_ID,
    sellerId: '2088102146225135',
    appPublicKey: MERCHANT.publicKey,
    privateKey: ALIPAY.privateKey,
    notices: 'held',
  })
  onTestFinished(() => sandbox.close())
  const control = <Answer>(action: string, body?: unknown): Promise<Answer> =>
    askControl<Answer>(sandbox.control, action, body)
  const sdkWith = (privateKey: string): AlipaySdk =>
    new AlipaySdk({
      appId: APP_ID,
      privateKey,
      keyType: 'PKCS8',
      alipayPublicKey: ALIPAY.publicKey,
      gateway: `http://127.0.0.1:${sandbox.port}/gateway.do`,
      camelcase: false,
    })
  const sdk = sdkWith(MERCHANT.privateKey)
  const call = (method: string, bizContent: object): Promise<Record<string, unknown>> =>
    sdk.exec(method, { bizContent, notify_url: 'http://127.0.0.1:9/' }, CHECKED)
  return { sdk, sdkWith, control, call }
}

const ORDER = { out_trade_no: 'S1', total_amount: '88.80', subject: '电费 100%' }

test('the SDK opens, asks, refunds and asks about the refund, with signatures checked both ways', async () => {
  const { call, control } = await world()
  const opened = await call('alipay.trade.precreate', ORDER)
  expect(opened).toMatchObject({
    code: '10000',
    out_trade_no: 'S1',
    qr_code: expect.stringContaining('https://') as unknown,
  })
  expect(await call('alipay.trade.query', { out_trade_no: 'S1' })).toMatchObject({
    code: '40004',
    sub_code: 'ACQ.TRADE_NOT_EXIST',
  })
  await control('pay', { qr: opened['qr_code'] })
  expect(await call('alipay.trade.query', { out_trade_no: 'S1' })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
    total_amount: '88.80',
  })
  const refund = { out_trade_no: 'S1', refund_amount: '8.80', out_request_no: 'R1' }
  expect(await call('alipay.trade.refund', refund)).toMatchObject({ fund_change: 'Y', refund_fee: '8.80' })
  expect(await call('alipay.trade.refund', refund)).toMatchObject({ fund_change: 'N', refund_fee: '8.80' })
  expect(await call('alipay.trade.fastpay.refund.query', refund)).toMatchObject({ refund_amount: '8.80' })
})

test('the SDK takes a payment code and cancels, before and after a payment', async () => {
  const { call } = await world()
  const pay = { ...ORDER, scene: 'bar_code', auth_code: '285015833669941234' }
  expect(await call('alipay.trade.pay', pay)).toMatchObject({ code: '10000', receipt_amount: '88.80' })
  expect(await call('alipay.trade.cancel', { out_trade_no: 'S1' })).toMatchObject({
    action: 'refund',
    retry_flag: 'N',
  })
  const unknown = await call('alipay.trade.cancel', { out_trade_no: 'S2' })
  expect(unknown).toMatchObject({ code: '10000', retry_flag: 'N' })
  expect(unknown).not.toHaveProperty('action')
})

test('the SDK finds a notice genuine, and one that was changed not', async () => {
  const { sdk, call, control } = await world()
  await call('alipay.trade.precreate', ORDER)
  await control('pay', { channelNo: 'S1' })
  const forms = async (manner: string): Promise<Record<string, string>[]> =>
    (await control<string[]>('forms', { manner })).map((form) =>
      Object.fromEntries(new URLSearchParams(form)),
    )
  for (const form of await forms('genuine')) expect(sdk.checkNotifySignV2(form)).toBe(true)
  for (const manner of ['tampered', 'otherKey'])
    for (const form of await forms(manner)) expect(sdk.checkNotifySignV2(form)).toBe(false)
})

test('the SDK refuses an answer with a wrong signature, and the sandbox a request with one', async () => {
  const { call, control, sdkWith } = await world()
  await control('faults', [{ at: 'query', does: 'badSignature', times: 1 }])
  await expect(call('alipay.trade.query', { out_trade_no: 'S1' })).rejects.toThrow('验签失败')
  const stranger = sdkWith(rsaPair().privateKey)
  expect(await stranger.exec('alipay.trade.query', { bizContent: ORDER }, CHECKED)).toMatchObject({
    code: '40002',
    sub_code: 'isv.invalid-signature',
  })
})

test('in certificate mode the SDK names what the sandbox asks for, and takes its certificate’s number', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const at = Date.now()
  const pem = certificatePem({
    ...{ commonName: 'app', issuer: 'Ant Test R1', serial: '0a1b2c3d4e5f' },
    ...{ from: at - 86_400_000, to: at + 86_400_000, ...pair },
  })
  const number = createHash('md5').update(`CN=Ant Test R1${0x0a1b2c3d4e5f}`).digest('hex')
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const sandbox = await startAlipaySandbox({
    ...{ appId: APP_ID, sellerId: '2088102146225135', privateKey: key, notices: 'held' },
    appPublicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    certificates: { app: number, root: `${number}_${number}`, own: number },
  })
  onTestFinished(() => sandbox.close())
  const sdk = new AlipaySdk({
    ...{ appId: APP_ID, privateKey: key, keyType: 'PKCS8', camelcase: false },
    ...{ appCertContent: pem, alipayPublicCertContent: pem, alipayRootCertContent: pem + pem },
    gateway: `http://127.0.0.1:${sandbox.port}/gateway.do`,
  })
  const asked = sdk.exec('alipay.trade.query', { bizContent: { out_trade_no: 'S1' } }, CHECKED)
  expect(await asked).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' })
})
