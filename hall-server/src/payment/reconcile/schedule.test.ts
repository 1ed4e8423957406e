import { waitFor } from '@service-hall/harness/process'
import { aLog } from '@service-hall/server-kit/testing'
import { TokenBucket } from '@service-hall/server-kit'
import { expect, onTestFinished, test } from 'vitest'
import { FIFTH, HOUR, aPayingHall, asHall, onFifth } from '../../../test/payment/reconcile.ts'
import { aSteppedClock } from '../../../test/payment/stepped-clock.ts'
import type { PureHall } from '../../../test/pure-hall.ts'
import type { BillLine, Channel } from '../channel/port.ts'
import type { PaymentSystems } from '../systems.ts'
import { CredentialShelf } from '../systems.ts'
import { Reconciler } from './schedule.ts'

const MINUTE = 60_000

/** A channel of which only bills are asked; `said` is what it answers next. */
function aRunning(hall: PureHall, said: (day: string) => Awaited<ReturnType<Channel['bill']>>) {
  const clock = aSteppedClock(hall.now)
  const asked: string[] = []
  const stopping = new AbortController()
  const channel = {
    bill: (day: string) => Promise.resolve(said((asked.push(day), day))),
  } as unknown as Channel
  const payments: PaymentSystems = {
    billing: null,
    channels: new Map([['alipay', { kind: {} as never, channel }]]),
    shelf: new CredentialShelf(clock),
    refusedNotices: new TokenBucket(clock, { burst: 1, perMinute: 1 }),
    stopping: stopping.signal,
  }
  const reconciler = new Reconciler({ hall: asHall(hall), payments, clock, log: aLog() })
  reconciler.start()
  const stop = (): Promise<void> => (stopping.abort(), reconciler.settled())
  onTestFinished(stop)
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
  }
  /** Lets time pass, a minute at a time. */
  const pass = async (ms: number): Promise<void> => {
    await settle()
    for (let left = ms; left > 0; left -= MINUTE) {
      hall.now += MINUTE
      clock.advance(MINUTE)
      await settle()
    }
  }
  return { asked, pass, stop }
}

async function* none(): AsyncGenerator<BillLine> {}

test('a bill is asked for when it is due; later means later, and what is waited for can be seen', async () => {
  const hall = aPayingHall(onFifth('20:00:00'))
  let isThere = false
  const running = aRunning(hall, () =>
    isThere ? { is: 'here', lines: none() } : { is: 'later', againMs: HOUR },
  )
  await running.pass(HOUR)
  expect(hall.state.view.awaited['alipay']).toMatchObject({ day: FIFTH, is: 'notOver' })
  await running.pass(13 * HOUR)
  expect(running.asked).toEqual([])
  await running.pass(30 * MINUTE)
  expect(running.asked).toEqual([FIFTH])
  expect(hall.state.view.awaited['alipay']).toMatchObject({ day: FIFTH, is: 'later', why: 'notMade' })
  isThere = true
  await running.pass(HOUR)
  expect(hall.state.view.reconciled['alipay']).toMatchObject({ day: FIFTH, cases: 0 })
  expect(hall.state.view.awaited).toEqual({})
})

test('a side that does not answer is asked ever more rarely, and told of once', async () => {
  const hall = aPayingHall(onFifth('20:00:00'))
  const running = aRunning(hall, () => ({ is: 'unsure', why: 'timeout' }))
  await running.pass(20 * HOUR)
  expect(hall.state.view.awaited['alipay']).toMatchObject({ is: 'unsure', why: 'timeout' })
  expect(running.asked.length).toBeGreaterThan(5)
  expect(running.asked.length).toBeLessThan(14)
  expect(hall.entries.filter(({ fact }) => fact.type === 'BillAwaited')).toHaveLength(2)
})

test('after days without power it goes on where it was, day by day', async () => {
  const hall = aPayingHall(onFifth('20:00:00'))
  const before = aRunning(hall, () => ({ is: 'empty' }))
  await before.pass(HOUR)
  await waitFor('the first run to stop', before.stop())
  hall.now += 72 * HOUR
  const after = aRunning(hall, () => ({ is: 'empty' }))
  await after.pass(10 * MINUTE)
  expect(after.asked.filter((day, index) => after.asked.indexOf(day) === index)).toEqual([
    FIFTH,
    '2026-01-06',
    '2026-01-07',
  ])
  expect(hall.state.view.reconciled['alipay']).toMatchObject({ day: '2026-01-07' })
})

test.each([
  ['2100-01-01', Date.parse('2100-01-01T09:00:00+08:00')],
  ['2025-01-01', Date.parse('2025-01-01T09:00:00+08:00')],
])('a hall that began when its clock showed %s compares from its true first day on', async (day, shows) => {
  const hall = aPayingHall(shows)
  const running = aRunning(hall, () => ({ is: 'empty' }))
  await running.pass(HOUR)
  expect(hall.state.view.awaited['alipay']).toMatchObject({ day, is: 'notOver' })
  const byMs = onFifth('20:00:00') - hall.now
  hall.now += byMs
  hall.happen({ type: 'ClockSet', byMs, since: 0, by: 'staff:S9001' })
  await running.pass(15 * HOUR)
  expect(running.asked).toEqual([FIFTH])
  expect(hall.state.view.reconciled['alipay']).toMatchObject({ day: FIFTH })
})
