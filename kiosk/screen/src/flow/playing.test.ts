import { expect, test } from 'vitest'
import { aSession, aView } from '../../test/builders.ts'
import { pageOf } from '../pages/shown.ts'
import { restOf } from './rest.ts'
import { initialFlow } from './state.ts'
import type { Flow, FlowEvent } from './state.ts'
import { update } from './update.ts'

const PLAYLIST = { afterSeconds: 60, slides: [{ kind: 'text' as const, zh: '文', en: 'text', seconds: 5 }] }
const view = (over = {}): FlowEvent => ({ type: 'view', view: aView({ playlist: PLAYLIST, ...over }) })
const touched: FlowEvent = { type: 'touched' }

/** Events in order; a number lets so many ms pass, a look every second. */
function play(...events: (FlowEvent | number)[]): Flow {
  let [flow, now] = [initialFlow(0), 0]
  for (const event of events) {
    if (typeof event !== 'number') flow = update(flow, event, now).flow
    else for (const end = now + event; now < end;) flow = update(flow, { type: 'tick' }, (now += 1_000)).flow
  }
  return flow
}
const page = (...events: (FlowEvent | number)[]): string => pageOf(play(...events)).name

test('what the region gives is played after a minute in which nothing happened, and is a spell of rest', () => {
  expect(page(view(), 59_000)).toBe('start')
  expect(page(view(), 60_000)).toBe('playlist')
  expect(restOf(play(view(), 60_000))).toBe(restOf(play(view())))
  expect(page(view({ playlist: undefined }), 600_000)).toBe('start')
  // It is counted from the last touch, not from when the screen gave the customer up.
  expect(page(view(), touched, 59_000)).toBe('start')
  expect(page(view(), touched, 60_000)).toBe('playlist')
})

test('the first touch ends it, and presses nothing; the next two are a ticket', () => {
  const woken = play(view(), 60_000, touched)
  expect(pageOf(woken).name).toBe('start')
  const asked = update(woken, { type: 'choose', serviceId: 'pay', touchId: 'touch-pay' }, woken.read)
  const { intents } = update(
    asked.flow,
    { type: 'take', classId: 'normal', touchId: 'touch-take' },
    woken.read,
  )
  expect(intents).toMatchObject([{ type: 'issue', serviceId: 'pay', touchId: 'touch-take' }])
})

test('a card ends it, and as long as one lies there nothing is played', () => {
  for (const card of [{ is: 'known', name: '张**', right: null }, { is: 'unreadable' }, { is: 'left' }]) {
    expect(page(view(), 60_000, view({ card }))).toBe('start')
    expect(page(view(), 60_000, view({ card }), view(), 30_000)).toBe('start')
  }
  expect(page(view({ card: { is: 'welcome', minAge: 70 } }), 60_000)).toBe('playlist')
})

test('nothing is played over a ticket, a technician or what keeps the kiosk from serving', () => {
  expect(page(view(), 60_000, view({ session: aSession('printing') }))).toBe('printing')
  expect(page(view(), touched, { type: 'corner' }, 600_000, { type: 'corner' })).toBe('pin')
  expect(page(view(), 60_000, view({ link: 'offline' }), 60_000)).toBe('offline')
  // When the hall is back it is not covered at once.
  expect(page(view(), 60_000, view({ link: 'offline' }), 60_000, view())).toBe('start')
})
