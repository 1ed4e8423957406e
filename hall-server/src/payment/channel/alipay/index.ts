import type { KeyObject } from 'node:crypto'
import { channelKind } from '../port.ts'
import type { ChannelTools } from '../port.ts'
import { billOf } from './bill/index.ts'
import { certificateNo, rootCertificateNo } from './certificates.ts'
import { Gateway } from './gateway.ts'
import type { CertificateNumbers } from './gateway.ts'
import { privateKeyOf, publicKeyOf } from './keys.ts'
import { readNotice } from './notice.ts'
import { Refunds } from './refund.ts'
import { RULES } from './rules.ts'
import { AlipaySettings } from './settings.ts'
import { Trades } from './trade.ts'

/**
 * Alipay face to face (支付宝当面付): OpenAPI v2 over HTTP with RSA2 in both directions, written on `node:crypto`. The
 * official SDK is in tests only: it takes unsigned answers unless told otherwise, and times of the machine's zone.
 */
export const alipay = channelKind({
  id: 'alipay',
  name: { zh: '支付宝', en: 'Alipay' },
  uses: ['showsCode', 'scansCode'],
  settings: AlipaySettings,
  async create(settings, { clock, log, readSecret }) {
    const privateKey = privateKeyOf(await readSecret(settings.privateKeyFile))
    const { alipayKey, numbers } = await alipaysOwn(settings, readSecret)
    const gateway = new Gateway({
      settings,
      privateKey,
      alipayKey,
      clock,
      log,
      ...(numbers ? { numbers } : {}),
    })
    const refunds = new Refunds(gateway)
    const trades = new Trades(gateway, refunds, settings, clock)
    return {
      rules: RULES,
      open: (charge, credential) => trades.open(charge, credential),
      query: (charge) => trades.query(charge),
      close: (charge) => trades.close(charge),
      refund: (refund) => refunds.refund(refund),
      queryRefund: ({ charge, refundNo }) => refunds.query(charge.channelNo, refundNo),
      notice: (raw) => readNotice(raw, { settings, alipayKey, refunds }),
      bill: (day) => billOf(day, { gateway, sellerId: settings.sellerId, clock }),
    }
  },
})

/** By what Alipay's word is judged; `numbers`: of the certificates, in certificate mode. */
async function alipaysOwn(
  { alipayPublicKeyFile = '', certificates }: AlipaySettings,
  readSecret: ChannelTools['readSecret'],
): Promise<{ alipayKey: KeyObject; numbers?: CertificateNumbers }> {
  if (!certificates) return { alipayKey: publicKeyOf(await readSecret(alipayPublicKeyFile)) }
  const { appFile, alipayFile, rootFile } = certificates
  const [app, own, root] = await Promise.all([appFile, alipayFile, rootFile].map((file) => readSecret(file)))
  const numbers = {
    ...{ app: certificateNo(app ?? ''), alipay: certificateNo(own ?? '') },
    root: rootCertificateNo(root ?? ''),
  }
  return { alipayKey: publicKeyOf(own ?? ''), numbers }
}
