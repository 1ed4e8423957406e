import { X509Certificate } from 'node:crypto'
import { channelKind } from '../port.ts'
import type { Channel, ChannelTools } from '../port.ts'
import { fetchBill } from './bill.ts'
import { unionpayClient } from './client.ts'
import { readNotice } from './notice.ts'
import { Refunds } from './refund.ts'
import { unionpayRules } from './rules.ts'
import { UnionpaySettings } from './settings.ts'
import { readSigningKey } from './signature.ts'
import { Trades } from './trade.ts'

/** UnionPay QR (银联二维码), 全渠道 5.1.0; docs/unionpay.md. */
export const unionpay = channelKind({
  id: 'unionpay',
  name: { zh: '银联二维码', en: 'UnionPay QR' },
  uses: ['showsCode', 'scansCode'],
  settings: UnionpaySettings,
  create: createUnionpay,
})

async function createUnionpay(settings: UnionpaySettings, tools: ChannelTools): Promise<Channel> {
  const { readSecret } = tools
  const key = readSigningKey(await readSecret(settings.signKeyFile))
  const pems = await Promise.all(settings.issuerFiles.map((file) => readSecret(file)))
  const trust = { issuers: pems.map((pem) => new X509Certificate(pem)), signer: settings.signer }
  const client = unionpayClient(settings, key, trust, tools)
  const trades = new Trades(client)
  const refunds = new Refunds(client)
  return {
    rules: unionpayRules(settings.graceMs),
    open: (charge, credential) => trades.open(charge, credential),
    query: (charge) => trades.query(charge),
    close: (charge) => trades.close(charge),
    refund: (order) => refunds.refund(order),
    queryRefund: (order) => refunds.query(order),
    notice: (raw) => {
      const read = readNotice(client, raw)
      if (read.ok && 'standing' in read && read.standing.is === 'paid')
        trades.heardPaid(read.channelNo, read.standing)
      return Promise.resolve(read)
    },
    bill: (day) => fetchBill(client, day),
  }
}
