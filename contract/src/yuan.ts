const FEN_A_YUAN = 100

/** Fen as customers read them: `¥1,234.50`, `-¥0.05`. Exact for every whole number of fen; throws on any other. */
export function yuanText(fen: number): string {
  return (fen < 0 ? '-¥' : '¥') + digits(fen)
}

function digits(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${fen} is no whole number of fen`)
  const whole = Math.abs(fen)
  const yuan = String(Math.floor(whole / FEN_A_YUAN)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${yuan}.${String(whole % FEN_A_YUAN).padStart(2, '0')}`
}

/** Fen of what somebody typed, `12`, `12.5`, `12.50`; null: it is no amount. */
export function fenOf(typed: string): number | null {
  const [, yuan, fen = ''] = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(typed) ?? []
  return yuan === undefined ? null : Number(yuan) * FEN_A_YUAN + Number(fen.padEnd(2, '0'))
}
