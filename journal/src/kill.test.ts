import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { aJournal, aPath, listOf } from './testing.ts'

const fixture = fileURLToPath(new URL('./kill.fixture.ts', import.meta.url))

/** Runs a writer, kills it once it has acknowledged so many commands; answers every acknowledgement it got out. */
async function killedAfter(commands: number, path: string, run: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [fixture, path, `${run}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged = new Map<string, number>()
  const exit = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const [id, number] = line.split(' ')
    if (number !== undefined && number !== '') acknowledged.set(id!, Number(number))
    if (acknowledged.size === commands) child.kill('SIGKILL')
  }
  expect((await exit)[1]).toBe('SIGKILL')
  return acknowledged
}

test('a writer killed in the midst of writing loses nothing it acknowledged, and its lock with it', async () => {
  const path = aPath()
  const acknowledged = new Map<string, number>()
  for (const [run, commands] of [3, 250, 1_000].entries()) {
    for (const [id, number] of await killedAfter(commands, path, run)) acknowledged.set(id, number)
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
