import { expect, test } from 'vitest'
import { initialFlow } from '../src/flow/state.ts'
import { update } from '../src/flow/update.ts'
import { PAGES } from '../src/pages/index.ts'
import { pageOf } from '../src/pages/shown.ts'
import { isTap } from '../test/states.ts'
import type { States } from '../test/states.ts'
import { stories } from './stories.ts'

/** The page a story ends on; taps stay within their page. */
function endOf(story: States[string]): string {
  let now = 0
  let flow = initialFlow(now)
  for (const one of story) {
    if (typeof one === 'number') now += one
    else if (isTap(one)) continue
    flow = update(flow, typeof one === 'number' ? { type: 'tick' } : one, now).flow
  }
  return pageOf(flow).name
}

test.each(PAGES.map(({ name }) => name))('shows states of %s, all on that page', (name) => {
  const ends = Object.entries(stories[name] ?? {}).map(([state, story]) => ({ state, page: endOf(story) }))
  expect(ends.length).toBeGreaterThan(0)
  expect(ends.filter(({ page }) => page !== name)).toEqual([])
})
