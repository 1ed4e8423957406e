import { Fact, UplinkEntry, emptyView, evolve, publicConfig } from '@service-hall/contract'
import { MORNING, aHallFile } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { InventedDay } from './invented-day.ts'

test('an invented day is facts of the contract that follow from each other, and its queue stays short', () => {
  const day = new InventedDay(publicConfig(aHallFile()), seededRandom(7))
  const view = emptyView()
  const kinds = new Map<string, number>()
  let waitingMost = 0
  const said = [
    ...day.begin(MORNING),
    ...Array.from({ length: 1_000 }, (_, n) => day.next(MORNING + n * 1_000)),
  ]
  for (const [index, one] of said.entries()) {
    const fact = Fact.safeParse(one)
    expect(fact.success, JSON.stringify(one)).toBe(true)
    const entry = { number: index + 1, at: MORNING + index * 1_000, fact: one }
    expect(UplinkEntry.safeParse(entry).success).toBe(true)
    evolve(view, { ...entry, fact: one as unknown as Fact })
    kinds.set(one.type, (kinds.get(one.type) ?? 0) + 1)
    if (index % 25 > 0) continue
    const waiting = Object.values(view.tickets).filter(({ state }) => state.status === 'waiting')
    waitingMost = Math.max(waitingMost, waiting.length)
  }
  for (const type of ['TicketIssued', 'TicketCalled', 'ServiceCompleted', 'RatingGiven', 'TicketNoShow'])
    expect(kinds.get(type), type).toBeGreaterThan(2)
  expect(waitingMost).toBeGreaterThan(2)
  expect(waitingMost).toBeLessThan(60)
})
