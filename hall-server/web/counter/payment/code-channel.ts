import type { HallConfig } from '@service-hall/contract'

type Way = NonNullable<HallConfig['payments']>['ways'][number]

/**
 * Payment codes by the digits that channels document: Alipay 25 to 30 and 16 to 24 digits, WeChat Pay 10 to 15 and 18
 * digits, UnionPay 62 and 19 digits.
 */
const CODES: Readonly<Record<string, RegExp>> = {
  alipay: /^(2[5-9]|30)\d{14,22}$/,
  wechat: /^1[0-5]\d{16}$/,
  unionpay: /^62\d{17}$/,
}

/** The digits of a payment code as it was scanned; null: it is none. */
export function paymentCodeOf(scanned: string): string | null {
  const text = scanned.trim()
  return /^\d{16,24}$/.test(text) ? text : null
}

/** Channel of a payment code among those that this hall takes; null: nobody can tell, or it is not taken here. */
export function channelOfCode(code: string, ways: readonly Way[]): Way['channel'] | null {
  const way = ways.find(({ channel, uses }) => uses.includes('scansCode') && CODES[channel]?.test(code))
  return way?.channel ?? null
}

/** The first way of a use that the hall takes. */
export function wayWith(ways: readonly Way[], use: Way['uses'][number]): Way['channel'] | null {
  return ways.find(({ uses }) => uses.includes(use))?.channel ?? null
}
