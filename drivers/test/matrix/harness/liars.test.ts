import { expect, test } from 'vitest'
import { entries } from './liars.ts'
import { runEntries } from './run-entries.ts'

test.concurrent.each([
  ['liar', 'was never shown'],
  ['crasher', 'uncaught exception: Error: a bug of the driver'],
  ['forgetful', 'unhandled rejection: Error: nobody caught this'],
])('sees through a %s', { timeout: 60_000 }, async (title, complaint) => {
  const listed = entries.filter((entry) => entry.title === title)
  const cells = await runEntries(
    listed.map((entry) => ({ file: 'harness/liars.ts', entry })),
    { fault: 'garble' },
  )
  expect(cells).toHaveLength(1)
  expect(cells[0]?.ok).toBe(false)
  expect(cells[0]?.complaints.join('\n')).toContain(complaint)
})

test('reports every fault of a driver whose process does not even start', { timeout: 60_000 }, async () => {
  const listed = entries.slice(0, 1).map((entry) => ({ file: 'no-such-file.ts', entry }))
  const cells = await runEntries(listed, { fault: 'silence', quiet: true })
  expect(cells.map(({ ok, fault }) => ({ ok, fault }))).toEqual([{ ok: false, fault: 'silence' }])
})
