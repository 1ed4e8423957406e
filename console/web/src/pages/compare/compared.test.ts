import { expect, test } from 'vitest'
import { ASKED, compared, ranked } from './compared.ts'

const row = (
  id: string,
  sums: Partial<Record<(typeof ASKED)[number], number>>,
  wait: number | null = null,
) => ({
  ...{ key: [id], wait: [wait], handling: [] },
  sums: ASKED.map((name) => sums[name] ?? 0),
})

test('a share says of how many it is; of none there is none', () => {
  const [hall] = compared({ rows: [row('H1', { served: 80, ratings: 20, satisfied: 19 })] })
  expect(hall?.cells).toMatchObject({
    satisfaction: { value: 0.95, n: 20, isFew: true },
    rated: { value: 0.25, n: 80, isFew: false },
    meanWait: { value: null, n: 0 },
  })
})

test('the best is first, the same figure is the same rank, and who has few is not ranked', () => {
  const halls = compared({
    rows: [
      row('H1', { waits: 100, waitMs: 600 }),
      row('H2', { waits: 2, waitMs: 2 }),
      row('H3', { waits: 50, waitMs: 100 }),
      row('H4', { waits: 100, waitMs: 200 }),
      row('H5', {}),
    ],
  })
  expect(ranked(halls, 'meanWait').map(({ hall, rank }) => [hall.hallId, rank])).toEqual([
    ...[
      ['H3', 1],
      ['H4', 1],
      ['H1', 3],
      ['H2', null],
      ['H5', null],
    ],
  ])
})
