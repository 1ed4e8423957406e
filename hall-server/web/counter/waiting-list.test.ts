import type { CounterId, TicketId } from '@service-hall/contract'
import { aHall } from '@service-hall/ui/testing'
import type { TestHall } from '@service-hall/ui/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { caseTimer } from './case-timer.ts'
import { unpinnedOrder, pinnedOrder } from './pinned-order.ts'
import { lastRating } from './last-rating.ts'
import { transferTargets } from './transfer-targets.ts'
import { waitingList } from './waiting-list.ts'

const rowsAt = (hall: TestHall, counter: 'C1' | 'C2') =>
  waitingList(
    hall.view,
    hall.config.counters.find(({ id }) => id === counter)!,
    hall.config,
    hall.now(),
  )
const numbersAt = (hall: TestHall, counter: 'C1' | 'C2') => rowsAt(hall, counter).map((row) => row.number)

describe('the waiting list of a counter', () => {
  test('holds only whom the counter can serve', () => {
    const hall = aHall()
    hall.issue('pay')
    hall.issue('change')
    expect(numbersAt(hall, 'C1')).toEqual(['A001'])
    expect(numbersAt(hall, 'C2')).toEqual(['A001', 'A002'])
  })

  test('is in order of points: weight × (waited + head start)', () => {
    const hall = aHall()
    hall.issue('pay')
    hall.pass(300)
    hall.issue('pay', 'priority')
    hall.pass(59)
    // 359 × 1 against (59 + 60) × 3 = 357; two seconds later 361 against 363.
    expect(numbersAt(hall, 'C1')).toEqual(['A001', 'A002'])
    hall.pass(2)
    expect(numbersAt(hall, 'C1')).toEqual(['A002', 'A001'])
  })

  test('is first come, first served within a class', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { minLength: 2, maxLength: 20 }), (gaps) => {
        const hall = aHall()
        for (const gap of gaps) {
          hall.issue('pay')
          hall.pass(gap)
        }
        expect(numbersAt(hall, 'C1')).toEqual([...numbersAt(hall, 'C1')].sort())
      }),
    )
  })

  test('shows a customer sent to this counter here alone', () => {
    const hall = aHall()
    hall.open('C1')
    const id = hall.issue('pay')
    hall.call(id)
    hall.transfer(id, { kind: 'counter', counterId: 'C2' as CounterId })
    expect(rowsAt(hall, 'C2')).toMatchObject([{ number: 'A001', here: true }])
    expect(rowsAt(hall, 'C1')).toEqual([])
  })
})

describe('a list somebody points at', () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id }))
  const ids = (held: readonly { row: { id: string }; gone: boolean }[]) =>
    held.map(({ row, gone }) => (gone ? `(${row.id})` : row.id))

  test('keeps every row in its place, marks who left and adds new ones below', () => {
    let held = unpinnedOrder(rows('a', 'b', 'c'))
    held = pinnedOrder(held, rows('c', 'a', 'd'))
    expect(ids(held)).toEqual(['a', '(b)', 'c', 'd'])
    held = pinnedOrder(held, rows('b', 'd'))
    expect(ids(held)).toEqual(['(a)', 'b', '(c)', 'd'])
  })

  test('never moves a row that was shown, whatever happens', () => {
    const someIds = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
    fc.assert(
      fc.property(someIds, fc.array(someIds), (first, later) => {
        let held = unpinnedOrder(rows(...first))
        for (const live of later) {
          const before = held.map(({ row }) => row.id)
          held = pinnedOrder(held, rows(...live))
          expect(held.slice(0, before.length).map(({ row }) => row.id)).toEqual(before)
          expect(
            held
              .filter(({ gone }) => !gone)
              .map(({ row }) => row.id)
              .sort(),
          ).toEqual([...live].sort())
        }
      }),
    )
  })
})

describe('the timer of a case', () => {
  test('is calm, warns from four fifths of the limit, and is over after it', () => {
    const level = (seconds: number) => caseTimer(0, 5, seconds * 1000).level
    expect([0, 239, 240, 300, 301].map(level)).toEqual(['calm', 'calm', 'warning', 'warning', 'over'])
  })

  test('never fills more than its bar and never runs backwards', () => {
    expect(caseTimer(0, 5, 10_000_000).share).toBe(1)
    expect(caseTimer(5000, 5, 4000).spentMs).toBe(0)
  })
})

describe('the rating of the last customer', () => {
  const C1 = 'C1' as CounterId
  function completed(): { hall: TestHall; id: TicketId } {
    const hall = aHall()
    hall.open('C1')
    const id = hall.issue()
    hall.call(id)
    hall.start(id)
    hall.complete(id)
    return { hall, id }
  }

  test('is not there before anybody was invited', () => {
    expect(lastRating(completed().hall.view, C1)).toEqual({ status: 'none' })
  })

  test('is waited for, then known', () => {
    const { hall, id } = completed()
    hall.invite(id)
    expect(lastRating(hall.view, C1)).toMatchObject({ status: 'open', ticketNumber: 'A001' })
    hall.rate(id, 4)
    expect(lastRating(hall.view, C1)).toEqual({ status: 'given', ticketNumber: 'A001', level: 4 })
  })

  test('says why there is none', () => {
    const { hall, id } = completed()
    hall.invite(id)
    hall.lapse(id, 'padUnavailable')
    expect(lastRating(hall.view, C1)).toEqual({
      status: 'missed',
      ticketNumber: 'A001',
      cause: 'padUnavailable',
    })
  })

  test('is gone when completing was undone', () => {
    const { hall, id } = completed()
    hall.invite(id)
    hall.lapse(id, 'undone')
    expect(lastRating(hall.view, C1)).toEqual({ status: 'none' })
  })
})

describe('where a customer can be sent', () => {
  test('is every other service, and staffed counters that offer this one', () => {
    const hall = aHall()
    hall.open('C1')
    const targets = () =>
      transferTargets(hall.view, hall.config, 'C1' as CounterId, 'pay' as never, hall.now())
    expect(targets().services.map(({ service }) => service.id)).toEqual(['change'])
    expect(targets().counters).toEqual([])
    hall.open('C2', 'S2')
    expect(targets().counters.map(({ counter }) => counter.id)).toEqual(['C2'])
  })

  test('says when a customer would wait there in vain', () => {
    const hall = aHall()
    const doubts = () =>
      transferTargets(hall.view, hall.config, 'C1' as CounterId, 'pay' as never, hall.now()).services.map(
        ({ doubt }) => doubt,
      )
    expect(doubts()).toEqual(['unstaffed'])
    hall.open('C1')
    hall.open('C2', 'S2')
    expect(doubts()).toEqual([null])
    for (const service of hall.config.services) service.openingHours = []
    expect(doubts()).toEqual(['closed'])
  })
})
