import { KioskView } from '@service-hall/contract'
import type { PaymentSession, ScreenIntent } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { stories } from '../../../gallery/stories.ts'
import {
  AT_BILLS,
  AT_CASH,
  AT_CODE,
  AT_DONE,
  AT_UNKNOWN,
  AT_WAYS,
  BILLS,
  IDENTIFY,
  OFFER,
  PAYMENT_ID,
  asked,
  digits,
  paying,
} from '../../../test/paying.ts'
import { CHOOSE, KNOWN, seen } from '../../../test/riverside.ts'
import { homeFrom, pageOf } from '../../pages/shown.ts'
import { initialFlow } from '../state.ts'
import type { Flow, FlowEvent } from '../state.ts'
import { update } from '../update.ts'

const BEGIN: FlowEvent = { type: 'payBegin', purpose: 'pay', paymentId: PAYMENT_ID }
const begun = (): [FlowEvent, FlowEvent] => [seen({ payment: OFFER }), BEGIN]

/** Events in order; a number lets so many ms pass, a look every second. */
function play(...events: (FlowEvent | number)[]): { flow: Flow; sent: ScreenIntent[] } {
  let [flow, now] = [initialFlow(0), 0]
  const sent: ScreenIntent[] = []
  const happen = (event: FlowEvent): void => {
    const next = update(flow, event, now)
    flow = next.flow
    sent.push(...next.intents)
  }
  for (const event of events) {
    if (typeof event !== 'number') happen(event)
    else
      for (const end = now + event; now < end;) {
        now += 1_000
        happen({ type: 'tick' })
      }
  }
  return { flow, sent }
}
const page = (...events: (FlowEvent | number)[]): string => pageOf(play(...events).flow).name
const asks = (...events: (FlowEvent | number)[]) =>
  play(...events).sent.flatMap((one) => (one.type === 'payment' ? [one.ask.do] : []))

test('what every page shows is a view as the contract has it', () => {
  const views = Object.values(stories).flatMap((states) =>
    Object.values(states).flatMap((story) =>
      story.flatMap((one) => (typeof one === 'object' && one.type === 'view' ? [one.view] : [])),
    ),
  )
  for (const view of views) expect(KioskView.safeParse(view).error).toBeUndefined()
})

test('a touch begins a payment once, with an id of its own', () => {
  expect(page(...begun())).toBe('payWait')
  expect(play(...begun(), BEGIN).sent).toMatchObject([
    { type: 'payment', paymentId: PAYMENT_ID, stepNo: 0, ask: { do: 'begin', purpose: 'pay' } },
  ])
  expect(page(...begun(), 3_000)).toBe('start')
})

test('nothing is begun that the hall does not offer, or cannot do now', () => {
  expect(asks(seen(), BEGIN)).toEqual([])
  expect(asks(seen({ payment: { ...OFFER, away: 'billing' } }), BEGIN)).toEqual([])
  expect(asks(seen({ payment: { ...OFFER, offers: ['inquiry'] } }), BEGIN)).toEqual([])
})

test('a question is answered once, by what it takes, and an answer that nobody heard may be given again', () => {
  const way: FlowEvent = { type: 'pay', ask: { do: 'way', wayId: 'alipay' } }
  expect(asks(...begun(), paying(AT_WAYS), way, way)).toEqual(['begin', 'way'])
  expect(asks(...begun(), paying(AT_WAYS), way, 3_000, way)).toEqual(['begin', 'way', 'way'])
  expect(asks(...begun(), paying(AT_WAYS), { type: 'pay', ask: { do: 'cancel' } })).toEqual(['begin'])
  expect(asks(...begun(), paying(AT_WAYS), way, paying({ ...AT_WAYS, stepNo: 6 }), way)).toHaveLength(3)
})

