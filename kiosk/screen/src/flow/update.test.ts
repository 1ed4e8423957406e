import type { ScreenIntent } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { aService, aSession, aView } from '../../test/builders.ts'
import { NEARBY, PLACES, WAYS } from '../../test/riverside.ts'
import { backFrom, homeFrom, pageOf } from '../pages/shown.ts'
import { idleness } from './idleness.ts'
import { initialFlow, languageOf } from './state.ts'
import type { Flow, FlowEvent } from './state.ts'
import { update } from './update.ts'

/** Plays events against a screen and remembers what it asked of the agent. */
function play(...events: (FlowEvent | number)[]) {
  let flow: Flow = initialFlow(0)
  let now = 0
  const intents: ScreenIntent[] = []
  for (const event of events) {
    if (typeof event === 'number') now += event
    const done = update(flow, typeof event === 'number' ? { type: 'tick' } : event, now)
    flow = done.flow
    intents.push(...done.intents)
  }
  const { name, props } = pageOf(flow)
  return { flow, intents, name, props }
}
const view = (over = {}): FlowEvent => ({ type: 'view', view: aView(over) })
const session = (at: Parameters<typeof aSession>[0], touchId?: string): FlowEvent =>
  view({ session: aSession(at, touchId) })
const pay: FlowEvent = { type: 'choose', serviceId: 'pay', touchId: 'touch-pay' }
const TAKE = { type: 'take', classId: 'normal', touchId: 'touch-0001' } as const
const unlocked = view({ maintenance: { unlocked: true, failures: 0, lockedUntil: null, devices: [] } })

describe('the way to a ticket', () => {
  test('takes two touches from the start page', () => {
    const { intents, name } = play(view(), pay, TAKE)
    expect(name).toBe('issuing')
    expect(intents).toEqual([
      {
        type: 'issue',
        touchId: 'touch-0001',
        serviceId: 'pay',
        classId: 'normal',
        language: 'zh',
        senior: false,
      },
    ])
  })

  test('asks once however often the button is tapped', () => {
    const again: FlowEvent = { ...TAKE, touchId: 'touch-0002' }
    expect(play(view(), pay, TAKE, again, again, session('issuing'), again).intents).toHaveLength(1)
  })

  test('follows the agent through printing to the printed ticket', () => {
    expect(play(view(), pay, TAKE, session('issuing'), session('printing')).name).toBe('printing')
    expect(play(view(), pay, TAKE, session('printing'), session('printed')).name).toBe('printed')
  })

  test('lets the customer touch again when the agent never heard of the touch', () => {
    const { name, props } = play(view(), pay, TAKE, view(), 2_000)
    expect({ name, props }).toMatchObject({ name: 'confirm', props: { again: true } })
  })

  test('does not choose a closed service, nor go on with one that closes', () => {
    expect(play(view(), { ...pay, serviceId: 'closed' }).name).toBe('start')
    expect(play(view(), pay, view({ services: [] }), TAKE).intents).toEqual([])
    const closing = view({ services: [aService('pay', { open: false })] })
    expect(play(view(), pay, closing).name).toBe('start')
    expect(play(view(), pay, closing, TAKE).intents).toEqual([])
  })

  test('asks in the language and mode chosen', () => {
    const { intents } = play(
      view(),
      { type: 'language', language: 'en' },
      { type: 'senior', senior: true },
      pay,
      TAKE,
    )
    expect(intents).toMatchObject([{ language: 'en', senior: true }])
  })
})

