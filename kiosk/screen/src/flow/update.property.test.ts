import type { KioskCard, KioskPlaylist, KioskSession } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aService, aSession, aView } from '../../test/builders.ts'
import { NEARBY } from '../../test/riverside.ts'
import { PAGES } from '../pages/index.ts'
import { homeFrom, isBusy, pageOf } from '../pages/shown.ts'
import { initialFlow, languageOf } from './state.ts'
import type { Flow, FlowEvent } from './state.ts'
import { update } from './update.ts'

const STEPS = ['idle', 'issuing', 'printing', 'printed', 'onScreen', 'refused', 'noAnswer'] as const
const SLIDE = { kind: 'text' as const, zh: '文', en: 'text', seconds: 5 }
const services = Array.from({ length: 9 }, (_, i) => aService(`s${i}`, { open: i % 4 !== 3, senior: i < 2 }))

const anyView = fc
  .record({
    hall: fc.constantFrom('known', 'unknown'),
    link: fc.constantFrom('connecting', 'online', 'offline'),
    code: fc.constantFrom(null, 'ABC-123'),
    step: fc.constantFrom(...STEPS),
    touch: fc.constantFrom('touch-1', 'touch-2', 'touch-3'),
    count: fc.integer({ min: 0, max: 9 }),
    card: fc.constantFrom<KioskCard>(
      { is: 'absent' },
      { is: 'welcome', minAge: 70 },
      { is: 'unreadable' },
      { is: 'left' },
      { is: 'known', name: '张**', right: null },
    ),
    unlocked: fc.boolean(),
    playlist: fc.constantFrom<KioskPlaylist | undefined>(undefined, { afterSeconds: 10, slides: [SLIDE] }),
    nearby: fc.constantFrom(undefined, NEARBY, { ...NEARBY, places: null }, { ...NEARBY, places: [] }),
  })
  .map((over) =>
    aView({
      ...(over.hall === 'unknown' ? { hall: null } : {}),
      link: over.link as 'online',
      enrolmentCode: over.code,
      session: aSession(over.step, over.touch),
      card: over.card,
      ...(over.nearby ? { nearby: over.nearby } : {}),
      ...(over.playlist ? { playlist: over.playlist } : {}),
      services: services.slice(0, over.count),
      maintenance: { unlocked: over.unlocked, failures: 0, lockedUntil: null, devices: [] },
    }),
  )

/** Anything a crowd, an agent and the clock can do, in any order. */
const anyEvent: fc.Arbitrary<FlowEvent> = fc.oneof(
  anyView.map((view): FlowEvent => ({ type: 'view', view })),
  fc.constant<FlowEvent>({ type: 'view', view: aView({ services }) }),
  fc.boolean().map((present): FlowEvent => ({ type: 'agent', present })),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.uuid())
    .map(([i, touchId]): FlowEvent => ({ type: 'choose', serviceId: `s${i}`, touchId })),
  fc
    .tuple(fc.constantFrom('normal', 'priority', 'nonsense'), fc.uuid())
    .map(([classId, touchId]): FlowEvent => ({ type: 'take', classId, touchId })),
  fc.constantFrom<FlowEvent>(
    { type: 'tick' },
    { type: 'touched' },
    { type: 'turn', by: 1 },
    { type: 'turn', by: -1 },
    { type: 'nearby' },
    { type: 'nearbyWish', kind: 'bank' },
    { type: 'nearbyWish', kind: 'online' },
    { type: 'nearbyWish', openOnly: true },
    { type: 'back' },
    { type: 'home' },
    { type: 'done' },
    { type: 'retry' },
    { type: 'stillHere' },
    { type: 'forgetCard' },
    { type: 'corner' },
    { type: 'language', language: 'en' },
    { type: 'senior', senior: true },
    { type: 'pin', pin: '1234' },
    { type: 'testDevice', deviceId: 'printer' },
    { type: 'restartAgent' },
    { type: 'exitKiosk' },
  ),
)
const anyStory = fc.array(fc.tuple(anyEvent, fc.integer({ min: 0, max: 20_000 })), { maxLength: 60 })

