import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { waitFor } from '@service-hall/harness/process'
import { askControl, bytesOf, startWechat } from '@service-hall/harness/sandbox'
import type { WechatSandbox } from '@service-hall/harness/sandbox'
import { systemClock } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import type { Channel, Charge, NoticeRead, RefundOrder } from '../../src/payment/channel/port.ts'
import { wechat } from '../../src/payment/channel/wechat/index.ts'

export type WechatUnderTest = {
  channel: Channel
  sandbox: WechatSandbox
  base: string
  log: ReturnType<typeof aLog>
  /** Faults at places of the sandbox. */
  faults: (at: string, does: string, times?: number, ms?: number) => Promise<unknown>
  /** How often a fault happened: `query dropRequest`. */
  used: () => Promise<Record<string, number>>
  /** What the channel read from the notices that came over the wire. */
  notices: NoticeRead[]
}

export type WechatSetup = {
  /** Platform certificates instead of WeChat Pay's public key. */
  certificates?: boolean
  settings?: Record<string, unknown>
  clock?: Clock
  now?: () => number
}

/** One merchant for all tests of a file: RSA keys take their time. */
let merchant: WechatSandbox['merchant'] | undefined

/** Our channel before WeChat Pay's stand-in, over HTTP; notices come back over HTTP too. */
export async function aWechat(setup: WechatSetup = {}): Promise<WechatUnderTest> {
  const sandbox = await startWechat({ ...(merchant && { merchant }), ...(setup.now && { now: setup.now }) })
  merchant = sandbox.merchant
  onTestFinished(() => sandbox.close())
  const base = `http://127.0.0.1:${sandbox.port}`
  const log = aLog()
  const notices: NoticeRead[] = []
  const notifyUrl = await listen((raw) => readBy(raw))
  const channel = await aWechatChannel(sandbox, { ...setup, settings: { notifyUrl, ...setup.settings }, log })
  async function readBy(raw: { headers: Record<string, string>; body: Buffer }) {
    const read = await channel.notice?.({ ...raw, at: Date.now() })
    if (!read) throw new Error('the channel takes no notices')
    notices.push(read)
    return read.reply
  }
  return {
    channel,
    sandbox,
    base,
    log,
    notices,
    faults: (at, does, times = 1, ms = 0) => askControl(sandbox.control, 'faults', [{ at, does, times, ms }]),
    used: () => askControl(sandbox.control, 'usedFaults'),
  }
}

/** A channel of that sandbox's merchant. */
export async function aWechatChannel(
  { merchant, publicKey, port }: WechatSandbox,
  setup: WechatSetup & { log?: ReturnType<typeof aLog> } = {},
): Promise<Channel> {
  const secrets = new Map([
    ['key.pem', merchant.privateKeyPem],
    ['apiv3.key', `${merchant.apiV3Key}\n`],
    ['pub_key.pem', publicKey.pem],
  ])
  const settings = wechat.settings.parse({
    baseUrl: `http://127.0.0.1:${port}`,
    mchid: merchant.mchid,
    appid: merchant.appid,
    merchantSerial: merchant.serial,
    privateKeyFile: 'key.pem',
    apiV3KeyFile: 'apiv3.key',
    ...(!setup.certificates && { publicKey: { id: publicKey.id, file: 'pub_key.pem' } }),
    notifyUrl: 'https://hall.example/notice',
    timeoutMs: 30_000,
    ...setup.settings,
  })
  return wechat.create(settings, {
    clock: setup.clock ?? systemClock,
    log: setup.log ?? aLog(),
    readSecret: (path) => {
      const text = secrets.get(path)
      return text === undefined ? Promise.reject(new Error(`no ${path}`)) : Promise.resolve(text)
    },
  })
}

async function listen(
  take: (raw: { headers: Record<string, string>; body: Buffer }) => Promise<{ status: number; body: string }>,
): Promise<string> {
  const server = createServer((request, response) => {
    bytesOf(request)
      .then((body) => take({ headers: request.headers as Record<string, string>, body }))
      .then(
        ({ status, body }) => response.writeHead(status).end(body),
        () => response.writeHead(500).end(),
      )
  })
  await waitFor('the merchant to listen', once(server.listen(0, '127.0.0.1'), 'listening'))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notice`
}

let count = 0

/** An attempt of 23.40 yuan that was opened a minute ago. */
export function aCharge(over: Partial<Charge> = {}): Charge {
  const openedAt = Date.now() - 60_000
  return {
    channelNo: `SH2026113000000000000000${String(++count).padStart(4, '0')}`,
    fen: 2_340,
    subject: '电费 户号尾数 3456',
    openedAt,
    until: openedAt + 180_000,
    hallId: 'hall-1',
    terminalId: 'kiosk-3',
    use: 'showsCode',
    ...over,
  }
}

export function aRefund(charge: Charge, tradeNo: string, over: Partial<RefundOrder> = {}): RefundOrder {
  return {
    refundNo: `RF2026113000000000000000${String(++count).padStart(4, '0')}`,
    charge,
    tradeNo,
    fen: charge.fen,
    reason: '账单已缴，退回多付款项',
    ...over,
  }
}

/** All of them, in order. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}
