import { expect, test } from 'vitest'
import { project } from '../audience.ts'
import type { Fact } from '../facts.ts'
import { emptyView, evolve } from '../view.ts'
import { waysOf } from './fold.ts'
import type { HallView } from '../view.ts'

const usual = (low: number, of: number) => ({ low, median: low + 10, high: low + 20, of })
function told(...facts: object[]): HallView {
  const view = emptyView()
  facts.forEach((fact, at) => evolve(view, { number: at + 1, at: 1_000 + at, fact: fact as Fact }))
  return view
}
const counted = (stationId: string, day: string, hour: number, fen: number, of = 4) => ({
  ...{ type: 'TakingsCounted', stationId, day, hour, fen, payments: 1, usual: usual(100, of) },
})

test('the hours of a day are those of all kiosks together, in their order, whoever told first; new ones are compared with nothing', () => {
  const { takingsDay } = told(
    counted('K1', '2026-01-05', 9, 500),
    counted('K1', '2026-01-05', 8, 300),
    counted('K2', '2026-01-05', 9, 70, 2),
  )
  expect(takingsDay).toEqual({
    day: '2026-01-05',
    hours: [
      { hour: 8, fen: 300, payments: 1, compared: { kiosks: 1, fen: 300, low: 100, median: 110, high: 120 } },
      { hour: 9, fen: 570, payments: 2, compared: { kiosks: 1, fen: 500, low: 100, median: 110, high: 120 } },
    ],
  })
})

const summed = (day: string, hour: number, fen: number) => ({
  ...{ type: 'TakingsSummed', day, hour },
  ways: [{ at: 'counter', channel: 'cash', fen, payments: 1 }],
})

test('what counters took is kept by the hour of the day that was told last', () => {
  const { takingsByWay } = told(
    summed('2026-01-05', 23, 9),
    summed('2026-01-06', 9, 70),
    summed('2026-01-06', 8, 5),
  )
  expect(takingsByWay?.day).toBe('2026-01-06')
  expect(takingsByWay?.hours.map(({ hour, ways }) => [hour, ways[0]?.fen])).toEqual([
    [8, 5],
    [9, 70],
  ])
})

test('sums by way are of one place and one channel', () => {
  const way = (at: 'kiosk' | 'counter', channel: string, fen: number) =>
    ({ at, channel: channel as never, fen, payments: 1 }) as const
  expect(waysOf([way('kiosk', 'alipay', 1), way('counter', 'alipay', 2), way('kiosk', 'alipay', 4)])).toEqual(
    [{ ...way('kiosk', 'alipay', 5), payments: 2 }, way('counter', 'alipay', 2)],
  )
})

test('another day begins with nothing, and screens of customers see none of it', () => {
  const view = told(counted('K1', '2026-01-05', 23, 500), counted('K1', '2026-01-06', 0, 20))
  expect(view.takingsDay?.hours.map(({ fen }) => fen)).toEqual([20])
  expect(project('region', view).takingsDay).toEqual(view.takingsDay)
  expect(project('region', told(summed('2026-01-05', 9, 7))).takingsByWay?.hours).toHaveLength(1)
  expect(project('station', told(summed('2026-01-05', 9, 7))).takingsByWay).toBeNull()
  expect([project('station', view).takingsDay, project('display', view).takingsDay]).toEqual([null, null])
})
