// Channels say times in China's time, whatever zone the machine is set to. It is UTC+8 all the year since 1991.

const AHEAD_MS = 8 * 3_600_000

/** `2026-11-30 09:08:07` of epoch ms. */
export function chinaTimeOf(at: number): string {
  return new Date(at + AHEAD_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** `2026-11-30` of epoch ms. */
export function chinaDayOf(at: number): string {
  return chinaTimeOf(at).slice(0, 10)
}

/** Epoch ms of `2026-11-30 09:08:07`; null where there is no such time. */
export function fromChinaTime(text: string): number | null {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? []
  if (day === undefined || time === undefined) return null
  const at = Date.parse(`${day}T${time}Z`) - AHEAD_MS
  return !Number.isNaN(at) && chinaTimeOf(at) === text ? at : null
}
