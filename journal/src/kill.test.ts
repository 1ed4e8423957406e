import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aJournal, aPath, listOf } from '../test/index.ts'

/** Runs a writer, kills it once it has acknowledged so many things; answers the last number it got out for each. */
async function killedAfter(
  program: string,
  count: number,
  path: string,
  run: number,
): Promise<Map<string, number>> {
  const file = fileURLToPath(new URL(`../test/${program}`, import.meta.url))
  const child = spawn(process.execPath, [file, path, `${run}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged = new Map<string, number>()
  const exit = once(child, 'exit')
  let lines = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [id, number] = line.split(' ')
    if (number === undefined || number === '') continue
    acknowledged.set(id!, Number(number))
    lines += 1
    if (lines === count) child.kill('SIGKILL')
  }
  expect((await waitFor('the writer to end', exit))[1]).toBe('SIGKILL')
  return acknowledged
}

test('a writer killed in the midst of writing loses nothing it acknowledged, and its lock with it', async () => {
  const path = aPath()
  const acknowledged = new Map<string, number>()
  for (const [run, commands] of [3, 250, 1_000].entries()) {
    for (const [id, number] of await killedAfter('kill-writer.ts', commands, path, run))
      acknowledged.set(id, number)
    const journal = await aJournal({ path, lockWaitMs: 0, clock: () => Date.now() })
    const entries = await listOf(journal.replay({ from: 1 }))
    expect(entries.map((entry) => entry.number)).toEqual(entries.map((_, index) => index + 1))
    for (const [id, number] of acknowledged) {
      expect(entries[number - 1]).toMatchObject({ commandId: id, fact: { text: `end ${id}` } })
      expect(journal.answerOf(id)).toEqual({ answer: id, fingerprint: 'f', number })
    }
    expect(entries.filter((entry) => entry.fact.text.startsWith('begin')).length * 2).toBe(entries.length)
    await journal.close()
  }
})

test('a keeper killed among submits, snapshots and retention has the state of all it acknowledged', async () => {
  const path = aPath()
  const acknowledged = new Map<string, number>()
  for (const [run, submits] of [5, 300, 900].entries()) {
    for (const [name, count] of await killedAfter('kill-keeper.ts', submits, path, run))
      acknowledged.set(name, count)
    const journal = await aJournal({ path, lockWaitMs: 0, clock: () => Date.now() })
    const { state } = await journal.restore<Record<string, number>>({
      schema: 'counts-1',
      empty: () => ({}),
      evolve: (counts, fact) => {
        const { name } = fact as unknown as { name: string }
        return { ...counts, [name]: (counts[name] ?? 0) + 1 }
      },
    })
    for (const [name, count] of acknowledged) expect(state[name]).toBeGreaterThanOrEqual(count)
    expect(Object.values(state).reduce((sum, count) => sum + count, 0)).toBe(journal.lastNumber)
    await journal.close()
  }
})
