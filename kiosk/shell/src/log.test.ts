import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('every entry is one JSON object on a line of its own, an error with its reason and stack', () => {
  const lines: string[] = []
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  )
  log.info('agent.ready', { ms: 7 })
  log.error('agent.failed', new Error('two\nlines'), { agent: 'K1' })
  expect(lines.join('').match(/\n/g)).toHaveLength(2)
  const [ready, failed] = lines.map((line) => JSON.parse(line) as object)
  expect(ready).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'agent.ready', ms: 7 })
  expect(failed).toMatchObject({ level: 'error', agent: 'K1', reason: 'two\nlines' })
  expect(failed).toHaveProperty('stack')
})