describe('an ID card', () => {
  const known = { is: 'known', name: '张**', right: null } as const
  const card = (over: object = {}): FlowEvent => view({ card: known, ...over })

  test('makes one touch enough for a ticket', () => {
    const { intents, name } = play(card(), pay)
    expect(name).toBe('issuing')
    expect(intents).toMatchObject([
      { type: 'issue', touchId: 'touch-pay', serviceId: 'pay', classId: 'normal' },
    ])
  })

  test('may be laid down when the service is chosen already', () => {
    const { intents, name } = play(view(), pay, card(), TAKE)
    expect(name).toBe('issuing')
    expect(intents).toHaveLength(1)
  })

  test('that says nothing leaves the ordinary way open', () => {
    const unreadable = view({ card: { is: 'unreadable' } })
    expect(play(unreadable, pay).name).toBe('confirm')
    expect(play(unreadable, pay, TAKE).name).toBe('issuing')
  })

  test('is forgotten when its holder would rather not be known, and then a service is asked about as ever', () => {
    const { intents, name } = play(card(), { type: 'forgetCard' }, view(), pay)
    expect(intents).toEqual([{ type: 'forgetCard' }])
    expect(name).toBe('confirm')
  })

  test('is forgotten when its holder is done, and when nobody touches anything for long', () => {
    const done = play(card(), pay, card({ session: aSession('printed', 'touch-pay') }), { type: 'done' })
    expect(done.intents.map((intent) => intent.type)).toEqual(['issue', 'dismiss', 'forgetCard'])
    expect(play(card(), 44_999).intents).toEqual([])
    expect(play(card(), 45_000).intents).toEqual([{ type: 'forgetCard' }])
    const stood = play(card(), pay, card({ session: aSession('printed', 'touch-pay') }), 12_000)
    expect(stood.intents.at(-1)).toEqual({ type: 'forgetCard' })
  })

  test('laid down counts as a touch', () => {
    const late = play(view(), { type: 'senior', senior: true }, 40_000, card(), 44_000)
    expect(late.flow.senior).toBe(true)
  })

  test('leaves time to be taken back', () => {
    const printed = card({ session: aSession('printed', 'touch-pay') })
    expect(play(card(), pay, printed, 11_999).name).toBe('printed')
  })

  test('is still known when the first try came to nothing', () => {
    const failed = card({ session: aSession('noAnswer', 'touch-pay') })
    const { intents } = play(card(), pay, failed, { type: 'retry' })
    expect(intents.map((intent) => intent.type)).toEqual(['issue', 'dismiss'])
  })
})

describe('the end of a session', () => {
  test('goes home by itself eight seconds after the paper came, with nothing of the customer left', () => {
    const printed: FlowEvent[] = [view(), { type: 'language', language: 'en' }, pay, TAKE, session('printed')]
    expect(play(...printed, 7_999).name).toBe('printed')
    const { flow, name, intents } = play(...printed, 8_000)
    expect(name).toBe('start')
    expect(languageOf(flow)).toBe('zh')
    expect(intents.at(-1)).toEqual({ type: 'dismiss' })
  })

  test('does not show a session again that was left, and still serves the next customer', () => {
    const done = play(view(), pay, TAKE, session('printed'), { type: 'done' }, session('printed'), pay, {
      ...TAKE,
      touchId: 'touch-0002',
    })
    expect(done.name).toBe('issuing')
    expect(done.intents.map((intent) => intent.type)).toEqual(['issue', 'dismiss', 'dismiss', 'issue'])
  })

  test('dismisses a session that ended only after it was left for lost', () => {
    const printing: FlowEvent[] = [view(), pay, TAKE, session('printing')]
    const left = play(...printing, 60_000, { type: 'done' })
    expect(left.intents.map((intent) => intent.type)).toEqual(['issue', 'dismiss'])
    const late = play(...printing, 60_000, { type: 'done' }, session('printed'))
    expect(late.name).toBe('start')
    expect(late.intents.map((intent) => intent.type)).toEqual(['issue', 'dismiss', 'dismiss'])
  })

  test('keeps the number on the screen when the agent restarts while printing', () => {
    expect(play(view(), pay, TAKE, session('printing'), view({ link: 'connecting' }))).toMatchObject({
      name: 'onScreen',
      props: { paper: 'unknown', ticket: { number: 'A012' } },
    })
  })

  test('does not claim that no ticket was made when the agent restarts while issuing', () => {
    expect(play(view(), pay, TAKE, session('issuing'), view())).toMatchObject({
      name: 'noAnswer',
      props: { sure: false },
    })
  })

  test('leads from a refusal back to the same question, for a new touch', () => {
    expect(play(view(), pay, TAKE, session('noAnswer'), { type: 'retry' }).name).toBe('confirm')
    expect(play(view(), pay, TAKE, session('refused'), { type: 'home' }).name).toBe('start')
  })

  test('keeps the printed page through a lost line', () => {
    const kept = play(
      view(),
      pay,
      TAKE,
      session('printed'),
      view({ link: 'offline', session: aSession('printed') }),
      5_000,
    )
    expect(kept.name).toBe('printed')
  })
})

