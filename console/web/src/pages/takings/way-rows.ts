import type { PayChannelId, SumTaken } from '@service-hall/contract'
import type { TakingsTotal } from './attention.ts'

/** What one channel brought, at kiosks, at counters and together; `channel` null: of halls that do not tell by which. */
export type WayRow = { channel: PayChannelId | null; kiosks: SumTaken; counters: SumTaken; all: SumTaken }

const plus = (a: SumTaken, b: SumTaken): SumTaken => ({
  fen: a.fen + b.fen,
  payments: a.payments + b.payments,
})
const minus = (a: SumTaken, b: SumTaken): SumTaken => ({
  fen: a.fen - b.fen,
  payments: a.payments - b.payments,
})
const NOTHING: SumTaken = { fen: 0, payments: 0 }

/** Takings by channel, the most first; together they are all that was taken. */
export function wayRows({
  ways,
  kiosks,
  counters,
}: Pick<TakingsTotal, 'ways' | 'kiosks' | 'counters'>): WayRow[] {
  const sumOf = (at: 'kiosk' | 'counter', channel?: PayChannelId): SumTaken =>
    ways
      .filter((way) => way.at === at && (channel === undefined || way.channel === channel))
      .reduce(plus, NOTHING)
  const row = (channel: PayChannelId | null, atKiosks: SumTaken, atCounters: SumTaken): WayRow => ({
    ...{ channel, kiosks: atKiosks, counters: atCounters, all: plus(atKiosks, atCounters) },
  })
  const told = [...new Set(ways.map(({ channel }) => channel))]
    .map((channel) => row(channel, sumOf('kiosk', channel), sumOf('counter', channel)))
    .sort((a, b) => b.all.fen - a.all.fen)
  const rest = row(null, minus(kiosks, sumOf('kiosk')), minus(counters, sumOf('counter')))
  return rest.all.payments > 0 ? [...told, rest] : told
}
