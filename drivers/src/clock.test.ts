import { expect, test } from 'vitest'
import { aFarEnd } from '../test/far-end.ts'
import { aLink } from '../test/a-link.ts'
import { manualClock } from '../test/manual-clock.ts'
import { openPty } from '../test/pty.ts'
import { deadline, hearing, systemClock } from './clock.ts'

const MS = 150

/** Holds up the whole process until `at`, and all timers with it. */
function standUntil(at: number): void {
  const left = at - performance.now()
  if (left > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, left)
}

test.each(['tcp', 'serial'] as const)(
  'hears what lay in the kernel of a %s line before it judges',
  async (kind) => {
    const far = await aFarEnd()
    const pty = await openPty(far.port)
    const url = kind === 'tcp' ? `tcp://127.0.0.1:${far.port}` : pty.url
    const watched = aLink({ url })
    await watched.until('ready')
    await watched.lines[0]?.write(Buffer.from('?'))
    await far.until('?')

    const order: string[] = []
    const judged = new Promise<void>((resolve) =>
      deadline(systemClock, MS, () => {
        order.push(`judged, having heard ${watched.heard.join('')}`)
        resolve()
      }),
    )
    // Stands still from before the answer until the very moment of the deadline, which is then not late.
    const due = performance.now() + MS
    far.send('answer')
    standUntil(due)
    await judged

    expect(order).toEqual(['judged, having heard answer'])
    await watched.link.close()
    await pty.stop()
    await far.stop()
  },
)

test('gives the time back by which it is late, at most once as long as it was', async () => {
  const clock = manualClock()
  let lateMs = 0
  const late = {
    ...clock,
    monotonic: () => clock.monotonic() + lateMs,
    afterInput: (task: () => void) => (task(), () => undefined),
  }
  const ended: string[] = []
  deadline(late, 100, () => ended.push('short'))
  deadline(late, 1_000, () => ended.push('long'))
  const cancel = deadline(late, 100, () => ended.push('cancelled'))
  lateMs = 400
  await clock.advance(150)
  cancel()
  expect(ended).toEqual([])
  await clock.advance(50)
  expect(ended).toEqual(['short'])
  await clock.advance(1_200 - 1)
  expect(ended).toEqual(['short'])
  await clock.advance(1)
  expect(ended).toEqual(['short', 'long'])
})

test('is not carried out when the answer is among what is read in the end', async () => {
  const done: string[] = []
  const cancel = deadline(systemClock, 5, () => done.push('judged'))
  await new Promise<void>((resolve) => setTimeout(() => setImmediate(resolve), 5))
  cancel()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(done).toEqual([])
})

test('lets input be read with a clock that comes from outside, and leaves those of tests alone', async () => {
  const clock = manualClock()
  const judged: number[] = []
  deadline(clock, 10, () => judged.push(clock.now()))
  await clock.advance(10)
  expect(judged).toEqual([1_010])
  expect(hearing(clock).afterInput).toBe(systemClock.afterInput)
  expect(hearing(systemClock)).toBe(systemClock)
})
