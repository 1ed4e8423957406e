import type { AttemptStanding, DecidableCommand, FactOf } from '@service-hall/contract'
import { SYSTEM, command } from '@service-hall/contract/testing'
import { aClock, aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { aUtility, anOrder, got } from '../../../test/billing/utility.ts'
import {
  aPayingHall,
  aPayment,
  anAttempt,
  asHall,
  noteStanding,
  orderIn,
} from '../../../test/payment/reconcile.ts'
import type { PureHall } from '../../../test/pure-hall.ts'
import { brokenInvariants } from '../../../test/payments.ts'
import { aCharge, sandboxed } from '../channel/alipay/test/sandboxed.ts'
import { dayAfter, dayOf } from './days.ts'
import { reconcileDay } from './run.ts'
import { isFirstDay } from './schedule.ts'
import { billingSide, sidesOf } from './side.ts'
import type { Side } from './side.ts'

// Our clients read what the sandboxes make of their own truth; the hall's rules stand on the other side.

const HOUR = 3_600_000
/** Half past nine in the evening in China. */
const EVENING = Date.UTC(2026, 10, 30, 1, 30) + 12 * HOUR
const DAY = '2026-11-30'

async function compare(hall: PureHall, side: Side, day: string) {
  const ports = { hall: asHall(hall), clock: aClock(hall.now), log: aLog() }
  const outcome = await reconcileDay(side, day, ports, { isFirst: isFirstDay(hall.state, side.id, day) })
  if (outcome.is !== 'done') return outcome
  const { facts } = hall.must(SYSTEM, { ...outcome.command, id: hall.newId() } as DecidableCommand)
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
  return facts.find((fact): fact is FactOf<'DayReconciled'> => fact.type === 'DayReconciled')
}
const kindsOf = (hall: PureHall): [string, number][] =>
  Object.values(hall.state.view.suspense).map(({ kind, fen }) => [kind, fen])

/** Three payments at Alipay's sandbox; of the last one the hall knows nothing but that it is unsure. */
async function aDayAtAlipay() {
  const clock = aClock(EVENING)
  const world = await sandboxed({ clock })
  const hall = aPayingHall(EVENING)
  const orders = []
  for (const fen of [12_345, 2_000, 700]) {
    const { order, attempt } = anAttempt(hall, fen)
    const charge = aCharge(clock, { channelNo: attempt.channelNo, fen })
    await world.channel.open(charge)
    await world.control('pay', { channelNo: attempt.channelNo })
    const paid = (await world.channel.query(charge)) as Extract<AttemptStanding, { is: 'paid' }>
    if (fen === 700) noteStanding(hall, attempt.channelNo, { is: 'unsure', why: 'timeout', personAfterMs: 0 })
    else noteStanding(hall, attempt.channelNo, { ...paid, by: 'query' })
    orders.push(order)
  }
  const channels = new Map([['alipay', { kind: {} as never, channel: world.channel }]])
  const [side] = sidesOf({ channels, billing: null })
  const sleep = (ms: number): void => void ((hall.now += ms), clock.set(hall.now))
  return { world, hall, orders, side: side!, sleep }
}

test("Alipay's bill is late, then says what nobody could tell, and all agrees", async () => {
  const { world, hall, orders, side, sleep } = await aDayAtAlipay()
  sleep(13 * HOUR)
  await world.fault('billUrl', 'billLate')
  expect(await compare(hall, side, DAY)).toMatchObject({ is: 'waits', cause: 'later' })
  await world.fault('billFile', 'billCut')
  expect(await compare(hall, side, DAY)).toMatchObject({ is: 'waits', cause: 'unsure' })
  expect(hall.state.view.reconciled).toEqual({})
  expect(await compare(hall, side, DAY)).toMatchObject({ lines: 3, matched: 2, resolved: 1, cases: 0 })
  expect(orderIn(hall, orders[2]!.id).attempts[0]).toMatchObject({ state: 'paid' })
  expect(await compare(hall, side, DAY)).toMatchObject({ lines: 3, matched: 3, resolved: 0, cases: 0 })
})

test("differences of Alipay's bill are cases, each of its kind, and once", async () => {
  const { world, hall, side, sleep } = await aDayAtAlipay()
  sleep(13 * HOUR)
  await world.fault('billFile', 'billDiffers', { times: 3 })
  expect(await compare(hall, side, DAY)).toMatchObject({ cases: 2, waiting: 1, resolved: 1 })
  expect(kindsOf(hall)).toEqual([
    ['amountDiffers', 1],
    ['notOurs', 12_345],
  ])
  // Until noon a day without trades looks like one whose bill is not made yet.
  sleep(26 * HOUR)
  await compare(hall, side, dayAfter(DAY))
  await compare(hall, side, dayAfter(DAY))
  expect(kindsOf(hall)).toEqual([
    ['amountDiffers', 1],
    ['notOurs', 12_345],
    ['oursOnly', -12_345],
  ])
})

test("the utility's statement is late, then agrees, then differs", async () => {
  const utility = await aUtility({ accounts: 30 })
  const hall = aPayingHall(Date.now())
  for (const name of ['threeBills', 'oneBill'] as const) {
    const asked = anOrder(await utility.known(name))
    const fen = asked.bills.reduce((sum, bill) => sum + bill.fen, asked.creditFen)
    const { order } = aPayment(hall, fen, { isWrittenOff: false })
    const { writeOffNo } = await got(utility.billing.writeOff({ ...asked, key: order.id }))
    const outcome = { is: 'done', writeOffNo, fen } as const
    hall.must(SYSTEM, command('payment.noteDelivery', { orderId: order.id, outcome }))
  }
  const { day } = await utility.control<{ day: string }>('dayEnd')
  const side = billingSide(utility.billing)
  await utility.fault('statement', 'statementLate')
  expect(await compare(hall, side, day)).toMatchObject({ is: 'waits', cause: 'later' })
  await utility.fault('statement', 'statementCut')
  expect(await compare(hall, side, day)).toMatchObject({ is: 'waits', cause: 'unsure' })
  expect(await compare(hall, side, day)).toMatchObject({ lines: 2, matched: 2, cases: 0, waiting: 0 })
  await utility.fault('statement', 'statementDiffers')
  expect(await compare(hall, side, dayOf(hall.now))).toMatchObject({ cases: 2, waiting: 1 })
  expect(kindsOf(hall)).toEqual([
    ['amountDiffers', -1],
    ['writeOffOnly', -4_321],
  ])
})