test('a wrong digit of an account number can be put right, and the next customer finds none', () => {
  const typed = [...begun(), paying(IDENTIFY), ...digits('0571234568')]
  const again = play(...typed, paying({ ...IDENTIFY, stepNo: 3, problem: 'accountUnknown' }))
  expect(again.flow.payment.draft.accountNo).toBe('0571234568')
  const left = play(...typed, 120_000)
  expect(pageOf(left.flow).name).toBe('start')
  expect(JSON.stringify(left.flow)).not.toContain('0571234568')
  expect(left.sent.at(-1)).toMatchObject({ type: 'payment', ask: { do: 'leave' } })
})

test('whoever is quiet before money is under way is asked, and then the visit is left', () => {
  expect(page(...begun(), paying(AT_BILLS), 50_000)).toBe('payBills')
  expect(page(...begun(), paying(AT_BILLS), 56_000)).toBe('start')
  expect(asks(...begun(), paying(AT_BILLS), 56_000)).toEqual(['begin', 'leave'])
})

test('a visit that was left does not come back, and is left once more where the agent did not hear', () => {
  const left = [...begun(), paying(AT_BILLS), { type: 'home' }] as const
  expect(page(...left, paying(AT_BILLS))).toBe('start')
  expect(asks(...left, paying(AT_BILLS))).toEqual(['begin', 'leave', 'leave'])
})

test('while money is under way nobody is sent home, and home and back only ask', () => {
  for (const session of [AT_CODE, AT_CASH] as PaymentSession[]) {
    const quiet = play(...begun(), paying(session), 600_000)
    expect(['payCode', 'payCash']).toContain(pageOf(quiet.flow).name)
    expect(quiet.sent.flatMap((one) => (one.type === 'payment' ? [one.ask.do] : []))).toEqual(['begin'])
    expect(page(...begun(), paying(session), { type: 'home' })).toBe('payCancel')
    expect(page(...begun(), paying(session), { type: 'home' }, { type: 'back' })).not.toBe('payCancel')
    expect(asks(...begun(), paying(session), { type: 'done' })).toEqual(['begin'])
  }
})

test('cash that is enough can no longer be cancelled', () => {
  const cancel: FlowEvent = { type: 'payDraft', draft: { is: 'asksCancel', asks: true } }
  const whole = { ...AT_CASH, insertedFen: 40_000 }
  expect(page(...begun(), paying(AT_CASH), cancel)).toBe('payCancel')
  expect(page(...begun(), paying(AT_CASH), cancel, paying(whole))).toBe('payCash')
})

test('money under way that the agent forgot is said to be unknown, with its reference', () => {
  const lost = play(...begun(), paying(AT_CODE), seen({ payment: OFFER }))
  expect(pageOf(lost.flow)).toMatchObject({
    name: 'payUnknown',
    props: { kind: 'lost', reference: 'K1-0731' },
  })
  expect(page(...begun(), paying(AT_CODE), { type: 'agent', present: false }, 62_000)).toBe('payUnknown')
  expect(page(...begun(), paying(AT_BILLS), seen({ payment: OFFER }))).toBe('start')
  expect(page(...begun(), paying(AT_CODE), seen({ payment: OFFER }), 95_000)).toBe('start')
})

test('the last page stays for its time and leaves nothing behind', () => {
  expect(page(...begun(), paying(AT_DONE), seen({ payment: OFFER }))).toBe('payDone')
  const left = play(...begun(), paying(AT_DONE), 31_000)
  expect(pageOf(left.flow).name).toBe('start')
  expect(JSON.stringify({ ...left.flow, view: null })).not.toContain('K1-0731')
})

test('older bills are chosen with newer ones where the plan says so, and all are chosen at first', () => {
  const tick = (billId: string): FlowEvent => ({ type: 'payDraft', draft: { is: 'toggle', billId } })
  const chosen = (...events: FlowEvent[]) => {
    const { name, props } = pageOf(play(...begun(), paying(AT_BILLS), ...events).flow)
    return name === 'payBills' ? props.choice.bills.map(({ billId }) => billId) : null
  }
  expect(chosen()).toEqual(BILLS.map(({ billId }) => billId))
  expect(chosen(tick('b2'))).toEqual(['b1'])
  expect(chosen(tick('b1'))).toEqual([])
  expect(chosen(tick('b1'), tick('b3'))).toEqual(['b1', 'b2', 'b3'])
})