describe('left alone', () => {
  test('asks whether somebody is there, and goes home after ten seconds', () => {
    const asked = play(view(), pay, 45_000)
    expect(idleness(asked.flow)).toMatchObject({ is: 'question' })
    expect(play(view(), pay, 55_000).name).toBe('start')
    expect(idleness(play(view(), pay, 45_000, { type: 'stillHere' }).flow)).toEqual({ is: 'none' })
  })

  test('does not ask on the start page, but forgets language and mode', () => {
    const { flow } = play(
      view(),
      { type: 'senior', senior: true },
      { type: 'language', language: 'en' },
      45_000,
    )
    expect(flow).toMatchObject({ senior: false, language: null })
    expect(idleness(flow)).toEqual({ is: 'none' })
  })

  test('does not take a touch for an answer to its question', () => {
    expect(idleness(play(view(), pay, 45_000, { type: 'touched' }).flow).is).toBe('question')
  })
})

describe('what keeps the kiosk from serving', () => {
  test('shows that the hall is away only when it lasts', () => {
    expect(play(view(), view({ link: 'offline' }), 1_000).name).toBe('start')
    expect(play(view(), view({ link: 'offline' }), 1_500).name).toBe('offline')
    expect(play(view(), view({ link: 'offline' }), 1_500, view()).name).toBe('start')
  })

  test('shows the enrolment code before anything else of the hall', () => {
    expect(play(view({ hall: null, enrolmentCode: 'K7Q2-9F' }))).toMatchObject({
      name: 'enrol',
      props: { code: 'K7Q2-9F' },
    })
  })

  test('starts waiting for the agent', () => {
    expect(play(100).name).toBe('starting')
  })
})

describe('maintenance', () => {
  const pin: FlowEvent = { type: 'pin', pin: '246810' }

  test('opens when the agent accepts the PIN, and locks on leaving', () => {
    const open = play(view(), { type: 'corner' }, pin, unlocked)
    expect(open.name).toBe('maintenance')
    expect(open.intents.map((intent) => intent.type)).toEqual(['lockMaintenance', 'unlockMaintenance'])
    const left = play(view(), { type: 'corner' }, pin, unlocked, { type: 'home' })
    expect(left.name).toBe('start')
    expect(left.intents.at(-1)).toEqual({ type: 'lockMaintenance' })
  })

  test('does not open by a view that was unlocked before the PIN', () => {
    expect(play(view(), { type: 'corner' }, unlocked).name).toBe('pin')
  })

  test('asks the agent for nothing from outside the maintenance page', () => {
    const intents = play(view(), { type: 'exitKiosk' }, { type: 'restartAgent' }, pin).intents
    expect(intents).toEqual([])
  })

  test('does not open while a ticket is on its way', () => {
    expect(play(view(), pay, TAKE, session('printing'), { type: 'corner' }).name).toBe('printing')
  })

  test('leaves and locks by itself', () => {
    const left = play(view(), { type: 'corner' }, pin, unlocked, 45_000, 10_000)
    expect(left.name).toBe('start')
    expect(left.intents.at(-1)).toEqual({ type: 'lockMaintenance' })
  })
})

describe('back and home', () => {
  test('have nowhere to go from the first sheet and while busy', () => {
    expect(backFrom(play(view()).flow)).toBeNull()
    expect(homeFrom(play(view(), pay, TAKE).flow)).toBeNull()
    expect(backFrom(play(view(), pay).flow)).not.toBeNull()
  })
})

