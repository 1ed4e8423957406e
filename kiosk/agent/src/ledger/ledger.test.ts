import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createLog } from '../log.ts'
import type { AgentFact } from './facts.ts'
import { openLedger } from './ledger.ts'

let folder: string
let path: string
const log = createLog(
  () => undefined,
  () => 0,
)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  path = join(folder, 'agent.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (pragmas: string[] = []) => openLedger({ path, clock: systemClock, log, pragmas })
const paperOf = (ticketId: string, evidence = 'fence'): AgentFact => ({
  type: 'PrintEnded',
  ticketId,
  attempt: 1,
  outcome: 'printed',
  evidence,
})

test('facts show in the state at once, and set things in motion only when they are on disk', async () => {
  const ledger = await open()
  const seen: string[] = []
  const durable = new Promise<void>((resolve) => {
    ledger.listen({
      changed: () => seen.push('changed'),
      committed: (facts) => {
        seen.push(...facts.map(({ type }) => type))
        resolve()
      },
      restored: () => undefined,
    })
  })
  expect(ledger.record([paperOf('ticket-0001')])).toBe(true)
  expect(seen).toEqual(['changed'])
  expect(ledger.state.papers).toHaveProperty('ticket-0001')
  await durable
  expect(seen).toEqual(['changed', 'PrintEnded'])
  await ledger.close()
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
  const ledger = await open(['max_page_count = 24'])
  let resolveLost: (facts: AgentFact[]) => void
  const lost = new Promise<AgentFact[]>((resolve) => (resolveLost = resolve))
  const durable: AgentFact[] = []
  ledger.listen({
    changed: () => undefined,
    committed: (facts) => durable.push(...facts),
    restored: (facts) => resolveLost(facts),
  })
  let count = 0
  while (ledger.isHealthy) {
    ledger.record([paperOf(`ticket-${(count += 1)}`, 'x'.repeat(2_000))])
    await ledger.settled()
  }
  expect(ledger.record([paperOf('ticket-more')])).toBe(false)
  const taken = await lost
  expect(taken.length).toBeGreaterThan(0)
  expect(Object.keys(ledger.state.papers)).toHaveLength(durable.length)
  await ledger.close()
  const again = await open()
  expect(Object.keys(again.state.papers)).toHaveLength(durable.length)
  await again.close()
})
