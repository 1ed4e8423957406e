import { z } from 'zod'

/** What a hall says of its utility's billing system, under `billing` in its file. */
export const BillingSettings = z.strictObject({
  /** Where it is; TLS by `https:`. A path in it stands before every path of the contract. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .refine((text) => !/[?#@]/.test(text), { error: 'an address without query, fragment or user' }),
  /** File with `{"token": …, "secret": …}`: bearer token, and base64 of the 32 bytes or more that sign. */
  keyFile: z.string().min(1).max(500),
  /** PEM file of who signed the utility's certificate; absent: the authorities that the machine trusts. */
  caFile: z.string().min(1).max(500).optional(),
  /** The longest that one try may take, ms; an operation's own limit holds where it is shorter. */
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
  /** The hall's code at the utility (代收网点). */
  agentCode: z.string().regex(/^[0-9A-Za-z_-]{1,40}$/),
})
export type BillingSettings = z.output<typeof BillingSettings>

/** What a key file holds. */
export type BillingKey = { token: string; secret: Buffer }

const KeyFile = z.strictObject({
  token: z.string().regex(/^[\x21-\x7e]{32,256}$/),
  secret: z.base64().min(44).max(400),
})

/** Reads a key file's text. Throws without telling any of it. */
export function readBillingKey(text: string): BillingKey {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    throw new Error('the key file of the billing system is no JSON')
  }
  const { success, data } = KeyFile.safeParse(file)
  if (!success)
    throw new Error(
      'the key file of the billing system needs a token of 32 to 256 characters and a secret of 32 bytes or more',
    )
  return { token: data.token, secret: Buffer.from(data.secret, 'base64') }
}
