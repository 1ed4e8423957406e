import type { TicketId } from '@service-hall/contract'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useTicks } from './ticks.ts'

const A = 'ticket-a' as TicketId
const B = 'ticket-b' as TicketId
let stored: Map<string, string>

/** The store of a page that has just been opened in the same tab. */
function page() {
  setActivePinia(createPinia())
  return useTicks()
}
beforeEach(() => {
  stored = new Map()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('steps ticked off', () => {
  test('belong to their ticket and can be taken back', () => {
    const ticks = page()
    ticks.toggle(A, 1)
    expect([ticks.isDone(A, 1), ticks.isDone(A, 0), ticks.isDone(B, 1)]).toEqual([true, false, false])
    ticks.toggle(A, 1)
    expect(ticks.isDone(A, 1)).toBe(false)
  })

  test('survive a reload of the page', () => {
    page().toggle(A, 2)
    expect(page().isDone(A, 2)).toBe(true)
  })

  test('keep ids and step numbers only, of the tickets touched last', () => {
    const ticks = page()
    for (let n = 0; n < 60; n += 1) ticks.toggle(`ticket-${n}` as TicketId, 0)
    const [text] = [...stored.values()]
    const kept = JSON.parse(text!) as unknown[]
    expect(kept).toHaveLength(50)
    expect(kept.at(-1)).toEqual(['ticket-59', [0]])
    expect(page().isDone('ticket-0' as TicketId, 0)).toBe(false)
  })

  test('start empty when what was kept is damaged', () => {
    stored.set('service-hall.ticks', '{"ticket-a":')
    expect(page().isDone(A, 0)).toBe(false)
  })
})
