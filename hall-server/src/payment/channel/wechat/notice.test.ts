import { lookUntil } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aCharge, aRefund, aWechat, aWechatChannel } from '../../../../test/wechat/index.ts'
import type { WechatUnderTest } from '../../../../test/wechat/index.ts'
import type { Charge } from '../port.ts'

async function paidHeld(setup = {}): Promise<WechatUnderTest & { charge: Charge }> {
  const hall = await aWechat(setup)
  hall.sandbox.actions.notices({ mode: 'held' })
  const charge = aCharge({ fen: 100 })
  await hall.channel.open(charge)
  hall.sandbox.actions.pay({ no: charge.channelNo })
  return { ...hall, charge }
}

test('a payment comes as a notice, which is answered by 204', async () => {
  const { sandbox, notices, charge } = await paidHeld()
  expect(await sandbox.actions.release()).toEqual([204])
  expect(notices).toEqual([
    {
      ok: true,
      channelNo: charge.channelNo,
      standing: {
        is: 'paid',
        tradeNo: expect.any(String) as unknown,
        fen: 100,
        paidAt: expect.any(Number) as unknown,
      },
      reply: { status: 204, type: 'text/plain', body: '' },
    },
  ])
})

test('a notice tells the same trade as a query, also twice and long after', async () => {
  const { sandbox, notices, channel, charge } = await paidHeld()
  const standing = await channel.query(charge)
  await sandbox.actions.notify({ no: charge.channelNo })
  await sandbox.actions.notify({ no: charge.channelNo })
  expect(notices).toHaveLength(2)
  for (const notice of notices) expect(notice).toMatchObject({ ok: true, standing })
})

test('a total of 100 that became 180 under way is refused: the tag of the cipher does not fit', async () => {
  const { sandbox, notices, charge } = await paidHeld()
  expect(await sandbox.actions.notify({ no: charge.channelNo, make: 'tampered' })).toBe(400)
  expect(notices).toEqual([
    { ok: false, code: 'unreadable', reply: expect.objectContaining({ status: 400 }) as unknown },
  ])
})

test.each([
  ['tamperedBody', 401, 'badSignature'],
  ['probe', 401, 'badSignature'],
  ['stale', 401, 'stale'],
  ['otherApp', 403, 'otherApp'],
] as const)('a notice that is made %s is answered by %i', async (make, status, code) => {
  const { sandbox, notices, charge } = await paidHeld()
  expect(await sandbox.actions.notify({ no: charge.channelNo, make })).toBe(status)
  expect(notices).toMatchObject([
    { ok: false, code, reply: { body: JSON.stringify({ code: 'FAIL', message: code }) } },
  ])
})

test('a notice of the right merchant and another application is refused', async () => {
  const { sandbox, charge } = await paidHeld()
  const channel = await aWechatChannel(sandbox, {
    settings: { appid: 'wx0000000000000001' },
  })
  const { headers, body } = sandbox.actions.noticeBytes({ no: charge.channelNo })
  const raw = { headers, body: Buffer.from(body, 'base64'), at: Date.now() }
  expect(await channel.notice?.(raw)).toMatchObject({ ok: false, code: 'otherApp' })
})

test('a notice is fresh for five minutes, by its own stamp, whatever the case of its headers', async () => {
  const { sandbox, charge } = await paidHeld()
  let now = Date.now()
  const clock = { now: () => now, monotonic: () => performance.now(), after: () => () => undefined }
  const channel = await aWechatChannel(sandbox, { clock })
  const { headers, body } = sandbox.actions.noticeBytes({ no: charge.channelNo })
  const shouted = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
  )
  const raw = { headers: shouted, body: Buffer.from(body, 'base64'), at: now }
  expect(await channel.notice?.(raw)).toMatchObject({ ok: true })
  now += 299_000
  expect(await channel.notice?.(raw)).toMatchObject({ ok: true })
  now += 2_000
  expect(await channel.notice?.(raw)).toMatchObject({ ok: false, code: 'stale' })
  now -= 602_000
  expect(await channel.notice?.(raw)).toMatchObject({ ok: false, code: 'stale' })
})

test.each(['', '{', '[]', '{"event_type":"TRANSACTION.SUCCESS"}'])(
  'a body of %j is refused',
  async (text) => {
    const { channel } = await aWechat()
    const raw = { headers: {}, body: Buffer.from(text), at: Date.now() }
    expect(await channel.notice?.(raw)).toMatchObject({ ok: false, code: 'badSignature' })
  },
)

test('a refund comes as a notice too, and may come before its payment', async () => {
  const { channel, sandbox, notices, charge } = await paidHeld()
  const refund = aRefund(charge, 'x', { fen: 40 })
  await channel.refund(refund)
  await lookUntil('the refund to be done', () => sandbox.actions.refunds()[0]?.status === 'SUCCESS')
  expect(await sandbox.actions.release({ reversed: true })).toEqual([204, 204])
  expect(notices).toMatchObject([
    { ok: true, refundNo: refund.refundNo, refund: { is: 'refunded', fen: 40 } },
    { ok: true, channelNo: charge.channelNo },
  ])
})

test.each(['badNotify', 'probe', 'duplicate'])(
  'a scripted %s does no harm: the true notice is taken',
  async (fault) => {
    const hall = await aWechat()
    await hall.faults('notify', fault)
    const charge = aCharge()
    await hall.channel.open(charge)
    hall.sandbox.actions.pay({ no: charge.channelNo })
    await lookUntil('an answer', () => hall.sandbox.actions.noticeAnswers().length > 0)
    if (fault === 'badNotify') await hall.sandbox.actions.notify({ no: charge.channelNo })
    await lookUntil('the true notice', () => hall.notices.some((notice) => notice.ok), { longestMs: 10_000 })
  },
)
