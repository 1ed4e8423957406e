import { expect, test } from 'vitest'
import type { Ports } from '../ports.ts'
import { INSTALL_MS, Installs } from './installs.ts'

/** A run of the program that finds an installer begun at this uptime of the machine, and its timer. */
function found(began: number, uptimeMs: number) {
  const timers: { ms: number; task: () => void }[] = []
  const facts: { type: string; command?: { outcome?: unknown } }[] = []
  const known = { d: { stage: 'started', at: 0, installBegan: began } }
  const clock = {
    ...{ now: () => 0, monotonic: () => 0, uptime: () => uptimeMs },
    after: (ms: number, task: () => void) => {
      timers.push({ ms, task })
      return () => undefined
    },
  }
  const memory = {
    state: { directives: { known } },
    record: (more: typeof facts) => facts.push(...more) > 0,
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const ports = {
    clock,
    memory,
    log,
    newId: () => 'id',
    release: '0.1.0',
    ends: new AbortController().signal,
  }
  new Installs(ports as unknown as Ports & { ends: AbortSignal }, {} as never).start()
  return { timers, facts }
}

test('the new release has ten minutes to run, by a clock that nobody sets and over restarts; a start of the machine begins anew', () => {
  expect(found(1_000, 61_000).timers[0]?.ms).toBe(INSTALL_MS - 60_000)
  expect(found(1_000, 1_000 + 2 * INSTALL_MS).timers[0]?.ms).toBe(0)
  const { timers, facts } = found(9_000_000, 30_000)
  expect(timers[0]?.ms).toBe(INSTALL_MS - 30_000)
  timers[0]?.task()
  expect(facts).toMatchObject([
    { type: 'DirectiveOver' },
    { command: { outcome: { is: 'failed', code: 'release.notRunning', detail: 'runs 0.1.0' } } },
  ])
})
