import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { uuid7 } from '@service-hall/contract'
import type { Channel, ChannelId, ChannelTarget, RegionId, WebhookBody } from '@service-hall/contract'
import { HOUR, MINUTE, MORNING } from '@service-hall/contract/testing'
import { Cipher, freshBytes } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import { alertNodes } from '../../test/alerts.ts'
import type { AlertNode } from '../../test/alerts.ts'
import { ENGINES } from '../../test/engines.ts'
import { listening } from '../../test/listening.ts'
import { does } from '../../test/nodes.ts'
import { NoticeCourier, isWithin } from './courier.ts'
import type { NoticeSettings } from './settings.ts'
import { MOST_WAITING, deliveriesOf, outboxCounts, putNotices } from './store.ts'
import { ChannelTargets } from './targets.ts'
import { webhookSignature } from './webhook.ts'

const SECRET = 'whsec_plJ3nmyCDGBGInavdOK15jsl'
const broken = (deviceId = 'K1-printer') => ({
  ...{ type: 'DeviceStateChanged' as const, deviceId, by: 'station:K1' },
  state: { device: 'hardwareError', error: 'cutterJam' },
})

type Got = { path: string; headers: IncomingHttpHeaders; body: string }

/** A program that is told; answers with the next of `statuses`, then with 200. */
async function aReceiver(statuses: number[] = []) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  const port = await listening(server)
  return { got, url: `http://127.0.0.1:${port}` }
}

function courierOf(node: AlertNode, settings: Partial<NoticeSettings> = {}): NoticeCourier {
  const noticeTargets = new ChannelTargets(node.store, CIPHER)
  const { store, records, live, clock, log } = node
  const noticeSettings = { toLoopback: true, ...settings }
  return new NoticeCourier({ store, records, live, clock, log, noticeTargets, noticeSettings })
}
const CIPHER = new Cipher(Buffer.alloc(32, 7))

async function aChannel(
  node: AlertNode,
  target: ChannelTarget,
  fields: Partial<Channel> = {},
): Promise<ChannelId> {
  const channelId = uuid7(MORNING, freshBytes(10)) as ChannelId
  const channel: Channel = {
    ...{ channelId, regionId: 'east' as RegionId, kind: target.kind, name: 'duty', on: true, of: 'all' },
    ...{ least: 'warning', endings: true, language: 'zh', digestFrom: 5 },
    ...fields,
  }
  expect(await does(node.records, 'chief', { type: 'notice.setChannel', channel })).toMatchObject({
    ok: true,
  })
  const keep = new ChannelTargets(node.store, CIPHER)
  await keep.keep(node.store.db, channelId, { target, secret: target.kind === 'webhook' ? SECRET : null })
  return channelId
}

async function aNode(): Promise<AlertNode> {
  const [node] = await alertNodes()
  if (!node) throw new Error('no node')
  return node
}

test.each(ENGINES)(
  'of two nodes one sends, signed, once (%s)',
  async (engine) => {
    const nodes = await alertNodes(engine, 2)
    const [first, second] = nodes
    if (!first || !second) throw new Error('no nodes')
    const { got, url } = await aReceiver()
    await aChannel(first, { kind: 'webhook', url: `${url}/hook` })
    for (const node of nodes) await node.records.catchUp()
    first.says('H1', broken())
    first.says('H2', broken())
    await first.pass(70_000)
    await second.records.catchUp()
    const couriers = nodes.map((node) => courierOf(node))
    for (let turn = 0; turn < 3; turn += 1) await Promise.all(couriers.map((courier) => courier.look()))
    expect(got.map(({ path }) => path)).toEqual(['/hook'])
    const { headers, body } = got[0] as Got
    const id = String(headers['webhook-id'])
    const timestamp = Number(headers['webhook-timestamp'])
    expect(timestamp).toBe(Math.floor(first.clock.now() / 1_000))
    expect(headers['webhook-signature']).toBe(webhookSignature(SECRET, id, timestamp, body))
    expect(JSON.parse(body) as WebhookBody).toMatchObject({
      type: 'alert.raised',
      data: { alertId: 'deviceDown:H1:K1-printer:1', hallId: 'H1', severity: 'warning' },
    })
  },
  60_000,
)

test('what is refused is sent again under the same id after a pause, over a new start too, and then left as failed', async () => {
  const node = await aNode()
  const { got, url } = await aReceiver(Array(20).fill(503) as number[])
  const channel = await aChannel(node, { kind: 'webhook', url })
  node.says('H1', broken())
  await node.pass(70_000)
  let courier = courierOf(node)
  await courier.look()
  await courier.look()
  expect(got).toHaveLength(1)
  node.clock.advance(5_000)
  await courier.look()
  expect(got).toHaveLength(2)
  courier = courierOf(node)
  await courier.look()
  expect(got).toHaveLength(2)
  node.clock.advance(30_000)
  for (let turn = 0; turn < 12; turn += 1) {
    await courier.look()
    node.clock.advance(2 * HOUR)
  }
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(await deliveriesOf(node.store, channel, 9)).toMatchObject([
    { state: 'failed', error: 'status 503', tries: 8 },
  ])
  expect(got).toHaveLength(8)
  expect(node.log.lines.join('\n')).not.toContain(url)
})

