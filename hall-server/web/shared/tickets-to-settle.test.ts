import { PAPER_OVERDUE_MS } from '@service-hall/contract'
import { useHallStore } from '@service-hall/ui/hall'
import { aHall } from '@service-hall/ui/testing'
import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, test } from 'vitest'
import { ticketsToSettle, useTicketsToSettle } from './tickets-to-settle.ts'

describe('papers to settle', () => {
  test('are those a kiosk never reported, once overdue, the oldest first', () => {
    const hall = aHall()
    hall.issue('pay', 'normal', 'K1')
    hall.pass(1)
    hall.issue('pay', 'normal', 'K1')
    hall.issue()
    const numbers = () => ticketsToSettle(hall.view, hall.now()).map((ticket) => ticket.number)
    hall.pass(PAPER_OVERDUE_MS / 1000)
    expect(numbers()).toEqual(['A001'])
    hall.pass(1)
    expect(numbers()).toEqual(['A001', 'A002'])
  })

  test('appear on the screen by time alone, without a fact', () => {
    setActivePinia(createPinia())
    const store = useHallStore()
    const hall = aHall()
    hall.issue('pay', 'normal', 'K1')
    store.view = hall.copy()
    store.now = hall.now()
    const toSettle = useTicketsToSettle()
    expect(toSettle.value).toEqual([])
    store.now = hall.now() + PAPER_OVERDUE_MS + 1
    expect(toSettle.value.map((ticket) => ticket.number)).toEqual(['A001'])
  })
})
