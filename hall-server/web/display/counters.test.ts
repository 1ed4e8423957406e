import { emptyView } from '@service-hall/contract'
import type { CounterId, HallConfig, HallView, Ticket } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { ALL_SHOWN, counterLines } from './counters.ts'

const ID = 'C1' as CounterId

function aHall(counters = 1): HallView {
  const view = emptyView()
  const rows = Array.from({ length: counters }, (_, index) => ({
    id: `C${index + 1}`,
    number: String(index + 1),
  }))
  view.config = { counters: rows } as unknown as HallConfig
  return view
}

function holding(view: HallView, status: 'called' | 'serving'): HallView {
  view.tickets['t1'] = { id: 't1', number: 'A007', state: { status } } as unknown as Ticket
  view.counters[ID]!.holding = 't1' as Ticket['id']
  return view
}

function open(view: HallView, status: 'open' | 'paused' = 'open'): HallView {
  view.counters[ID] = { id: ID, duty: { status } as never, holding: null, undo: null }
  return view
}

test('a counter nobody has opened is closed', () => {
  expect(counterLines(aHall())).toEqual([{ id: 'C1', number: '1', state: 'closed', ticketNumber: null }])
})

test('an open counter without a customer is free', () => {
  expect(counterLines(open(aHall()))).toMatchObject([{ state: 'free', ticketNumber: null }])
})

test.each(['called', 'serving'] as const)('a counter shows whom it has %s', (status) => {
  expect(counterLines(holding(open(aHall()), status))).toMatchObject([
    { state: status, ticketNumber: 'A007' },
  ])
})

test('a counter that pauses says so, and still names whom it serves', () => {
  expect(counterLines(holding(open(aHall(), 'paused'), 'serving'))).toMatchObject([
    { state: 'paused', ticketNumber: 'A007' },
  ])
})

test('in a large hall only counters that are staffed are shown', () => {
  expect(counterLines(open(aHall(ALL_SHOWN)))).toHaveLength(ALL_SHOWN)
  expect(counterLines(open(aHall(ALL_SHOWN + 1))).map(({ number }) => number)).toEqual(['1'])
})

test('a hall without a configuration has no counters', () => {
  expect(counterLines(emptyView())).toEqual([])
})
