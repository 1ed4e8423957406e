import { expect, test } from 'vitest'
import { aHall, asKiosk, command } from '../../test/builders.ts'
import type { TestHall } from '../../test/builders.ts'

/** A hall whose disk has `pages` pages; `pragmas` is read anew at each reopening. */
async function aSmallDisk(pages: number): Promise<{ test: TestHall; pragmas: string[] }> {
  const pragmas = [`max_page_count = ${pages}`]
  return { test: await aHall({ hall: { pragmas, reopenDelaysMs: [30] } }), pragmas }
}

test('on a full disk nothing acknowledged is lost, and numbers go on without a gap when there is room again', async () => {
  const { test, pragmas } = await aSmallDisk(60)
  const { hall } = test
  const kept: string[] = []
  const failed: { order: ReturnType<typeof command<'ticket.issue'>>; code: string }[] = []
  while (failed.length === 0) {
    const orders = Array.from({ length: 8 }, () => command('ticket.issue'))
    const answers = await Promise.all(orders.map((order) => hall.execute(asKiosk(), order)))
    answers.forEach((answer, at) => {
      if (answer.ok) kept.push(answer.result.ticket?.number ?? '')
      else failed.push({ order: orders[at]!, code: answer.code })
    })
  }
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['hall.storage']))
  expect(hall.recovering).toBe(true)
  expect(await hall.execute(asKiosk(), command('ticket.issue'))).toEqual({
    ok: false,
    code: 'hall.recovering',
  })

  pragmas[0] = 'max_page_count = 100000'
  await expect.poll(() => hall.recovering, { timeout: 10_000 }).toBe(false)
  expect(test.numbers()).toEqual(kept)
  const retried = await Promise.all(failed.map(({ order }) => hall.execute(asKiosk(), order)))
  expect(retried.every((answer) => answer.ok)).toBe(true)
  const numbers = test.numbers()
  expect(numbers).toEqual(numbers.map((_, index) => `A${String(index + 1).padStart(3, '0')}`))
  expect((await test.reopen({ pragmas: [] })).hall.state).toEqual(hall.state)
})

test('a disk that stays full is refused again and again, and starts again with what was acknowledged', async () => {
  const { test } = await aSmallDisk(40)
  const { hall } = test
  let kept = 0
  for (let failures = 0; failures < 3;) {
    const answer = await hall.execute(asKiosk(), command('ticket.issue'))
    if (answer.ok) kept += 1
    else if (answer.code === 'hall.storage') failures += 1
    else await expect.poll(() => hall.recovering, { interval: 5, timeout: 10_000 }).toBe(false)
  }
  await expect.poll(() => hall.recovering, { timeout: 10_000 }).toBe(false)
  const again = await test.reopen({ pragmas: [] })
  expect(again.numbers()).toHaveLength(kept)
  await again.issue()
  expect(again.numbers().at(-1)).toBe(`A${String(kept + 1).padStart(3, '0')}`)
})

test('who waits for a view when the disk fails gets none', async () => {
  const { test } = await aSmallDisk(40)
  let views: PromiseSettledResult<void>[] = []
  while (!test.hall.recovering) {
    const answered = test.hall.execute(asKiosk(), command('ticket.issue'))
    views = await Promise.allSettled([test.hall.committedView('staff', () => undefined)])
    await answered
  }
  expect(views.map(({ status }) => status)).toEqual(['rejected'])
})
