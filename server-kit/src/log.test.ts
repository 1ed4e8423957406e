import { expect, test } from 'vitest'
import { createLog, reasonOf } from './log.ts'

test('an event is one JSON line with its time, level, name and fields', () => {
  const lines: string[] = []
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  )
  log.info('server.listening', { port: 8080 })
  log.warn('link.lost')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'server.listening', port: 8080 },
    { at: '1970-01-01T00:00:00.000Z', level: 'warn', event: 'link.lost' },
  ])
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
})

test('an error is logged with its reason, the reasons below it, and its stack', () => {
  const lines: string[] = []
  const cause = new Error('no commit', { cause: new Error('disk full') })
  createLog((line) => lines.push(line)).error('command.failed', cause, { id: 'c1' })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    event: 'command.failed',
    id: 'c1',
    reason: 'no commit: disk full',
    stack: cause.stack,
  })
})

test('what was thrown and is no error is its own reason', () => {
  expect(reasonOf('nothing there')).toBe('nothing there')
  expect(reasonOf(undefined)).toBe('undefined')
})

test('no letter of a field turns a line round or ends it; none is lost', () => {
  const lines: string[] = []
  const file = 'a\u202Etxt.exe\u2066\u200B\u0085\u2028\u001B[2J\u007F\u{E0041}\n'
  createLog((line) => lines.push(line)).warn('file.odd', { file })
  expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ file })
})
