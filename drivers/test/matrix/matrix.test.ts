import { describe, expect, test } from 'vitest'
import { listEntries } from './harness/entries.ts'
import { rows } from './harness/rows.ts'
import { runEntries } from './harness/run-entries.ts'
import type { Cell } from './harness/cell.ts'

/** All entries run at once, each in a process of its own; every test waits for its cell. */
const listed = await listEntries()
const waiting = new Map<string, (cell: Cell) => void>()
const cells = new Map(
  listed.flatMap(({ entry }) =>
    rows.map(([fault]) => {
      const name = `${entry.title} ${fault}`
      return [name, new Promise<Cell>((resolve) => waiting.set(name, resolve))] as const
    }),
  ),
)
const running = runEntries(listed, { onCell: (cell) => waiting.get(`${cell.title} ${cell.fault}`)?.(cell) })

describe.each(listed)('$entry.title', ({ entry }) => {
  test.each(rows)(
    'says the truth and comes back: %s',
    async (fault) => {
      const cell = await cells.get(`${entry.title} ${fault}`)
      expect(cell?.complaints).toEqual([])
    },
    180_000,
  )
})

test('has run every fault of every entry', async () => {
  expect(await running).toHaveLength(listed.length * rows.length)
}, 180_000)