test('what a node took and never sent another node sends when the first has been silent for long enough', async () => {
  const node = await aNode()
  const { got, url } = await aReceiver()
  await aChannel(node, { kind: 'webhook', url })
  node.says('H1', broken())
  await node.pass(70_000)
  const courier = courierOf(node)
  await courier.look()
  await node.store.db('notice_outbox').update({ state: 'sending', claim: 1, done: null })
  const other = courierOf(node)
  await other.look()
  expect(got).toHaveLength(1)
  node.clock.advance(91_000)
  await other.look()
  expect(got).toHaveLength(2)
})

test('many that come at once are one short message, with names in its language and no number in any log', async () => {
  const node = await aNode()
  const { got, url } = await aReceiver()
  const sms = { kind: 'http' as const, url, method: 'POST' as const, headers: { authorization: 'key' } }
  const gateway = {
    ...sms,
    body: '{"to":"{phone}","text":"{text}"}',
    contentType: 'application/json' as const,
  }
  await aChannel(node, { kind: 'sms', to: ['13900001111', '13900002222'] }, { digestFrom: 2 })
  node.says('H1', broken(), broken('K2-printer'), broken('C1-pad'))
  await node.pass(70_000)
  await courierOf(node, { sms: gateway, origin: 'https://console.example' }).look()
  expect(got).toHaveLength(2)
  const { to, text } = JSON.parse((got[0] as Got).body) as { to: string; text: string }
  expect(to).toBe('13900001111')
  expect(text.split('\n')).toEqual([
    '3 条告警通知',
    ...['K1-printer', 'K2-printer', 'C1-pad'].map((id) => `告警（一般）：Test hall（中），设备故障 ${id}`),
    'https://console.example/alerts',
  ])
  expect(node.log.lines.join('\n')).not.toContain('139')
})

test('quiet hours hold back what is not critical, and it comes together when they are over', async () => {
  const node = await aNode()
  const { got, url } = await aReceiver()
  const gateway = { kind: 'http' as const, url, method: 'POST' as const, headers: {}, body: '{text}' }
  const sms = { ...gateway, contentType: 'application/json' as const }
  const quiet = { from: '09:00', to: '11:00', timeZone: 'Asia/Shanghai' }
  await aChannel(node, { kind: 'sms', to: ['13900001111'] }, { quiet })
  node.says('H1', broken())
  node.line('H1', true)
  await node.pass(70_000)
  const courier = courierOf(node, { sms })
  await courier.look()
  expect(got).toEqual([])
  node.line('H1', false)
  await node.pass(3 * MINUTE)
  await courier.look()
  expect(got.map(({ body }) => body)).toEqual(['告警（严重）：Test hall（中），营业厅失联'])
  node.clock.advance(2 * HOUR)
  await courier.look()
  expect(got[1]?.body).toContain('设备故障')
})

test('a sandbox and a channel that is off send nothing; one for what is raised to its region hears of that alone', async () => {
  const node = await aNode()
  const { got, url } = await aReceiver()
  const sandbox = await aChannel(node, { kind: 'sms', to: ['13900001111'] })
  await aChannel(node, { kind: 'webhook', url: `${url}/off` }, { on: false })
  await aChannel(
    node,
    { kind: 'webhook', url: `${url}/root` },
    { regionId: 'root' as RegionId, of: 'escalated' },
  )
  await aChannel(node, { kind: 'webhook', url: `${url}/west` }, { regionId: 'west' as RegionId })
  await aChannel(node, { kind: 'webhook', url: `${url}/critical` }, { least: 'critical' })
  node.says('H1', broken())
  await node.pass(70_000)
  const courier = courierOf(node, { sms: { kind: 'sandbox' } })
  await courier.look()
  expect(got).toEqual([])
  expect(await deliveriesOf(node.store, sandbox, 9)).toMatchObject([{ state: 'sent' }])
  await node.pass(31 * MINUTE)
  await courier.look()
  expect(got.map(({ path, body }) => `${path} ${(JSON.parse(body) as WebhookBody).type}`)).toEqual([
    '/root alert.escalated',
  ])
})

test('what comes beyond what may wait is dropped and counted, not lost from sight', async () => {
  const node = await aNode()
  const channel = await aChannel(node, { kind: 'webhook', url: 'https://receiver.example/' })
  const body: WebhookBody = { type: 'test', timestamp: '', data: null }
  const notices = Array.from({ length: MOST_WAITING + 3 }, (_, at) => ({
    ...{
      id: `n${at}`,
      channelId: channel,
      event: 'alert.raised' as const,
      alertId: 'a',
      critical: false,
      body,
    },
  }))
  await putNotices(node.store, { from: 0, upTo: 5, notices, made: 1 })
  // Another node with the same facts.
  await putNotices(node.store, { from: 0, upTo: 5, notices, made: 1 })
  expect((await outboxCounts(node.store)).get(channel)).toMatchObject({ waiting: MOST_WAITING, dropped: 3 })
})

test('a channel that is removed sends nothing any more, and its address is forgotten', async () => {
  const node = await aNode()
  const { got, url } = await aReceiver()
  const channel = await aChannel(node, { kind: 'webhook', url })
  node.says('H1', broken())
  await node.pass(70_000)
  await does(node.records, 'chief', { type: 'notice.removeChannel', channelId: channel })
  await courierOf(node).look()
  expect(got).toEqual([])
  expect((await new ChannelTargets(node.store, CIPHER).all()).size).toBe(0)
})

test('quiet hours may reach over midnight', () => {
  const night = { from: '22:00', to: '07:00', timeZone: 'Asia/Shanghai' }
  const at = (time: string) => Date.parse(`2026-01-05T${time}:00+08:00`)
  expect(['21:59', '22:00', '03:00', '06:59', '07:00'].map((time) => isWithin(night, at(time)))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})
