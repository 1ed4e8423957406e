import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { aLog } from '../test/index.ts'
import { exitOnUnhandled } from './exit-on-unhandled.ts'

test('a rejection that nobody caught is logged and ends the program as failed', () => {
  const [program, log, codes] = [new EventEmitter(), aLog(), [] as number[]]
  exitOnUnhandled(log, program, (code) => codes.push(code))
  program.emit('unhandledRejection', new Error('a bug'))
  expect(log.lines.join()).toContain('a bug')
  expect(codes).toEqual([1])
})
