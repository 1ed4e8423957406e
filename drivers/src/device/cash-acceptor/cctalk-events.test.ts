import { expect, test } from 'vitest'
import { newEvents } from './cctalk-events.ts'
import { billMeaning, billName, coinMeaning, coinWorth } from './cctalk-messages.ts'

const reading = (counter: number, ...pairs: [number, number][]) =>
  Uint8Array.from([counter, ...[...pairs, ...Array.from({ length: 5 }, () => [0, 0])].slice(0, 5).flat()])
const known = (counter: number, ...pairs: [number, number][]) => {
  const [value = 0, ...buffer] = reading(counter, ...pairs)
  return { value, buffer }
}

test('gives the events since the last reading, oldest first', () => {
  const read = newEvents(reading(3, [3, 1], [2, 1], [1, 1]), known(1, [1, 1]))
  expect(read).toMatchObject({
    events: [
      { a: 2, b: 1 },
      { a: 3, b: 1 },
    ],
    lost: 0,
    wasReset: false,
  })
})

test('goes on from 255 to 1', () => {
  const read = newEvents(reading(1, [9, 1], [8, 1]), known(255, [8, 1]))
  expect(read).toMatchObject({ events: [{ a: 9, b: 1 }], lost: 0, wasReset: false })
})

test('counts what fell out of the buffer', () => {
  const five: [number, number][] = [
    [7, 1],
    [6, 1],
    [5, 1],
    [4, 1],
    [3, 1],
  ]
  expect(newEvents(reading(9, ...five), known(2, [2, 1]))).toMatchObject({ lost: 2, wasReset: false })
})

test('knows a reset by the counter, and by a buffer that does not follow', () => {
  expect(newEvents(reading(0), known(4, [1, 1]))).toMatchObject({ events: [], wasReset: true })
  expect(newEvents(reading(2, [5, 1], [6, 1]), known(1, [1, 1]))).toMatchObject({
    events: [
      { a: 6, b: 1 },
      { a: 5, b: 1 },
    ],
    wasReset: true,
  })
})

test('knows a reset by slots that are empty where five events or more would have filled them', () => {
  expect(newEvents(reading(1, [1, 1]), known(3, [2, 1], [2, 1], [2, 1]))).toMatchObject({
    events: [{ a: 1, b: 1 }],
    lost: 0,
    wasReset: true,
  })
  const full = reading(4, [1, 1], [1, 1], [1, 1], [1, 1], [1, 1])
  expect(newEvents(full, known(200, [3, 1]))).toMatchObject({ lost: 54, wasReset: false })
})

test('begins with what is there when it knows nothing', () => {
  expect(newEvents(reading(4, [1, 1]), null)).toMatchObject({ events: [], wasReset: false })
})

test('reads what coins and bills are worth by their names', () => {
  expect(['CN010A', 'CN100A', 'CN1K0A', '......'].map(coinWorth)).toEqual([10, 100, 1_000, 0])
  expect(billName('CN0050A')).toEqual({ country: 'CN', value: 50 })
  expect(billMeaning(14)).toEqual({ fault: 'boxFull' })
  expect(coinMeaning(1)).toEqual({ event: { type: 'rejected', reason: '1' } })
})
