import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { StartError, reportNotStarted, startFailure } from './start-failure.ts'

const coded = (code: string, rest: object = {}): Error =>
  Object.assign(new Error(`about ${code}`), { code, ...rest })
const because = (code: string, cause: Error): Error => Object.assign(new Error(code, { cause }), { code })

test.each([
  [coded('journal.locked'), 'journal.locked'],
  [because('journal.locked', coded('SQLITE_BUSY')), 'journal.locked'],
  [because('journal.failed', coded('SQLITE_FULL')), 'disk.full'],
  [because('database.open', coded('SQLITE_CANTOPEN')), 'database.open'],
  [because('database.open', coded('EACCES')), 'data.notAllowed'],
  [coded('SQLITE_NOTADB'), 'database.damaged'],
  [coded('ENOSPC'), 'disk.full'],
  [coded('EADDRINUSE', { syscall: 'listen' }), 'port.taken'],
  [coded('EACCES', { syscall: 'listen' }), 'port.notAllowed'],
  [coded('EACCES', { syscall: 'open' }), 'data.notAllowed'],
  [new StartError('vault.keyMissing', '/data/vault.key'), 'vault.keyMissing'],
])('%s is an expected failure of a start', (error, code) => {
  expect(startFailure(error)?.code).toBe(code)
})

test.each([new TypeError('x is not a function'), coded('constructor'), coded('ERR_ASSERTION'), 'a word'])(
  '%s is a bug',
  (error) => {
    expect(startFailure(error)).toBeNull()
  },
)

test('an expected failure is told in both languages and without a stack, a bug with it', () => {
  const lines: string[] = []
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  )
  const text: string[] = []
  reportNotStarted(log, 'server.notStarted', coded('EADDRINUSE'), (written) => text.push(written))
  expect(lines.join('')).not.toContain('stack')
  expect(lines.join('')).toContain('"code":"port.taken"')
  expect(text.join('')).toMatch(
    /^\[port\.taken\] 端口.*\n\[port\.taken\] The port is taken.*\n {2}about EADDRINUSE\n$/,
  )
  reportNotStarted(log, 'server.notStarted', new TypeError('oops'))
  expect(lines.at(-1)).toContain('"stack":"TypeError: oops')
})