function told(story: [FlowEvent, number][]): { flow: Flow; now: number } {
  let now = 0
  let flow = initialFlow(now)
  for (const [event, ms] of story) {
    now += ms
    flow = update(flow, event, now).flow
  }
  return { flow, now }
}

test('always finds home by itself within two minutes of a sound agent, with nothing of the customer left', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      let { flow, now } = told(story)
      const sound = aView({ services })
      flow = update(flow, { type: 'view', view: sound }, now).flow
      for (let passed = 0; passed < 120_000; passed += 1_000) {
        now += 1_000
        flow = update(flow, { type: 'tick' }, now).flow
      }
      expect(pageOf(flow)).toMatchObject({ name: 'start', props: { number: 0 } })
      expect(languageOf(flow)).toBe('zh')
      expect(flow.senior).toBe(false)
    }),
  )
})

test('always shows a page of the list', () => {
  const names = PAGES.map((page) => page.name)
  fc.assert(
    fc.property(anyStory, (story) => {
      expect(names).toContain(pageOf(told(story).flow).name)
    }),
  )
})

test('has a way on from every page that is not at work or waiting for the hall', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const { flow, now } = told(story)
      const { name } = pageOf(flow)
      if (['starting', 'enrol', 'offline', 'start'].includes(name) || isBusy(flow)) return
      expect(homeFrom(flow)).not.toBeNull()
      expect(pageOf(update(flow, { type: 'home' }, now).flow).name).not.toBe(name)
    }),
  )
})

test('reaches a ticket from any start page by two touches', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const { flow, now } = told([...story, [{ type: 'view', view: aView({ services }) }, 0]])
      const page = pageOf(flow)
      const open =
        page.name === 'start'
          ? page.props.sheet.flatMap((group) => group.services).find((one) => one.open)
          : null
      if (!open) return
      const confirm = update(flow, { type: 'choose', serviceId: open.id, touchId: 'first' }, now).flow
      const { intents } = update(confirm, { type: 'take', classId: 'normal', touchId: 'touch-new' }, now)
      expect(intents).toMatchObject([{ type: 'issue', serviceId: open.id, touchId: 'touch-new' }])
    }),
  )
})

test('never asks for a second ticket before the first attempt has ended', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      let now = 0
      let flow = initialFlow(now)
      for (const [event, ms] of story) {
        now += ms
        const before = flow
        const done = update(flow, event, now)
        flow = done.flow
        const issued = done.intents.filter((intent) => intent.type === 'issue')
        expect(issued.length).toBeLessThanOrEqual(1)
        if (issued.length === 1) {
          const asked = before.view?.card.is === 'known' ? ['start', 'confirm'] : ['confirm']
          expect(asked).toContain(pageOf({ ...before, now }).name)
          expect(isBusy(before)).toBe(false)
          expect(before.session.step).toBe('idle')
          expect(isBusy(flow)).toBe(true)
        }
      }
    }),
  )
})

test('never drops a number that was being printed without the customer seeing how it ended', () => {
  const anySession = fc.constantFrom<KioskSession['step']>(...STEPS).map((at) => aSession(at, 'touch-1'))
  fc.assert(
    fc.property(anyStory, anySession, (story, next) => {
      const printing = told([
        ...story,
        [{ type: 'view', view: aView({ session: aSession('printing', 'fresh') }) }, 0],
      ])
      if (printing.flow.session.step !== 'printing') return
      const after = update(printing.flow, { type: 'view', view: aView({ session: next }) }, printing.now).flow
      if (next.step === 'idle')
        expect(after.session).toMatchObject({ step: 'onScreen', ticket: { number: 'A012' } })
    }),
  )
})

test('nothing is played while somebody is there, and the first touch brings the start page', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const { flow, now } = told(story)
      if (pageOf(flow).name !== 'playlist') return
      expect(flow).toMatchObject({ customer: null, session: { step: 'idle' }, place: { at: 'start' } })
      expect(pageOf(update(flow, { type: 'touched' }, now).flow).name).toBe('start')
    }),
  )
})
