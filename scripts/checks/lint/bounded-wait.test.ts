import { Linter } from 'eslint'
import { expect, test } from 'vitest'
import { boundedWait } from './bounded-wait.ts'

const linter = new Linter()

/** What lint says of some lines of a test. */
function said(code: string): string[] {
  const text = `import { once } from 'node:events'\n${code}`
  const plugins = { house: { rules: { wait: boundedWait } } }
  const messages = linter.verify(text, [{ plugins, rules: { 'house/wait': 'error' } }])
  return messages.map(({ messageId, message }) => messageId ?? message)
}

test.each([
  `await once(child, 'exit')`,
  `const ended = once(child, 'exit'); await ended`,
  `const ended = once(child, 'exit').then(done); await waitFor('x', ended); await ended`,
  `await new Promise((resolve) => socket.once('close', resolve))`,
  `const gone = () => new Promise((resolve) => socket.addEventListener('close', resolve))`,
  `await new Promise((resolve) => server.close(resolve))`,
  `const met = new Promise((resolve) => pad.onEvent(resolve)); tell({ met })`,
])('an event is waited for without a bound: %s', (code) => {
  expect(said(code)).toEqual(['event'])
})

test.each([
  'while (pad.isIdle) await pause(5)',
  'while (pad.isIdle) { await pause(5) }',
  'for (;;) await peer.changed()',
  'do await pause(5); while (pad.isIdle)',
])('a loop looks again and again without an end: %s', (code) => {
  expect(said(code)).toEqual(['loop'])
})

test.each([
  `await waitFor('the end', once(child, 'exit'))`,
  `const ended = once(child, 'exit'); child.kill(); await waitFor('the end', ended)`,
  `const ended = Promise.all([once(child, 'exit')]); await waitFor('the end', ended)`,
  `const ends = () => waitFor('all', Promise.all(servers.map((server) => once(server.close(), 'close'))))`,
  `await once(child, 'exit', { signal })`,
  `await new Promise((resolve) => setTimeout(resolve, 5))`,
  `const never = new Promise(() => undefined)`,
  'while (left > 0) { left -= 1; await work() }',
  'while (performance.now() < end) await pause(5)',
  'for (let n = 0; n < 5; n += 1) await signIn()',
])('has a bound: %s', (code) => {
  expect(said(code)).toEqual([])
})

test('a function of the same name is none of ours', () => {
  expect(said('{ const once = () => 1; await once() }')).toEqual([])
})
