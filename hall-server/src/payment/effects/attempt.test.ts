import { aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { Paying } from '../../../test/payment/paying.ts'
import { asHall } from '../../../test/payment/reconcile.ts'
import { aSteppedClock } from '../../../test/payment/stepped-clock.ts'
import { ALIPAY_RULES } from '../../../test/payment/light-hall.ts'
import type { Channel } from '../channel/port.ts'
import type { PaymentSystems } from '../systems.ts'
import { closeAtChannel } from './attempt.ts'
import type { EffectPorts } from './attempt.ts'

const UNSURE = { is: 'unsure', why: 'timeout' } as const

/** An attempt that is being closed at a channel that says only this. */
function closing(said: Pick<Channel, 'query' | 'close'>, rules = ALIPAY_RULES) {
  const paying = new Paying()
  const attemptId = paying.begin('alipay', 'showsCode')
  paying.says({ is: 'payable', qr: 'qr' })
  const { hall, orderId } = paying
  hall.now += 61_000
  for (const due of hall.due()) hall.must({ kind: 'system' }, due)
  expect(paying.attempt.state).toBe('closing')
  const clock = aSteppedClock(hall.now)
  const channel = { rules, ...said } as unknown as Channel
  const ports = {
    ...{ hall: asHall(hall), clock, log: aLog() },
    payments: {
      channels: new Map([['alipay', { kind: {}, channel }]]),
      stopping: new AbortController().signal,
    } as unknown as PaymentSystems,
  } as EffectPorts
  const number = paying.attempt.byFact
  const fact = { type: 'AttemptClosing', orderId, attemptId, cause: 'expired' } as never
  return { paying, clock, ended: () => closeAtChannel({ number, at: hall.now, fact }, ports) }
}

/** Lets time pass until it has ended. */
async function after<T>(ended: Promise<T>, clock: ReturnType<typeof aSteppedClock>): Promise<T> {
  let isOver = false
  void ended.finally(() => (isOver = true))
  for (let turn = 0; turn < 2_000 && !isOver; turn += 1) {
    for (let step = 0; step < 10; step += 1) await Promise.resolve()
    clock.advance(1_000)
  }
  expect(isOver).toBe(true)
  return ended
}

test.each([
  ['does not answer', UNSURE, UNSURE],
  ['knows no trade and does not close it', { is: 'noTrade' } as const, UNSURE],
  ['says that it may still be paid', { is: 'payable' } as const, { is: 'payable' } as const],
])(
  'an attempt whose channel %s is unsure when all tries are used up, never closed',
  async (_, seen, closed) => {
    const test = closing({ query: () => Promise.resolve(seen), close: () => Promise.resolve(closed) })
    expect(await after(test.ended(), test.clock)).toMatchObject({
      ...{ type: 'payment.noteAttempt', standing: { is: 'unsure' } },
    })
  },
)

test('closing that may not come too early waits no longer than from the beginning, though the clock was set back', async () => {
  const rules = { ...ALIPAY_RULES, closeNotBeforeMs: 300_000 }
  const test = closing(
    { query: () => Promise.resolve(UNSURE), close: () => Promise.resolve({ is: 'closed' }) },
    rules,
  )
  test.paying.hall.now -= 86_400_000
  expect(await after(test.ended(), test.clock)).toMatchObject({ standing: { is: 'closed' } })
})
