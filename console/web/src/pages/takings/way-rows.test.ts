import { expect, test } from 'vitest'
import { wayRows } from './way-rows.ts'

const sum = (fen: number, payments = 1) => ({ fen, payments })
const way = (at: 'kiosk' | 'counter', channel: string, fen: number) =>
  ({ at, channel: channel as never, ...sum(fen) }) as const

test('channels have what came at kiosks and at counters, the most first; what no hall tells a channel of stands last', () => {
  const ways = [way('kiosk', 'alipay', 100), way('counter', 'cash', 900), way('counter', 'alipay', 50)]
  expect(wayRows({ ways, kiosks: sum(130, 3), counters: sum(950, 2) })).toEqual([
    { channel: 'cash', kiosks: sum(0, 0), counters: sum(900), all: sum(900) },
    { channel: 'alipay', kiosks: sum(100), counters: sum(50), all: sum(150, 2) },
    { channel: null, kiosks: sum(30, 2), counters: sum(0, 0), all: sum(30, 2) },
  ])
  expect(wayRows({ ways: [], kiosks: sum(0, 0), counters: sum(0, 0) })).toEqual([])
})
