import { emptyView } from '@service-hall/contract'
import type { HallConfig, HallView, TicketId } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { LINES_SHOWN, waitingLines } from './waiting.ts'

/** Services s0, s1 … in turn of the groups g0 and g1; `waiting` people for each. */
function aHall(services: number, waiting: readonly number[]): HallView {
  const view = emptyView()
  const name = { zh: '业务', en: 'Service' }
  view.config = {
    groups: [0, 1].map((index) => ({ id: `g${index}`, name })),
    services: Array.from({ length: services }, (_, index) => ({
      id: `s${index}`,
      group: `g${index % 2}`,
      name,
    })),
  } as unknown as HallConfig
  waiting.forEach((count, index) => {
    view.lanes[`s${index}/normal`] = Array.from({ length: count }, (_, n) => `t${index}-${n}` as TicketId)
  })
  return view
}
const counts = (view: HallView): string[] => waitingLines(view).map(({ id, count }) => `${id}:${count}`)

test('people waiting are shown by service', () => {
  expect(counts(aHall(3, [2, 0, 5]))).toEqual(['s0:2', 's1:0', 's2:5'])
})

test('where there are many services they are summed by group', () => {
  expect(counts(aHall(LINES_SHOWN + 2, [1, 2, 3, 4]))).toEqual(['g0:4', 'g1:6'])
})

test('a hall without a configuration shows no lines', () => {
  expect(waitingLines(emptyView())).toEqual([])
})

test('a service that is no longer offered is shown while somebody waits for it', () => {
  const view = aHall(3, [2, 0, 0])
  for (const id of ['s0', 's1']) view.config!.services.find((row) => row.id === id)!.retired = true
  expect(counts(view)).toEqual(['s0:2', 's2:0'])
})
