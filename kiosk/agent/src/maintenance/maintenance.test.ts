import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { stateAfter } from '../../test/builders.ts'
import { isShut, lockAgain, pinEntered } from './decide.ts'
import { pinMatches } from './pin.ts'
import { lockedMaintenance } from './state.ts'

const wrong = (times: number) => Array.from({ length: times }, () => ({ type: 'PinRefused' as const }))

test('the right PIN opens the page and forgives earlier slips', () => {
  const { maintenance } = stateAfter([...wrong(4), { type: 'MaintenanceOpened' }])
  expect(maintenance).toEqual({ unlocked: true, failures: 0, lockedUntil: null })
})

test('the fifth wrong PIN shuts the page for five minutes, also for the right one', () => {
  const { maintenance } = stateAfter(wrong(5), undefined, 1_000)
  expect(maintenance).toEqual({ unlocked: false, failures: 5, lockedUntil: 301_000 })
  expect(pinEntered(maintenance, true, 300_999)).toEqual([])
  expect(pinEntered(maintenance, true, 301_000)).toEqual([{ type: 'MaintenanceOpened' }])
})

test('after the wait the count begins anew', () => {
  expect(stateAfter(wrong(6)).maintenance).toMatchObject({ failures: 1, lockedUntil: null })
})

test('a restart shuts the page and keeps the count', () => {
  const opened = stateAfter([{ type: 'MaintenanceOpened' }, { type: 'AgentStarted' }])
  expect(opened.maintenance.unlocked).toBe(false)
  expect(stateAfter([...wrong(3), { type: 'AgentStarted' }]).maintenance.failures).toBe(3)
})

test('a clock that was set back does not prolong the wait beyond its length', () => {
  expect(isShut({ ...lockedMaintenance, lockedUntil: 10_000_000 }, 1_000)).toBe(false)
})

test('a shut page has nothing to lock', () => {
  expect(lockAgain(lockedMaintenance)).toEqual([])
})

test('a PIN is checked against its scrypt record, and nothing matches without one', async () => {
  const salt = Buffer.alloc(16, 7)
  const hash = scryptSync('246810', salt, 32, { N: 1024, r: 8, p: 3 })
  const record = { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: 1024 }
  expect(await pinMatches('246810', record)).toBe(true)
  expect(await pinMatches('246811', record)).toBe(false)
  expect(await pinMatches('246810', undefined)).toBe(false)
  expect(await pinMatches('246810', { ...record, hash: '' })).toBe(false)
})
