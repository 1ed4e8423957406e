// The fault matrix: npm run matrix -- [--kind X] [--fault NAME] [--every] [--write] [--json]
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Cell } from './cell.ts'
import { listEntries } from './entries.ts'
import { rows } from './rows.ts'
import { runEntries } from './run-entries.ts'
import { missingFrom, tableOf, withTable } from './table.ts'

const usage = `npm run matrix -- [--kind NAME] [--fault NAME] [--every] [--write] [--json]

Runs every fault against every kind of device, on real pseudo-terminals, and tells what the driver made of it.

  --kind NAME    only entries whose title begins so: "printer", "printer clone"
  --fault NAME   only this fault: ${rows.map(([name]) => name).join(', ')}
  --every        cut the cable at every byte of long traffic too, not only at its head, tail and some between
  --write        put the table into drivers/README.md; only the whole of it
  --json         one JSON array of cells instead of the table
  --at-once N    entries at a time (6)`

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: '' },
    fault: { type: 'string' },
    every: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '6' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(usage)
else process.exitCode = await main()

async function main(): Promise<number> {
  const fault = rows.find(([name]) => name === values.fault)?.[0]
  const all = await listEntries()
  const listed = all.filter(({ entry }) => entry.title.startsWith(values.kind))
  if (values.write && (listed.length < all.length || values.fault !== undefined)) {
    console.error('Only the whole matrix can be written: leave out --kind and --fault.')
    return 2
  }
  if (listed.length === 0 || (values.fault !== undefined && fault === undefined)) {
    console.error(`There is nothing to run.\n\n${usage}`)
    return 2
  }
  const cells = await runEntries(listed, {
    every: values.every,
    atOnce: Number(values['at-once']),
    ...(fault && { fault }),
    onCell: tell,
  })
  const sorted = listed.flatMap(({ entry }) => cells.filter(({ title }) => title === entry.title))
  if (values.json) console.log(JSON.stringify(sorted))
  const titles = all.map(({ entry }) => entry.title)
  if (values.write && !write(sorted, titles)) return 1
  const failed = cells.filter(({ ok }) => !ok).length
  console.error(`${cells.length - failed} of ${cells.length} cells are well`)
  return failed === 0 ? 0 : 1
}

function tell({ title, fault, ok, words }: Cell): void {
  if (values.json) return
  console.log(`${ok ? '  ' : '✗ '}${title.padEnd(24)} ${fault.padEnd(16)} ${words}`)
}

/** Puts the table into the README, unless an entry would be missing from it. */
function write(cells: readonly Cell[], titles: readonly string[]): boolean {
  const missing = missingFrom(cells, titles)
  if (missing.length > 0) {
    console.error(`Not written: there are no cells, or not all, of ${missing.join(', ')}.`)
    return false
  }
  const readme = new URL('../../../README.md', import.meta.url)
  const text = withTable(readFileSync(readme, 'utf8'), tableOf(cells))
  if (text === undefined) throw new Error('drivers/README.md has no markers for the matrix')
  writeFileSync(readme, text)
  return true
}