test('who asks for the payment queue is told that the kiosk can do it now; two touches are a ticket all the same', () => {
  const confirm = play(seen({ payment: OFFER }), CHOOSE)
  expect(pageOf(confirm.flow)).toMatchObject({ name: 'confirm', props: { instead: 'pay' } })
  const take: FlowEvent = { type: 'take', classId: 'normal', touchId: 'touch-0002' }
  expect(play(seen({ payment: OFFER }), CHOOSE, take).sent).toMatchObject([{ type: 'issue' }])
  expect(asks(seen({ payment: OFFER }), CHOOSE, BEGIN)).toEqual(['begin'])
  expect(page(seen({ payment: OFFER, card: KNOWN }), CHOOSE)).toBe('confirm')
  expect(page(seen({ payment: { ...OFFER, away: 'hall' }, card: KNOWN }), CHOOSE)).toBe('issuing')
})

test('who is told at last that the money goes back has as long to read it as whoever is told at once', () => {
  const goesBack = paying({ ...AT_UNKNOWN, taken: true, goesBack: true })
  const told = [...begun(), paying(AT_UNKNOWN), 85_000, goesBack] as const
  expect(page(...told, 80_000)).toBe('payUnknown')
  expect(page(...told, 95_000)).toBe('start')
})

test('ways that are never at this kiosk take no room from those that are, in senior mode', () => {
  const ways = AT_WAYS.ways.map((way, n) => ({ ...way, problem: n === 0 ? null : ('noDevice' as const) }))
  const at = [...begun(), paying({ ...AT_WAYS, ways })] as const
  const shown = (...more: FlowEvent[]): number => {
    const { name, props } = pageOf(play(...at, ...more).flow)
    return name === 'payWays' ? props.ways.length : 0
  }
  expect(shown()).toBe(ways.length)
  expect(shown({ type: 'senior', senior: true })).toBe(1)
})

test('a technician’s page covers a payment and does not end it', () => {
  const covered = play(...begun(), paying(AT_CODE), { type: 'corner' })
  expect(pageOf(covered.flow).name).toBe('pin')
  expect(pageOf(update(covered.flow, { type: 'home' }, 1).flow).name).toBe('payCode')
})

test('no step is without a page, and each that waits for the customer has a way on', () => {
  for (const states of Object.values(stories))
    for (const story of Object.values(states)) {
      const events = story.filter((one) => typeof one === 'number' || one.type !== 'tap')
      const { flow } = play(...events)
      const shown = pageOf(flow)
      const isPayment =
        shown.name.startsWith('pay') && !['payWait', 'payCancel', 'payCard'].includes(shown.name)
      if (isPayment) expect(homeFrom(flow), shown.name).not.toBeNull()
    }
  expect(asked(1).stepNo).toBe(1)
})

test('what an answer changes beside the question takes it up, so that the next answer need not wait', () => {
  const done = { ...AT_DONE, paper: { is: 'none' }, receiptQr: true } as const
  const toPhone: FlowEvent = { type: 'pay', ask: { do: 'receiptQr' } }
  const rate: FlowEvent = { type: 'pay', ask: { do: 'rate', level: 5 } }
  expect(asks(...begun(), paying(done), toPhone, rate)).toEqual(['begin', 'receiptQr'])
  const shown = paying({
    ...done,
    paper: { is: 'qr', url: 'https://hall.test/receipts/x' },
    receiptQr: false,
  })
  expect(asks(...begun(), paying(done), toPhone, shown, rate)).toEqual(['begin', 'receiptQr', 'rate'])
})
