import { expect, test } from 'vitest'
import { aSession, aView } from '../../test/builders.ts'
import { SAID_AGAIN_MS, customerNews } from './customer.ts'
import { initialFlow } from './state.ts'
import type { Flow, FlowEvent } from './state.ts'
import { update } from './update.ts'

function play(...events: (FlowEvent | number)[]): Flow {
  let flow = initialFlow(0)
  let now = 0
  for (const event of events) {
    if (typeof event === 'number') now += event
    flow = update(flow, typeof event === 'number' ? { type: 'tick' } : event, now).flow
  }
  return flow
}
const view = (over = {}): FlowEvent => ({ type: 'view', view: aView(over) })
const touched: FlowEvent = { type: 'touched' }
const pay: FlowEvent = { type: 'choose', serviceId: 'pay', touchId: 'touch-pay' }

test('who only reads the first page is there from the first touch until they have been gone for long enough', () => {
  expect(play(view()).customer).toBeNull()
  expect(play(view(), touched, 44_000, touched, 44_000).customer).toEqual({ touches: 2 })
  expect(play(view(), touched, 44_000, touched, 45_000).customer).toBeNull()
})

test('a customer on a page is there until the question whether they are was not answered', () => {
  expect(play(view(), touched, pay, 54_000).customer).toEqual({ touches: 1 })
  expect(play(view(), touched, pay, 56_000).customer).toBeNull()
})

test('who lays a card on the reader is there without a touch', () => {
  const known = view({ card: { is: 'known', name: '张**', right: null } })
  expect(play(view(), known).customer).toEqual({ touches: 0 })
})

test('nobody is there by what the machine does by itself, nor a technician', () => {
  expect(play(view(), view({ session: aSession('issuing') }), 5_000).customer).toBeNull()
  expect(play(view(), touched, { type: 'corner' }).customer).toBeNull()
})

test('whoever has finished is gone with their last page', () => {
  const finished = play(view(), touched, pay, touched, view({ session: aSession('printed') }), touched, {
    type: 'done',
  })
  expect(finished.customer).toBeNull()
})

test('the agent hears of it when it changes, and again while somebody is there', () => {
  const there = play(view(), touched)
  expect(customerNews(there, null)).toEqual({ type: 'customer', present: true, touches: 1 })
  expect(customerNews(there, { present: true, at: there.now })).toBeNull()
  expect(customerNews(there, { present: true, at: there.now - SAID_AGAIN_MS })).not.toBeNull()
  expect(customerNews(play(view()), { present: false, at: 0 })).toBeNull()
})
