import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readPrivate, removePrivate, writePrivate } from './private-file.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'private-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('a private file is read as it was last written, until it is removed', async () => {
  const path = join(aFolder(), 'deeper', 'token')
  expect(await readPrivate(path)).toBe(null)
  await writePrivate(path, 'first')
  await writePrivate(path, 'second')
  expect(await readPrivate(path)).toBe('second')
  await removePrivate(path)
  await removePrivate(path)
  expect(await readPrivate(path)).toBe(null)
})

test('nobody else may read it or look into its folder, and no draft stays beside it', async () => {
  const folder = join(aFolder(), 'deeper')
  await writePrivate(join(folder, 'token'), 'secret')
  expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder)).toEqual(['token'])
})

test('what cannot be read is an error and not a missing file', async () => {
  await expect(readPrivate(aFolder())).rejects.toThrow('EISDIR')
})
