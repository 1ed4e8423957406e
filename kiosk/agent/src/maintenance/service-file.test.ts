import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aLog } from '@service-hall/server-kit/testing'
import { expect, onTestFinished, test } from 'vitest'
import { takeServiceFile } from './service-file.ts'

const NOW = Date.parse('2026-01-05T10:00:00+08:00')
const MINUTE = 60_000

function aFolder(): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'service-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, path: join(folder, 'open-service-page') }
}
function put(path: string, at = NOW): void {
  writeFileSync(path, '')
  utimesSync(path, at / 1_000, at / 1_000)
}
const take = (folder: string) => takeServiceFile(folder, NOW, aLog())

test('a fresh file opens the page once', async () => {
  const { folder, path } = aFolder()
  put(path)
  expect(await take(folder)).toBe(true)
  expect(existsSync(path)).toBe(false)
  expect(await take(folder)).toBe(false)
  put(path, NOW - 60 * MINUTE)
  expect(await take(folder)).toBe(true)
})

test('two who ask at once: the page opens for one', async () => {
  const { folder, path } = aFolder()
  put(path)
  const taken = await Promise.all([take(folder), take(folder), take(folder)])
  expect(taken.filter(Boolean)).toHaveLength(1)
})

test.each([
  ['older than an hour', (path: string) => put(path, NOW - 61 * MINUTE)],
  ['of the future', (path: string) => put(path, NOW + MINUTE)],
  ['a folder', (path: string) => mkdirSync(path)],
  [
    'a link',
    (path: string) => {
      put(`${path}.elsewhere`)
      symlinkSync(`${path}.elsewhere`, path)
    },
  ],
])('a file that is %s opens nothing and stays', async (_what, make) => {
  const { folder, path } = aFolder()
  make(path)
  expect(await take(folder)).toBe(false)
  expect(existsSync(path)).toBe(true)
})
