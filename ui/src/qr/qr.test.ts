import { expect, test } from 'vitest'
import { qrPath } from './index.ts'

test('draws a code with its quiet zone', () => {
  const { size, path } = qrPath('A')
  expect(size).toBe(21 + 8)
  const points = [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)])
  expect(points[0]).toEqual([4, 4])
  expect(Math.min(...points.flat())).toBe(4)
  expect(Math.max(...points.flat())).toBe(24)
})
