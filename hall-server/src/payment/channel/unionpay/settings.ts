import { z } from 'zod'

const Address = z.url().max(300)

/** What the hall's file says of UnionPay (`payments.channels.unionpay`); docs/unionpay.md. */
export const UnionpaySettings = z.strictObject({
  /** Trades and queries: `…/gateway/api`. */
  gateway: Address.default('https://gateway.95516.com/gateway/api'),
  /** Settlement files. */
  fileGateway: Address.default('https://filedownload.95516.com'),
  merId: z.string().regex(/^[0-9A-Za-z]{15}$/),
  /** File of our private key, PEM. */
  signKeyFile: z.string().max(200),
  /** Serial number of our certificate in decimal (certId). */
  certId: z.string().regex(/^\d{1,40}$/),
  /** Certificates that UnionPay's signing certificates are issued by, PEM: root and middle. */
  issuerFiles: z.array(z.string().max(200)).min(1).max(10),
  /** Who has to be named in UnionPay's signing certificate; the test environment names another. */
  signer: z.string().max(100).default('中国银联股份有限公司'),
  /** Where UnionPay sends its notices, from outside. */
  backUrl: Address,
  /** Terminal numbers (终端号) by the hall's own; those without one have `termId`. */
  terminals: z
    .record(z.string().max(80), z.string().regex(/^[0-9A-Za-z]{8}$/))
    .refine((all) => Object.keys(all).length <= 2_000)
    .default({}),
  termId: z
    .string()
    .regex(/^[0-9A-Za-z]{8}$/)
    .default('00000001'),
  timeoutMs: z.number().int().min(100).max(60_000).default(15_000),
  /** After the end of an order's time, before an unpaid one is called closed: payments under way end by then. */
  graceMs: z.number().int().min(0).max(600_000).default(60_000),
})
export type UnionpaySettings = z.output<typeof UnionpaySettings>
