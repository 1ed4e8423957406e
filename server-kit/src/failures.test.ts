import { expect, test } from 'vitest'
import { failureRefusal } from './failures.ts'

test('a failing disk is told as such, everything else as our own fault and without its reason', () => {
  const coded = (code: string): Error => Object.assign(new Error('a path or a name'), { code })
  for (const code of ['SQLITE_FULL', 'SQLITE_IOERR', 'journal.failed'])
    expect(failureRefusal(coded(code))).toEqual({ ok: false, code: 'hall.storage' })
  for (const error of [coded('ENOENT'), new Error('a bug'), 'a bug', undefined])
    expect(failureRefusal(error)).toEqual({ ok: false, code: 'hall.internal' })
})
