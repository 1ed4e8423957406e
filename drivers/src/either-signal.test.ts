import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { withEither } from './either-signal.ts'

test.each(['one', 'other'] as const)('a task ends by either signal, for its reason: %s', async (which) => {
  const of = { one: new AbortController(), other: new AbortController() }
  const reason = new Error('gone')
  const ended = withEither(
    of.one.signal,
    of.other.signal,
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason))),
  )
  of[which].abort(reason)
  expect(await ended).toBe(reason)
})

test('a signal that was aborted before is so in the task', async () => {
  const open = new AbortController().signal
  const aborted = AbortSignal.abort('over')
  for (const [one, other] of [
    [open, aborted],
    [aborted, open],
    [aborted, undefined],
  ] as const)
    expect(await withEither(one, other, async (signal) => String(signal.reason))).toBe('over')
})

test('nothing of a task that has ended or failed stays at its signals', async () => {
  const one = new AbortController().signal
  const other = new AbortController().signal
  await withEither(one, other, async () => {
    expect(getEventListeners(one, 'abort')).toHaveLength(1)
  })
  await expect(withEither(one, other, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect([one, other].flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([])
})
