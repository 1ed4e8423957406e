import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RecentLog } from './recent-log.ts'
import { withoutPrivate } from './without-private.ts'

test('the log outlives the program, in two files of bounded size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'))
  const first = new RecentLog()
  first.add('{"event":"before.folder"}\n')
  await first.keepIn(folder)
  for (let n = 0; n < 4_000; n += 1) {
    first.add(`{"event":"line","n":${n},"text":"${'word '.repeat(150)}"}\n`)
    if (n % 100 === 99) await first.read()
  }
  const second = new RecentLog()
  await second.keepIn(folder)
  second.add('{"event":"second.run"}\n')
  const text = await second.read()
  expect(text).toContain('"n":3999')
  expect(text.trimEnd().endsWith('{"event":"second.run"}')).toBe(true)
  for (const name of ['agent.log', 'agent.log.1'])
    expect((await stat(join(folder, name))).size).toBeLessThan(1_200_000)
  expect((await stat(join(folder, 'agent.log'))).mode & 0o077).toBe(0)
})

test('a disk that takes nothing is told of, and lines that wait are bounded', async () => {
  const log = new RecentLog()
  for (let n = 0; n < 2_000; n += 1) log.add(`${n} ${'word '.repeat(100)}\n`)
  const text = await log.read()
  expect(text.length).toBeLessThan(520_000)
  const folder = await mkdtemp(join(tmpdir(), 'log-'))
  await log.keepIn(folder)
  await log.read()
  expect(await readFile(join(folder, 'agent.log'), 'utf8')).toMatch(/^\{"level":"warn","event":"log.dropped"/)
})

test.each([
  ['an ID card', '{"x":"11010519491231002X"}', '{"x":"•••"}'],
  ['a mobile phone', '{"x":"call 13812345678 now"}', '{"x":"call ••• now"}'],
  ['a bank card', 'no 6222021234567890123.', 'no •••.'],
  ['a password in an address', 'http://hub:secret@db/x', 'http://•••@db/x'],
  [
    'a code of enrolment',
    '{"event":"enrolment.code","code":"PWK-E56"}',
    '{"event":"enrolment.code","code":"•••"}',
  ],
  ['a token', `"${'aB3_'.repeat(12)}"`, '"•••"'],
])('%s is taken out of a line', (_what, line, kept) => {
  expect(withoutPrivate(line)).toBe(kept)
})

test('times, ids, digests of settings and versions stay', () => {
  const line =
    '{"at":"2026-01-05T01:02:03.004Z","id":"01890000-0000-7000-8000-000000000001","ms":1767578400000,"settings":"0123456789abcdef","v":"0.1.0"}'
  expect(withoutPrivate(line)).toBe(line)
})
