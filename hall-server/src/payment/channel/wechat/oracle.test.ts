import { gunzipSync } from 'node:zlib'
import type { WechatSandbox } from '@service-hall/harness/sandbox'
import { expect, test } from 'vitest'
import { Aes, Formatter, Wechatpay } from 'wechatpay-axios-plugin'
import { aCharge, aRefund, aWechat, all } from '../../../../test/wechat/index.ts'
import { chinaDayOf } from '../china-time.ts'
import { billLines } from './bill-lines.ts'
import { decipher } from './resource.ts'
import { answerBytes, requestText } from './signature.ts'

// A third party's client (wechatpay-axios-plugin) before the same sandbox: what it takes for WeChat Pay's protocol, the
// sandbox speaks; what it reads, our client reads the same.

const TODAY = chinaDayOf(Date.now())

function theirClient({ merchant, publicKey, port }: WechatSandbox) {
  return new Wechatpay({
    baseURL: `http://127.0.0.1:${port}`,
    mchid: merchant.mchid,
    serial: merchant.serial,
    privateKey: merchant.privateKeyPem,
    certs: { [publicKey.id]: publicKey.pem },
    headers: { 'Wechatpay-Serial': publicKey.id },
  })
}

/** What of a notice is enciphered. */
type Resource = Parameters<typeof decipher>[0]

test('their client orders, looks, closes; ours sees the same order', async () => {
  const { channel, sandbox } = await aWechat()
  const { mchid, appid } = sandbox.merchant
  const theirs = theirClient(sandbox)
  const charge = aCharge()
  const order = {
    ...{ mchid, appid, out_trade_no: charge.channelNo, description: charge.subject },
    ...{ notify_url: 'https://hall.example/notice', amount: { total: charge.fen, currency: 'CNY' } },
  }
  const ordered = await theirs.chain('v3/pay/transactions/native').post(order)
  expect(ordered.data).toEqual({ code_url: expect.stringMatching(/^weixin:/) as unknown })
  const look = { params: { mchid }, out_trade_no: charge.channelNo }
  const address = 'v3/pay/transactions/out-trade-no/{out_trade_no}'
  expect((await theirs.chain(address).get(look)).data).toMatchObject({ trade_state: 'NOTPAY' })
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  const closed = await theirs.chain(`${address}/close`).post({ mchid }, { out_trade_no: charge.channelNo })
  expect(closed.status).toBe(204)
  expect(await channel.query(charge)).toEqual({ is: 'closed' })
})

test('their client refunds; ours finds the refund', async () => {
  const { channel, sandbox } = await aWechat()
  const theirs = theirClient(sandbox)
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  const refund = aRefund(charge, 'x', { fen: 40 })
  const { data } = await theirs.chain('v3/refund/domestic/refunds').post({
    out_trade_no: charge.channelNo,
    out_refund_no: refund.refundNo,
    amount: { refund: 40, total: charge.fen, currency: 'CNY' },
  })
  expect(data).toMatchObject({ status: 'PROCESSING' })
  expect(await channel.queryRefund(refund)).toMatchObject({ is: 'refunded', fen: 40 })
})

test('their client refuses what ours refuses: a wrong and a stale signature', async () => {
  const { channel, sandbox, faults } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  const look = { params: { mchid: sandbox.merchant.mchid }, out_trade_no: charge.channelNo }
  for (const fault of ['badSignature', 'staleSignature']) {
    await faults('query', fault, 2)
    const theirs = theirClient(sandbox).chain('v3/pay/transactions/out-trade-no/{out_trade_no}').get(look)
    await expect(theirs).rejects.toThrow(/response/)
    expect(await channel.query(charge)).toMatchObject({ is: 'unsure' })
  }
})

test('both decipher the same notices and the same certificates', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  const { body } = sandbox.actions.noticeBytes({ no: charge.channelNo })
  const { resource } = JSON.parse(Buffer.from(body, 'base64').toString()) as { resource: Resource }
  const key = sandbox.merchant.apiV3Key
  const theirs = Aes.AesGcm.decrypt(resource.ciphertext, key, resource.nonce, resource.associated_data)
  expect(decipher(resource, Buffer.from(key)).toString()).toBe(theirs)
  expect(JSON.parse(theirs)).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 2_340 } })
})

test('both sign the same text', () => {
  expect(requestText('POST', '/v3/x?y=1', '1554208460', 'N', '{"a":"电"}')).toBe(
    Formatter.request('POST', '/v3/x?y=1', '1554208460', 'N', '{"a":"电"}'),
  )
  expect(answerBytes('1554208460', 'N', Buffer.from('{"a":"电"}')).toString()).toBe(
    Formatter.response('1554208460', 'N', '{"a":"电"}'),
  )
})

test('both read the same lines in a bill', async () => {
  const { channel, sandbox, base } = await aWechat()
  for (const fen of [100, 2_340, 99_999]) {
    const charge = aCharge({ fen })
    await channel.open(charge)
    sandbox.actions.pay({ no: charge.channelNo })
  }
  const client = theirClient(sandbox)
  const { data } = await client
    .chain('v3/bill/tradebill')
    .get<{ download_url: string }>({ params: { bill_date: TODAY, tar_type: 'GZIP' } })
  const address = new URL(data.download_url)
  expect(address.origin).toBe(base)
  const file = await client.chain('v3/billdownload/file').get<Buffer>({
    params: { token: address.searchParams.get('token') },
    responseType: 'arraybuffer',
    transformResponse: [(bytes: Buffer) => bytes],
  })
  const plain = gunzipSync(file.data)
  const theirs = Formatter.castCsvBill(plain) as { rows: Record<string, string>[] }
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(plain)
  }
  const ours = await all(billLines(pieces(), sandbox.merchant.mchid))
  expect(ours.map(({ channelNo, fen }) => [channelNo, fen])).toEqual(
    theirs.rows.map((row) => [row['商户订单号'], Math.round(Number(row['订单金额']) * 100)]),
  )
})