describe('a clock that is set back all the same', () => {
  const HOUR = 3_600_000

  test('keeps no page, no language and no question a moment longer', () => {
    for (const events of [
      [view(), { type: 'language', language: 'en' } as const],
      [view(), { type: 'language', language: 'en' } as const, session('printed')],
    ]) {
      let flow = initialFlow(5 * HOUR)
      let read = 5 * HOUR
      for (const event of events) flow = update(flow, event, read).flow
      expect(languageOf(flow)).toBe('en')
      read -= HOUR
      // 45 s without a touch, and the same for the page of a ticket, look by look.
      for (let look = 0; look < 4 * 60; look += 1) flow = update(flow, { type: 'tick' }, (read += 250)).flow
      expect(pageOf(flow).name).toBe('start')
      expect(languageOf(flow)).toBe('zh')
    }
  })
})

describe('places near by', () => {
  const open: FlowEvent = { type: 'nearby' }
  const many = { ...NEARBY, places: [...PLACES, ...PLACES.map((one) => ({ ...one, id: `${one.id}-2` }))] }

  test('open where the hall knows of some, and lead back to the sheet they were opened from', () => {
    expect(play(view(), open).name).toBe('start')
    const services = Array.from({ length: 9 }, (_, n) => aService(`s${n}`))
    const turned = play(view({ nearby: NEARBY, services }), { type: 'turn', by: 1 }, open)
    expect(turned.name).toBe('nearby')
    expect(pageOf(backFrom(turned.flow)!.flow)).toMatchObject({ name: 'start', props: { number: 1 } })
    expect(pageOf(homeFrom(turned.flow)!.flow)).toMatchObject({ name: 'start', props: { number: 0 } })
  })

  test('are turned over as far as there are any, fewer at once for seniors', () => {
    const next: FlowEvent = { type: 'turn', by: 1 }
    const second = play(view({ nearby: many }), open, next, next, next)
    expect(second.props).toMatchObject({ number: 2, count: 3 })
    expect(second.props).toHaveProperty('places.length', 2)
    const senior = play(view({ nearby: many }), open, next, { type: 'senior', senior: true })
    expect(senior.props).toMatchObject({ number: 1, count: 4 })
    expect(play(view({ nearby: many }), open, next, view({ nearby: NEARBY })).props).toMatchObject({
      ...{ number: 1, count: 2 },
    })
  })

  test('are chosen by kind and by whether they are open, from the first sheet on; online ways are a list of their own', () => {
    const all = { ...NEARBY, places: [...many.places, ...WAYS] }
    const wish = (over: object): FlowEvent => ({ type: 'nearbyWish', ...over })
    const shown = (...events: FlowEvent[]) => play(view({ nearby: all }), open, ...events).props
    const next: FlowEvent = { type: 'turn', by: 1 }
    expect(shown()).toMatchObject({ count: 3, kinds: ['all', 'hall', 'bank', 'shop', 'online'] })
    expect(shown(next, wish({ kind: 'hall' }))).toMatchObject({ number: 0, count: 1 })
    expect(shown(wish({ kind: 'hall' }), wish({ openOnly: true }))).toMatchObject({
      ...{ places: [{ id: 'hall:H2' }, { id: 'hall:H2-2' }], wish: { kind: 'hall', openOnly: true } },
    })
    expect(shown(wish({ kind: 'online' }))).toMatchObject({ places: WAYS })
    expect(shown(wish({ kind: 'card' }))).toMatchObject({ places: [], count: 1 })
    expect(play(view({ nearby: all }), wish({ kind: 'hall' })).name).toBe('start')
  })

  test('are left alone after a question, and gone when the hall knows of none any more', () => {
    expect(play(view({ nearby: NEARBY }), open, 45_000, 10_000).name).toBe('start')
    expect(play(view({ nearby: NEARBY }), open, 54_000).name).toBe('nearby')
    expect(play(view({ nearby: NEARBY }), open, view()).name).toBe('start')
    expect(play(view({ nearby: { ...NEARBY, places: null } }), open).props).toMatchObject({ places: null })
  })
})
