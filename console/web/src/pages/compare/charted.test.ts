import { expect, test } from 'vitest'
import { charted } from './charted.ts'
import { compared, ranked } from './compared.ts'

/** Halls whose mean waits are these, ms, of so many calls. */
const halls = (waits: readonly number[], calls = 100) =>
  ranked(
    compared({
      rows: waits.map((wait, at) => ({
        ...{ key: [`H${at + 1}`], sums: [0, 0, calls, wait * calls, 0, 0, 0, 0, 0] },
        ...{ wait: [null], handling: [] },
      })),
    }),
    'meanWait',
  ).map(({ hall }) => hall)

test('the chart has the halls in the order of the table, and the one in the middle', () => {
  const shown = charted(halls([300, 100, 200, 400]), 'meanWait')
  expect(shown?.halls.map(({ hallId }) => hallId)).toEqual(['H2', 'H3', 'H1', 'H4'])
  expect(shown).toMatchObject({ median: 250, left: 0 })
  expect(charted(halls([300, 100, 200]), 'meanWait')?.median).toBe(200)
})

test('of many halls it shows the best and the worst, and says how many it leaves out', () => {
  const shown = charted(halls(Array.from({ length: 100 }, (_none, at) => at + 1)), 'meanWait')
  expect(shown?.halls.map(({ value }) => value)).toEqual([
    ...Array.from({ length: 12 }, (_none, at) => at + 1),
    ...Array.from({ length: 12 }, (_none, at) => at + 89),
  ])
  expect(shown).toMatchObject({ median: 50.5, left: 76 })
})

test('halls with few cases are in no chart, and one hall is compared with nothing', () => {
  expect(charted(halls([100, 200], 29), 'meanWait')).toBeNull()
  expect(charted(halls([100]), 'meanWait')).toBeNull()
})
