import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aLog } from '../test/index.ts'
import { tightenFolder } from './least-rights.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rights-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
const mode = (...parts: string[]): number => statSync(join(...parts)).mode & 0o7777

test('what an earlier release left open to others is for its user alone afterwards', async () => {
  const [folder, elsewhere] = [aFolder(), aFolder()]
  mkdirSync(join(folder, 'keys'))
  for (const name of ['journal.sqlite', 'journal.sqlite-wal', 'keys/token', 'old.copy'])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(elsewhere, 'theirs'), '')
  symlinkSync(join(elsewhere, 'theirs'), join(folder, 'link'))
  chmodSync(join(elsewhere, 'theirs'), 0o644)
  chmodSync(join(folder, 'old.copy'), 0o755)
  for (const one of ['', 'keys']) chmodSync(join(folder, one), 0o755)
  await tightenFolder(folder, aLog())
  expect([mode(folder), mode(folder, 'keys'), mode(folder, 'keys/token')]).toEqual([0o700, 0o700, 0o600])
  expect([mode(folder, 'journal.sqlite'), mode(folder, 'journal.sqlite-wal')]).toEqual([0o600, 0o600])
  expect(mode(folder, 'old.copy')).toBe(0o700)
  expect(mode(elsewhere, 'theirs')).toBe(0o644)
})

test('a folder that others share is left as it is', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'theirs'), '')
  chmodSync(join(folder, 'theirs'), 0o644)
  chmodSync(folder, 0o1777)
  const log = aLog()
  await tightenFolder(folder, log)
  expect([mode(folder), mode(folder, 'theirs')]).toEqual([0o1777, 0o644])
})
