import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'
import { diskSpace, healthOf } from './health.ts'

test('all is well when every check is, and each says what it saw', async () => {
  const checks = { journal: async () => ({ ok: true, committed: 7 }), disk: async () => ({ ok: true }) }
  expect(await healthOf(checks, systemClock)).toEqual({
    ok: true,
    checks: { journal: { ok: true, committed: 7 }, disk: { ok: true } },
  })
})

test('one check that fails, throws or never ends makes the whole not well, and the others still answer', async () => {
  const well = async (): Promise<{ ok: true }> => ({ ok: true })
  const others = [
    { check: async () => ({ ok: false, reason: 'full' }), reason: 'full' },
    { check: () => Promise.reject(new Error('no such folder')), reason: 'no such folder' },
    { check: () => new Promise<never>(() => undefined), reason: 'no answer in 10 ms' },
  ]
  for (const { check, reason } of others)
    expect(await healthOf({ well, other: check }, systemClock, 10)).toEqual({
      ok: false,
      checks: { well: { ok: true }, other: { ok: false, reason } },
    })
})

test('a disk has room or has not; a folder that is not there is an error', async () => {
  const { freeBytes, totalBytes, ok } = await diskSpace(tmpdir(), 1)
  expect(ok).toBe(true)
  expect(freeBytes).toBeGreaterThan(0)
  expect(totalBytes).toBeGreaterThanOrEqual(freeBytes as number)
  expect((await diskSpace(tmpdir(), Number.MAX_SAFE_INTEGER)).ok).toBe(false)
  await expect(diskSpace('/no/such/folder', 1)).rejects.toThrow('ENOENT')
})
