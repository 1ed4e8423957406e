import { describe, expect, test } from 'vitest'
import { listEntries } from './harness/entries.ts'
import { rows } from './harness/rows.ts'
import { runEntries } from './harness/run-entries.ts'
import type { Cell } from './harness/cell.ts'
import type { Listed } from './harness/entries.ts'
import type { FaultName } from './harness/faults.ts'

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

/** A loaded machine may take a driver's time away; what complained among all others is run once more when they are done. */
const complained = new Set<string>()

async function cellOf(one: Listed, fault: FaultName): Promise<Cell | undefined> {
  const name = `${one.entry.title} ${fault}`
  if (!complained.has(name)) return cells.get(name)
  await running
  const [alone] = await runEntries([one], { fault })
  return alone
}

describe.each(listed)('$entry.title', (one) => {
  test.each(rows)('says the truth and comes back: %s', async (fault) => {
    const cell = await cellOf(one, fault)
    if (cell?.complaints.length) complained.add(`${one.entry.title} ${fault}`)
    expect(cell?.complaints).toEqual([])
  })
})

test('has run every fault of every entry', async () => {
  expect(await running).toHaveLength(listed.length * rows.length)
})
