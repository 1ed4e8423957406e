import type { HallTakings, HourSeen, TakingsSeen, WayTaken } from '@service-hall/contract'
import { NOW, aRegion } from './a-region.ts'
import { show } from './show.ts'
import type { Answers } from './show.ts'

const MINUTE = 60_000
const taken = (fen: number) => ({ fen, payments: Math.round(fen / 9_000) })
const way = (at: WayTaken['at'], channel: string, fen: number): WayTaken => ({
  ...{ at, channel: channel as never, ...taken(fen) },
})
const hour = (at: number, fen: number): HourSeen => ({
  ...{ hour: at, ...taken(fen), counters: taken(Math.round(fen * 0.4)) },
  compared: { kiosks: 9, fen, low: 380_000, median: 520_000, high: 710_000 },
})
const aHall = (n: number, change: Partial<HallTakings> = {}): HallTakings => ({
  ...{ hallId: `H${String(n).padStart(4, '0')}` as never, fen: 148_230 + n * 1_010, payments: 18 + n },
  ...{ kiosks: { fen: 148_230, payments: 18 }, counters: { fen: n * 1_010, payments: n } },
  ways: [
    way('kiosk', 'alipay', 90_000),
    way('kiosk', 'wechat', 58_230),
    way('counter', 'cash', n * 1_000),
    way('counter', 'wechat', n * 10),
  ],
  compared: { kiosks: 1, fen: 148_230, low: 90_000, median: 150_000, high: 240_000 },
  ...{ unknown: null, suspense: null, boxes: [] },
  sides: ['alipay', 'billing', 'unionpay', 'wechat'].map((side) => ({
    ...{ side, is: 'done' as const, day: '2026-01-04' as never, cases: 0, isLate: false },
  })),
  ...change,
})
const differing = aHall(2).sides.map((one, at) => ({
  ...one,
  ...(at === 0
    ? { is: 'differences' as const, cases: 3 }
    : at === 3
      ? { is: 'waiting' as const, isLate: true }
      : {}),
}))
const seen: TakingsSeen = {
  ...{ ok: true, now: NOW, hours: [hour(7, 91_000), hour(8, 412_500), hour(9, 688_000)] },
  halls: [
    aHall(2, {
      ...{ sides: differing, unknown: { payments: 2, oldestMs: 47 * MINUTE } },
      suspense: { cases: 3, overFen: 12_300, shortFen: 4_500, oldestMs: 26 * 60 * MINUTE },
    }),
    aHall(3, {
      boxes: [
        {
          deviceId: 'K1-cash' as never,
          name: { zh: '1 号终端钞箱', en: 'Cash box of kiosk 1' },
          state: 'full',
        },
      ],
    }),
    aHall(4, {
      boxes: [
        {
          deviceId: 'K2-cash' as never,
          name: { zh: '2 号终端钞箱', en: 'Cash box of kiosk 2' },
          state: 'nearFull',
        },
      ],
    }),
    aHall(5, {
      compared: { kiosks: 1, fen: 20_000, low: 90_000, median: 150_000, high: 240_000 },
      ...{ fen: 20_000, payments: 2, kiosks: taken(20_000), counters: taken(0) },
      ways: [way('kiosk', 'alipay', 20_000)],
    }),
    aHall(6, { compared: { kiosks: 0, fen: 0, low: 0, median: 0, high: 0 }, sides: [] }),
    ...[7, 8, 9].map((n) => aHall(n)),
  ],
}
const answers: Answers = { 'GET /api/takings': { body: seen } }
const oneHall: Answers = {
  'GET /api/takings?place=hall%3AH0002': { body: { ...seen, halls: seen.halls.slice(0, 1) } },
}
/** More halls than the page lists. */
const many: Answers = {
  'GET /api/takings': {
    body: { ...seen, halls: [...seen.halls, ...Array.from({ length: 340 }, (_, at) => aHall(10 + at))] },
  },
}
const nothing: TakingsSeen = { ok: true, now: NOW, hours: [], halls: [] }

export const takingsStates = {
  halls: show({ at: '/takings', answers, region: () => aRegion(12) }),
  dark: show({ at: '/takings', answers, scheme: 'dark', region: () => aRegion(12) }),
  many: show({ at: '/takings', answers: many, region: () => aRegion(360) }),
  one: show({ at: '/takings?hall=H0002', answers: oneHall, region: () => aRegion(12) }),
  nothing: show({ at: '/takings', answers: { 'GET /api/takings': { body: nothing } } }),
  loading: show({ at: '/takings', answers: { 'GET /api/takings': 'never' } }),
  failed: show({ at: '/takings' }),
}
