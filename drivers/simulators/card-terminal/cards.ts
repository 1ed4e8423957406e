/** A bank card as the bank made it. */
export type Card = {
  pan: string
  pin: string
  /** YYMM */
  expiry: string
  /** 3 digits; null: none. */
  sequence: string | null
  chip: boolean
}

/** 1 inserted, 2 swiped, 3 tapped. */
export type How = 1 | 2 | 3

/** Numbers of test ranges: published by UnionPay for its sandbox, and ours of the same pattern. */
const CARDS: Readonly<Record<string, Card>> = {
  debit: { pan: '6216261000000000018', pin: '123456', expiry: '3012', sequence: '001', chip: true },
  credit: { pan: '6221558812340000', pin: '654321', expiry: '2911', sequence: '000', chip: true },
  stripe: { pan: '6226388000000095', pin: '111111', expiry: '2806', sequence: null, chip: false },
}

export function cardOf(card: unknown): Card {
  if (typeof card === 'string' && Object.hasOwn(CARDS, card)) return CARDS[card] as Card
  if (typeof card !== 'object' || card === null) throw new Error(`unknown card ${JSON.stringify(card)}`)
  const made = { ...CARDS['debit'], ...card } as Card
  if (!/^\d{12,19}$/.test(made.pan)) throw new Error('a number of 12 to 19 digits')
  return made
}

export function howOf(what: unknown): How {
  if (what === 'swipe') return 2
  return what === 'tap' ? 3 : 1
}

/** Track 2 without sentinels; service code 220: chip, online; 120: stripe. */
export function trackOf({ pan, expiry, chip }: Card): string {
  return `${pan}D${expiry}${chip ? '220' : '120'}00000000`
}

export function maskOf({ pan }: Card): string {
  return pan.slice(0, 6) + '*'.repeat(pan.length - 10) + pan.slice(-4)
}
