import { createPrivateKey, createPublicKey } from 'node:crypto'
import { channelKind } from '../port.ts'
import type { Channel, ChannelTools } from '../port.ts'
import { fetchBill } from './bill.ts'
import { Certificates } from './certificates.ts'
import { WechatClient } from './client.ts'
import type { ClientTools } from './client.ts'
import { readNotice } from './notice.ts'
import { Refunds } from './refund.ts'
import { apiV3Key } from './resource.ts'
import { WECHAT_RULES } from './rules.ts'
import { WechatSettings } from './settings.ts'
import type { FindKey } from './signature.ts'
import { Trades } from './trade.ts'
import { Undo } from './undo.ts'

/** WeChat Pay (微信支付) API v3: Native and payment codes. */
export const wechat = channelKind({
  id: 'wechat',
  name: { zh: '微信支付', en: 'WeChat Pay' },
  uses: ['showsCode', 'scansCode'],
  settings: WechatSettings,
  create: createWechat,
})

async function createWechat(settings: WechatSettings, tools: ChannelTools): Promise<Channel> {
  const { clock } = tools
  const { mchid } = settings
  const key = apiV3Key(await tools.readSecret(settings.apiV3KeyFile))
  const { client, findKey } = await createClient(settings, tools, key)
  const trades = new Trades(client, settings)
  const undo = new Undo(client, trades, settings, clock)
  const refunds = new Refunds(client, settings)
  return {
    rules: WECHAT_RULES,
    open: (charge, credential) => trades.open(charge, credential),
    query: async (charge) => (await trades.look(charge)).standing,
    close: (charge) => undo.close(charge),
    refund: (order) => refunds.refund(order),
    queryRefund: (order) => refunds.query(order),
    notice: (raw) => readNotice(raw, { merchant: settings, apiV3Key: key, clock, findKey }),
    bill: (day) => fetchBill(client, day, { mchid, timeoutMs: settings.billTimeoutMs }),
  }
}

/** The client, and where the keys come from that it judges by: settings, or certificates that it fetches itself. */
async function createClient(
  settings: WechatSettings,
  { clock, log, readSecret }: ChannelTools,
  key: Buffer,
): Promise<{ client: WechatClient; findKey: FindKey }> {
  const { baseUrl, standbyUrl, mchid, merchantSerial: serial, publicKey, timeoutMs } = settings
  const common = {
    hosts: standbyUrl === undefined ? [baseUrl] : [baseUrl, standbyUrl],
    signer: {
      mchid,
      serial,
      key: createPrivateKey(await readSecret(settings.privateKeyFile)),
      now: () => clock.now(),
    },
    clock,
    timeoutMs,
  } satisfies Partial<ClientTools>
  if (publicKey) {
    const pem = createPublicKey(await readSecret(publicKey.file))
    const findKey: FindKey = (wanted) => Promise.resolve(wanted === publicKey.id ? pem : null)
    return { client: new WechatClient({ ...common, wantedKey: publicKey.id, findKey }), findKey }
  }
  const { find: findKey } = new Certificates({
    clock,
    log,
    apiV3Key: key,
    fetch: () => fetchCertificates(client),
  })
  const client: WechatClient = new WechatClient({ ...common, findKey })
  return { client, findKey }
}

/** 获取平台证书列表, before anything is known that could judge it: `Certificates` does. */
async function fetchCertificates(
  client: WechatClient,
): Promise<{ header(name: string): string | null; body: Buffer }> {
  const answer = await client.send({ method: 'GET', target: '/v3/certificates' })
  if (!answer.ok) throw new Error(`certificates: ${answer.why}`)
  if (answer.status !== 200) throw new Error(`certificates: ${answer.status}`)
  return { header: (name) => answer.headers[name] ?? null, body: answer.body }
}
