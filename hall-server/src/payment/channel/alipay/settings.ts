import { z } from 'zod'

const File = z.string().min(1).max(300)

/** `payments.channels.alipay` of the hall's file. Keys stand in files, as Alipay's key tool writes them or as PEM. */
export const AlipaySettings = z
  .strictObject({
    /** `https://openapi.alipay.com/gateway.do`, or that of a sandbox. */
    gateway: z.url({ protocol: /^https?$/ }).max(300),
    appId: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
    /** Alipay number of whom the money goes to (PID). */
    sellerId: z.string().regex(/^2088\d{12}$/),
    /** Our private key (应用私钥). */
    privateKeyFile: File,
    /** Alipay's public key (支付宝公钥), which is not the app's own; or `certificates`. */
    alipayPublicKeyFile: File.optional(),
    /** Certificate mode (公钥证书模式): the app's certificate, Alipay's, and its root's, as they are downloaded. */
    certificates: z.strictObject({ appFile: File, alipayFile: File, rootFile: File }).optional(),
    /** Where Alipay sends notices to; without it there are queries only. */
    notifyUrl: z
      .url({ protocol: /^https?$/ })
      .max(256)
      .optional(),
    /** How long a call may take, ms. Alipay's own clients wait 5 s. */
    timeoutMs: z.number().int().min(500).max(30_000).default(5_000),
  })
  .refine(
    ({ alipayPublicKeyFile: key, certificates }) => (key === undefined) !== (certificates === undefined),
    {
      error: 'either alipayPublicKeyFile or certificates',
    },
  )
export type AlipaySettings = z.output<typeof AlipaySettings>
