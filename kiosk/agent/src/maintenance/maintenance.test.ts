import { expect, test } from 'vitest'
import { stateAfter } from '../../test/builders.ts'
import { aTurnedClock } from '../../test/turned-clock.ts'
import { lockAgain, pinEntered, pinLockOver } from './decide.ts'
import { PinLock } from './pin-lock.ts'
import { PIN_LOCK_MS, lockedMaintenance } from './state.ts'

const wrong = (times: number) => Array.from({ length: times }, () => ({ type: 'PinRefused' as const }))

test('the right PIN opens the page and forgives earlier slips', () => {
  const { maintenance } = stateAfter([...wrong(4), { type: 'MaintenanceOpened' }])
  expect(maintenance).toEqual({ unlocked: true, failures: 0, lockedUntil: null })
})

test('the fifth wrong PIN shuts the page, also for the right one, until the wait is over', () => {
  const state = stateAfter(wrong(5), undefined, 1_000)
  expect(state.maintenance).toEqual({ unlocked: false, failures: 5, lockedUntil: 301_000 })
  expect(pinEntered(state.maintenance, true)).toEqual([])
  const { maintenance } = stateAfter(pinLockOver(state.maintenance), state)
  expect(pinEntered(maintenance, true)).toEqual([{ type: 'MaintenanceOpened' }])
})

test('after the wait the count begins anew', () => {
  const state = stateAfter([...wrong(5), { type: 'PinLockEnded' }, ...wrong(1)])
  expect(state.maintenance).toMatchObject({ failures: 1, lockedUntil: null })
  expect(stateAfter(wrong(6)).maintenance).toMatchObject({ failures: 1, lockedUntil: null })
})

test('the wait is five minutes long whatever becomes of the wall clock, and begins anew with a restart', () => {
  for (const jump of [-3_600_000, 0, 3_600_000]) {
    const clock = aTurnedClock()
    let over = 0
    const lock = new PinLock(clock, () => (over += 1))
    const { maintenance } = stateAfter(wrong(5), undefined, clock.now())
    lock.follow(maintenance)
    clock.turn(jump)
    lock.follow(maintenance)
    clock.pass(PIN_LOCK_MS - 1)
    expect(over).toBe(0)
    clock.pass(1)
    expect(over).toBe(1)
  }
})

test('a restart shuts the page and keeps the count', () => {
  const opened = stateAfter([{ type: 'MaintenanceOpened' }, { type: 'AgentStarted' }])
  expect(opened.maintenance.unlocked).toBe(false)
  expect(stateAfter([...wrong(3), { type: 'AgentStarted' }]).maintenance.failures).toBe(3)
})

test('a shut page has nothing to lock', () => {
  expect(lockAgain(lockedMaintenance)).toEqual([])
})
