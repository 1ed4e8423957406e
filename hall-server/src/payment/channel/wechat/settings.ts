import { z } from 'zod'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** WeChat Pay takes addresses of notices by https only and without a query; on the machine itself http will do. */
function takesNotices(text: string): boolean {
  const url = new URL(text)
  return url.search === '' && (url.protocol === 'https:' || LOOPBACK.has(url.hostname))
}

const Url = z.url({ protocol: /^https?$/ }).max(200)
const File = z.string().min(1).max(400)

/** Settings of the channel in the hall's file, `payments.channels.wechat`. */
export const WechatSettings = z.strictObject({
  /** Gateway (主域名); a sandbox's address stands here. */
  baseUrl: Url.default('https://api.mch.weixin.qq.com'),
  /** Asked when the first one cannot be reached (备域名): `https://api2.mch.weixin.qq.com`. */
  standbyUrl: Url.optional(),
  /** Merchant number (商户号). */
  mchid: z.string().regex(/^\d{6,32}$/),
  /** Application that belongs to the merchant (公众账号 ID). */
  appid: z.string().min(1).max(32),
  /** Serial number of the merchant's API certificate, hex. */
  merchantSerial: z.string().regex(/^[0-9A-Fa-f]{8,64}$/),
  /** PEM file of the merchant's private key (`apiclient_key.pem`). */
  privateKeyFile: File,
  /** File with the APIv3 key: 32 characters. */
  apiV3KeyFile: File,
  /** WeChat Pay's public key (微信支付公钥). Absent: platform certificates are fetched, and followed when they rotate. */
  publicKey: z
    .strictObject({ id: z.string().regex(/^PUB_KEY_ID_[0-9A-Za-z]{1,64}$/), file: File })
    .optional(),
  /** Where WeChat Pay sends notices: the hall server as the internet sees it. */
  notifyUrl: Url.refine(takesNotices, 'https, and no query'),
  /** Time limit of a call, ms. */
  timeoutMs: z.int().min(200).max(30_000).default(5_000),
  /** Time limit of the download of a day's bill, ms. */
  billTimeoutMs: z.int().min(1_000).max(600_000).default(120_000),
})
export type WechatSettings = z.output<typeof WechatSettings>
