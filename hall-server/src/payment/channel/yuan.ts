/** `12.30`: what channels that count in yuan with two decimals want. `fen`: a whole number. */
export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Whole fen of `12.30`, `12.3` or `-12`; null where it is no amount. No floating point on the way. */
export function fenOf(yuan: string): number | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan)
  if (!match) return null
  const [, sign = '', whole = '', decimals = ''] = match
  const fen = Number(whole + decimals.padEnd(2, '0'))
  return sign === '' || fen === 0 ? fen : -fen
}
