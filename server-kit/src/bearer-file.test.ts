import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aLog } from '../test/index.ts'
import { bearerFile } from './bearer-file.ts'

const TOKEN = 'a-token-of-thirty-two-characters'

function aPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bearer-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'monitoring.token')
}

test('the token of the file opens, in whatever case the scheme is written; nothing else does', async () => {
  const path = aPath()
  writeFileSync(path, `${TOKEN}\n`)
  const admits = bearerFile(path, aLog())
  for (const header of [`Bearer ${TOKEN}`, `bearer ${TOKEN}`]) expect(await admits(header), header).toBe(true)
  for (const header of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    `Bearer ${TOKEN} ${TOKEN}`,
  ])
    expect(await admits(header), header).toBe(false)
})

test('without a file nobody is admitted; a token put there later opens at once, and a changed one replaces it', async () => {
  const path = aPath()
  const admits = bearerFile(path, aLog())
  for (const header of ['Bearer ', 'Bearer undefined', 'Bearer null'])
    expect(await admits(header)).toBe(false)
  writeFileSync(path, TOKEN)
  expect(await admits(`Bearer ${TOKEN}`)).toBe(true)
  writeFileSync(path, `new-${TOKEN}`)
  expect(await admits(`Bearer ${TOKEN}`)).toBe(false)
  expect(await admits(`Bearer new-${TOKEN}`)).toBe(true)
})

test('a short token is none and is warned of once; no token is ever logged', async () => {
  const [path, log] = [aPath(), aLog()]
  writeFileSync(path, 'short')
  const admits = bearerFile(path, log)
  expect([await admits('Bearer short'), await admits('Bearer short')]).toEqual([false, false])
  expect(log.lines).toHaveLength(1)
  expect(log.lines[0]).toContain('bearer.tooShort')
  expect(log.lines[0]).not.toContain('"short"')
})

test('a file that cannot be read admits nobody and is logged', async () => {
  const [path, log] = [aPath(), aLog()]
  mkdirSync(path)
  expect(await bearerFile(path, log)(`Bearer ${TOKEN}`)).toBe(false)
  expect(log.lines[0]).toContain('bearer.unreadable')
})
