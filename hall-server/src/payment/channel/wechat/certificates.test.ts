import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { aCharge, aWechat } from '../../../../test/wechat/index.ts'

const LOADED = 'wechat.certificates.loaded'

async function withCertificates() {
  const clock = aClock(Date.now())
  const hall = await aWechat({ certificates: true, clock, now: () => clock.now() })
  const fetched = (): number => hall.log.lines.filter((line) => line.includes(LOADED)).length
  return { ...hall, clock, fetched }
}

test('certificates are fetched when the first answer comes, once', async () => {
  const { channel, fetched } = await withCertificates()
  const charge = aCharge()
  await Promise.all([channel.open(charge), channel.query(charge)])
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  expect(fetched()).toBe(1)
})

test('an answer by a new certificate leads to one fetch, and is believed', async () => {
  const { channel, sandbox, clock, fetched } = await withCertificates()
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.rotate()
  clock.advance(60_000)
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  expect(fetched()).toBe(2)
})

test('answers by serials that nobody knows do not make a storm of fetches', async () => {
  const { channel, clock, faults, fetched } = await withCertificates()
  const charge = aCharge()
  await channel.open(charge)
  clock.advance(60_000)
  await faults('query', 'unknownSerial', 5)
  for (let times = 0; times < 5; times += 1)
    expect(await channel.query(charge)).toEqual({ is: 'unsure', why: '200: signature unknownKey' })
  expect(fetched()).toBe(2)
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
})

test('a certificate that is listed no more is believed no more, twelve hours later at most', async () => {
  const { channel, sandbox, clock } = await withCertificates()
  sandbox.actions.notices({ mode: 'held' })
  const charge = aCharge({ until: clock.now() + 86_400_000 })
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  const { headers, body } = sandbox.actions.noticeBytes({ no: charge.channelNo })
  const raw = { headers, body: Buffer.from(body, 'base64'), at: clock.now() }
  sandbox.actions.rotate({ dropOld: true })
  expect(await channel.notice?.(raw)).toMatchObject({ ok: true })
  clock.advance(60_000)
  await channel.query(charge)
  expect(await channel.notice?.(raw)).toMatchObject({ ok: false, code: 'badSignature' })
})

test('a list that cannot be fetched leaves answers unsure, and is tried again a minute later', async () => {
  const { channel, clock, faults, log } = await withCertificates()
  const charge = aCharge()
  await faults('certificates', 'systemBusy')
  expect(await channel.open(charge)).toEqual({ is: 'unsure', why: '200: signature unknownKey' })
  expect(log.lines.join()).toContain('wechat.certificates.failed')
  clock.advance(60_000)
  expect(await channel.open(charge)).toMatchObject({ is: 'payable' })
})

test.each(['badSignature', 'unsigned', 'staleSignature'])('a list with %s is not believed', async (fault) => {
  const { channel, faults, fetched } = await withCertificates()
  await faults('certificates', fault)
  expect(await channel.open(aCharge())).toMatchObject({ is: 'unsure' })
  expect(fetched()).toBe(0)
})
