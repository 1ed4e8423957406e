import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@service-hall/harness/process'
import { openJournal } from '@service-hall/journal'
import type { Journal } from '@service-hall/journal'
import { manualClock } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog, systemClock } from '@service-hall/server-kit'
import { agentFold } from '../capabilities.ts'
import type { AgentFact } from '../capabilities.ts'
import { openMemory } from './memory.ts'

let folder: string
let path: string
const log = createLog(
  () => undefined,
  () => 0,
)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'))
  path = join(folder, 'agent.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (pragmas: string[] = []) =>
  openMemory({ fold: agentFold, path, clock: systemClock, log, pragmas })
const paperOf = (ticketId: string, evidence = 'fence'): AgentFact => ({
  type: 'PrintEnded',
  ticketId,
  attempt: 1,
  outcome: 'printed',
  evidence,
})

test('facts show in the state at once, and set things in motion only when they are on disk', async () => {
  const memory = await open()
  const seen: string[] = []
  const durable = new Promise<void>((resolve) => {
    memory.listen({
      changed: () => seen.push('changed'),
      committed: (facts) => {
        seen.push(...facts.map(({ type }) => type))
        resolve()
      },
      restored: () => undefined,
    })
  })
  expect(memory.record([paperOf('ticket-0001')])).toBe(true)
  expect(seen).toEqual(['changed'])
  expect(memory.state.papers).toHaveProperty('ticket-0001')
  await waitFor('the facts to be on disk', durable)
  expect(seen).toEqual(['changed', 'PrintEnded'])
  await memory.close()
})

test('the next run finds the state of this one', async () => {
  const first = await open()
  first.record([paperOf('ticket-0001'), { type: 'PinRefused' }])
  await first.settled()
  const { state } = first
  await first.close()
  const second = await open()
  expect(second.state).toEqual(state)
  await second.close()
})

test('a full disk loses nothing that was durable, takes back what was not, and is used again when it has room', async () => {
  await (await open()).close()
  const memory = await open(['max_page_count = 24'])
  let resolveLost: (facts: readonly AgentFact[]) => void
  const lost = new Promise<readonly AgentFact[]>((resolve) => (resolveLost = resolve))
  const durable: AgentFact[] = []
  memory.listen({
    changed: () => undefined,
    committed: (facts) => durable.push(...facts),
    restored: (facts) => resolveLost(facts),
  })
  let count = 0
  while (memory.isHealthy) {
    memory.record([paperOf(`ticket-${(count += 1)}`, 'x'.repeat(2_000))])
    await new Promise(setImmediate)
  }
  expect(memory.record([paperOf('ticket-more')])).toBe(false)
  const taken = await waitFor('the facts that are taken back', lost)
  expect(taken.length).toBeGreaterThan(0)
  expect(Object.keys(memory.state.papers)).toHaveLength(durable.length)
  await memory.close()
  const again = await open()
  expect(Object.keys(again.state.papers)).toHaveLength(durable.length)
  await again.close()
})

const DAY_MS = 24 * 3_600_000

/** Looks into the file of a memory that is closed. */
async function inside<T>(
  clock: { now: () => number },
  look: (journal: Journal<AgentFact>) => Promise<T>,
): Promise<T> {
  const journal = await openJournal<AgentFact>({ path, clock: () => clock.now() })
  const seen = await look(journal)
  await journal.close()
  return seen
}

test('an agent that runs for months keeps snapshots and forgets old facts, and the next run still has its state', async () => {
  const clock = manualClock()
  const memory = await openMemory({ fold: agentFold, path, clock, log, snapshotEvery: 10 })
  for (let day = 0; day < 60; day += 1) {
    memory.record([paperOf(`ticket-${day}`), { type: 'PinRefused' }])
    await memory.settled()
    await clock.advance(DAY_MS)
  }
  const { state } = memory
  await memory.close()
  await inside(clock, async (journal) => {
    await expect(journal.replay({ from: 1 }).next()).rejects.toMatchObject({ code: 'journal.pruned' })
    expect(await journal.latestSnapshot()).toMatchObject({ number: 120, state })
  })
  const again = await openMemory({ fold: agentFold, path, clock, log })
  expect(again.state).toEqual(state)
  await again.close()
})

test('a release that knows another shape starts on a pruned memory, and no unanswered command is lost', async () => {
  const clock = manualClock()
  const command = {
    type: 'ticket.paper',
    id: '01890000-0000-7000-8000-000000000001',
    ticketId: 'ticket-0001',
    attempt: 1,
    outcome: 'printed',
    evidence: 'fence',
  } as const
  const unheardOf = { type: 'ticket.unheardOf', id: 'x', amount: 7 }
  const paper = { attempt: 1, outcome: 'printed', at: 5 } as const
  await inside(clock, async (journal) => {
    await journal.submit({ facts: [paperOf('ticket-0001')] }).committed
    const state = {
      outbox: [command, unheardOf],
      session: 'of another shape',
      papers: { 'ticket-0001': paper, 'ticket-0002': 'of another shape' },
      maintenance: { unlocked: false, failures: 3, lockedUntil: null },
      at: 5,
    }
    await journal.saveSnapshot({ number: 1, at: clock.now(), schema: 'agent-other', state })
    await clock.advance(30 * DAY_MS)
    expect(await journal.prune({ before: clock.now() })).toBe(1)
  })
  const memory = await openMemory({ fold: agentFold, path, clock, log })
  expect(memory.state).toEqual({
    ...agentFold.empty(),
    outbox: [command, unheardOf],
    papers: { 'ticket-0001': paper },
    maintenance: { unlocked: false, failures: 3, lockedUntil: null },
    at: 5,
  })
  await memory.close()
})
