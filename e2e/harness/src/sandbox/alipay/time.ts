const ZONE_MS = 8 * 60 * 60 * 1_000

/** Beijing time as the gateway writes it: `2026-11-30 09:08:07`. */
export const beijing = (at: number): string =>
  new Date(at + ZONE_MS).toISOString().replace('T', ' ').slice(0, 19)

export const beijingDay = (at: number): string => beijing(at).slice(0, 10)

/** Epoch ms of an hour of a day in Beijing. */
export const hourOf = (day: string, hour: number): number =>
  Date.parse(`${day}T00:00:00Z`) - ZONE_MS + hour * 3_600_000

/** Yuan with two decimals. */
export const money = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
