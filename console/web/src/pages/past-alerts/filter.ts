/** What of past alerts somebody asks for, as it stands in the address. Days are those of this machine's time zone. */
export type PastFilter = {
  from: string
  to: string
  severity: string
  kind: string
  hall: string
  /** An account; `-`: nobody; empty: whoever. */
  who: string
  region: string | null
}

export const NOBODY = '-'

/** The moment a day (`YYYY-MM-DD`) of this machine's calendar begins, or the next one does, epoch ms; null: no day. */
export function dayStart(day: string, later = 0): number | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const at = new Date(year, month - 1, date + later).getTime()
  return Number.isNaN(at) || at < 0 ? null : at
}

/** The filter as the hub is asked: `to` is the last day that counts. */
export function pastQuery({ from, to, severity, kind, hall, who, region }: PastFilter): URLSearchParams {
  const query = new URLSearchParams()
  const begin = dayStart(from)
  const end = dayStart(to, 1)
  if (begin !== null) query.set('from', String(begin))
  if (end !== null) query.set('to', String(end))
  if (severity) query.set('severity', severity)
  if (kind) query.set('kind', kind)
  if (hall) query.set('hallId', hall)
  if (who) query.set('who', who === NOBODY ? '' : who)
  if (region) query.set('regionId', region)
  return query
}
