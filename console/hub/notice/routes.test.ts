import { createServer } from 'node:http'
import type { ChannelsAnswer, DeliveriesAnswer } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import { listening } from '../../test/listening.ts'
import { aHub } from '../../test/hub.ts'

const FIELDS = {
  on: true,
  of: 'all',
  least: 'warning',
  endings: true,
  language: 'zh',
  digestFrom: 5,
  name: 'duty',
}

test('a channel is made, tried and removed by who administers its region; its address is told to nobody', async () => {
  const got: string[] = []
  const server = createServer((request, response) => {
    got.push(String(request.headers['webhook-id']))
    response.end()
  })
  const port = await listening(server)
  const url = `http://127.0.0.1:${port}/private-path`
  const hub = await aHub({ organised: true, notices: { toLoopback: true, sms: { kind: 'sandbox' } } })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      regionId,
      parentId: 'root',
      name: { zh: regionId, en: regionId },
    })
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'administrator' })
  const channelId = freshId()
  const channel = { channelId, regionId: 'east', kind: 'webhook', ...FIELDS }
  const wish = { id: freshId(), channel, target: { kind: 'webhook', url } }
  const set = (by: typeof admin, body: object) => by.ask('POST', '/api/notice-channels', body)
  const made = await set(east, wish)
  expect(made.body['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  // Asked again under its id, the secret is not told again.
  expect((await set(east, wish)).body).toEqual({ ok: true, secret: null })
  expect(
    (await set(east, { ...wish, id: freshId(), channel: { ...channel, regionId: 'west' } })).status,
  ).toBe(404)
  expect(
    (await set(east, { id: freshId(), channel: { ...channel, channelId: freshId() } })).body,
  ).toMatchObject({
    code: 'notice.noTarget',
  })
  for (const barred of ['http://169.254.169.254/', 'http://[fe80::1]/', 'http://0.0.0.0/'])
    expect(
      (await set(east, { ...wish, id: freshId(), target: { kind: 'webhook', url: barred } })).body,
    ).toMatchObject({
      code: 'notice.addressBarred',
    })
  const mail = { ...channel, channelId: freshId(), kind: 'mail' }
  const to = { kind: 'mail', to: ['duty@power.example'] }
  expect((await set(east, { id: freshId(), channel: mail, target: to })).body).toMatchObject({
    code: 'notice.noGateway',
  })
  expect((await east.command('notice.setChannel', { channel: mail })).status).toBe(400)

  const path = `/api/notice-channels/${channelId}`
  expect((await east.ask('POST', `${path}/test`, { id: freshId() })).status).toBe(202)
  const delivered = async (): Promise<unknown> =>
    ((await east.ask('GET', `${path}/deliveries`)).body as unknown as DeliveriesAnswer).deliveries[0]?.state
  await expect.poll(delivered, { timeout: 20_000 }).toBe('sent')
  expect(got).toHaveLength(1)
  const seen = (await east.ask('GET', '/api/notice-channels')).body as unknown as ChannelsAnswer
  expect(seen).toMatchObject({
    gateways: { mail: false, sms: 'sandbox' },
    channels: [{ channelId, failed: 0 }],
  })
  expect(JSON.stringify(seen)).not.toContain('private-path')
  expect(JSON.stringify((await admin.ask('GET', '/api/audit')).body)).not.toContain('private-path')
  expect(hub.log.lines.join('\n')).not.toContain('private-path')

  const west = await anAccount(admin, 'S2', { homeId: 'west', role: 'administrator' })
  const viewer = await anAccount(admin, 'S3', { homeId: 'east', role: 'supervisor' })
  for (const other of [west, viewer]) {
    expect((await other.ask('GET', '/api/notice-channels')).body).toMatchObject({ channels: [] })
    expect((await other.ask('POST', `${path}/test`, { id: freshId() })).status).toBe(404)
    expect((await other.ask('GET', `${path}/deliveries`)).status).toBe(404)
    expect((await other.command('notice.removeChannel', { channelId })).status).toBe(404)
  }
  expect((await east.command('notice.removeChannel', { channelId })).status).toBe(200)
  expect((await east.ask('GET', `${path}/deliveries`)).status).toBe(404)
}, 60_000)
